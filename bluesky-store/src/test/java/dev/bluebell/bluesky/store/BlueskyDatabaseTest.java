package dev.bluebell.bluesky.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.log.CallQuery;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.testing.XrpcStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlueskyDatabaseTest {

    @TempDir
    Path folder;

    private static boolean keeps(BlueskyDatabase opened, Place place) {
        try (opened) {
            opened.log().write(Child.call(0), Child.ended());
        }
        return place.rows("SELECT endpoint FROM bsky_api_call_log").contains("xrpc/com.atproto.repo.createRecord");
    }

    private static Map<String, String> postgres(Place place) {
        return Map.of(
                "PGHOST", "localhost",
                "PGPORT", Integer.toString(Place.postgresPort()),
                "PGUSER", "postgres",
                "PGPASSWORD", "any",
                "PGDATABASE", place.rows("SELECT current_database()").getFirst());
    }

    @Test
    void opensPostgresIfTheEnvironmentSaysAllOfIt() {
        Place place = Place.postgres();
        Map<String, String> all = new HashMap<>(postgres(place));
        all.put("BSKY_SQLITE_FILENAME", folder.resolve("not-this.db").toString());

        assertThat(keeps(BlueskyDatabase.open(all), place)).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void opensTheFileIfOneThingOfPostgresIsMissing() {
        Place postgres = Place.postgres();
        for (String missing : new String[] {"PGHOST", "PGUSER", "PGPASSWORD", "PGDATABASE"}) {
            Place file = Place.sqlite(folder);
            Map<String, String> some = new HashMap<>(postgres(postgres));
            some.put(missing, "");
            some.put("BSKY_SQLITE_FILENAME", file.url());

            assertThat(keeps(BlueskyDatabase.open(some), file)).isTrue();
        }
    }

    @Test
    void keepsAllInMemoryIfTheEnvironmentSaysNothing() {
        for (Map<String, String> environment :
                List.of(Map.<String, String>of(), Map.of("BSKY_SQLITE_FILENAME", ":memory:"))) {
            try (BlueskyDatabase database = BlueskyDatabase.open(environment)) {
                database.log().write(Child.call(0), Child.ended());
                assertThat(database.log().recent(CallQuery.newest(2))).hasSize(1);
                assertThat(database.profiles().find(Child.ALICE)).isEmpty();
                assertThat(database.postKeys().find(Child.ALICE, "key")).isEmpty();
            }
        }
        assertThat(Files.exists(Path.of(":memory:"))).isFalse();
    }

    @Test
    void takesAddressesInAllSpellings() {
        Place postgres = Place.postgres();
        Place file = Place.sqlite(folder);
        String name = postgres.rows("SELECT current_database()").getFirst();

        assertThat(keeps(BlueskyDatabase.open(postgres.url()), postgres)).isTrue();
        assertThat(keeps(
                        BlueskyDatabase.open(
                                "postgresql://postgres:any@localhost:" + Place.postgresPort() + "/" + name),
                        postgres))
                .isTrue();
        String encoded = "postgres://post%67res:a%3Ab%40+c@localhost:" + Place.postgresPort() + "/" + name;
        assertThat(keeps(BlueskyDatabase.open(encoded + "?sslmode=disable&ApplicationName=bluebell"), postgres))
                .isTrue();
        assertThat(keeps(BlueskyDatabase.open(file.url()), file)).isTrue();
        assertThat(keeps(BlueskyDatabase.open("jdbc:sqlite:" + file.url()), file))
                .isTrue();
        assertThat(keeps(BlueskyDatabase.builder().open(Path.of(file.url())), file))
                .isTrue();
    }

    @Test
    void takesConnections() {
        for (Place place : new Place[] {Place.postgres(), Place.sqlite(folder)}) {
            assertThat(keeps(BlueskyDatabase.open(place.source()), place)).isTrue();
        }
    }

    @Test
    void refusesWhatIsNoAddress() {
        for (String bad : new String[] {
            "mysql://u:secret@h/d",
            "",
            "jdbc:oracle:secret",
            "postgresql://secret",
            "postgresql://u:secret word@h/d",
            "file:secret"
        }) {
            assertThatExceptionOfType(BlueskyStoreException.BadAddress.class)
                    .isThrownBy(() -> BlueskyDatabase.open(bad))
                    .withMessageContaining("postgresql://USER:PASSWORD@HOST/DATABASE")
                    .withMessageNotContaining("secret");
        }
        Map<String, String> port = new HashMap<>(
                Map.of("PGHOST", "h", "PGUSER", "u", "PGPASSWORD", "secret", "PGDATABASE", "d", "PGPORT", "many"));
        assertThatExceptionOfType(BlueskyStoreException.BadAddress.class)
                .isThrownBy(() -> BlueskyDatabase.open(port))
                .withMessageContaining("PGPORT");
    }

    @Test
    void makesTheFoldersOfAFile() {
        Path deep = folder.resolve("a/b/bluesky.db");

        BlueskyDatabase.builder().open(deep).close();

        assertThat(deep).exists();
    }

    @Test
    void makesAFileThatNobodyElseCanRead() throws Exception {
        Path file = folder.resolve("bluesky.db");

        try (BlueskyDatabase open = BlueskyDatabase.builder().open(file)) {
            assertThat(open.sessions().newest("alice")).isEmpty();
            for (String one : List.of("bluesky.db", "bluesky.db-wal", "bluesky.db-shm")) {
                assertThat(Files.getPosixFilePermissions(folder.resolve(one)))
                        .as(one)
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @Test
    void refusesAFolder() {
        assertThatExceptionOfType(BlueskyStoreException.BadAddress.class)
                .isThrownBy(() -> BlueskyDatabase.builder().open(folder))
                .withMessage(folder + " is a folder; a database is a file");
    }

    @Test
    void givesAClientAllThatItRemembers() {
        Place place = Place.sqlite(folder);
        try (XrpcStub server = XrpcStub.start();
                BlueskyDatabase database = place.open()) {
            server.on("com.example.thing.get", XrpcStub.Told.json("{}"))
                    .on("com.example.thing.fail", XrpcStub.Told.error(400, "InvalidRequest", "no"));
            Hosts hosts = new Hosts(server.url(), server.url(), "did:web:localhost#bsky_chat");
            for (int i = 0; i < 2; i++) { // the log goes on when the client is closed
                try (Bluesky bluesky =
                        database.configure(Bluesky.builder()).hosts(hosts).build()) {
                    bluesky.nobody().client().get("com.example.thing.get", Params.none());
                    assertThatThrownBy(() -> bluesky.nobody().client().get("com.example.thing.fail", Params.none()))
                            .isInstanceOfSatisfying(
                                    BlueskyException.Refused.class,
                                    e -> assertThat(place.rows(e.callQuery().orElseThrow()))
                                            .as("there before it is thrown")
                                            .hasSize(1));
                }
                assertThat(place.rows("SELECT DISTINCT endpoint, http_status_code FROM bsky_api_call_log ORDER BY 2"))
                        .containsExactly("xrpc/com.example.thing.get|200", "xrpc/com.example.thing.fail|400");
            }
        }
        assertThat(place.rows("SELECT count(*) FROM bsky_api_call_log")).containsExactly("4");
    }
}
