package dev.bluebell.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.server.Listing;
import dev.bluebell.server.policy.Uploaders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    private static final String KEY = "7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e";
    private static final String NPUB = "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg";

    @TempDir
    Path home;

    private Path file;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void home() {
        environment.put("HOME", home.toString());
        file = home.resolve("bluebell.toml");
    }

    private Configuration load() {
        return Configuration.load(Optional.empty(), environment);
    }

    private Configuration load(String toml) throws IOException {
        Files.writeString(file, toml);
        return Configuration.load(Optional.of(file), environment);
    }

    @Test
    void needsNoFile() {
        assertThat(Settings.ALL)
                .allSatisfy(setting -> assertThat(load().find(setting)).isEmpty());
    }

    @Test
    void readsEveryKey() throws IOException {
        Configuration set = load("""
                servers = ["https://a.example", "https://b.example/"]
                relays = ["wss://relay.example", "ws://127.0.0.1:7777"]

                [server]
                host = "0.0.0.0"
                port = 80
                data = "/srv/blobs"
                public-url = "https://cdn.example"
                uploads = ["%s"]
                list = "token"
                allow-private-origins = true
                resumable = true

                [media]
                offered = false
                describe-uploads = true
                max-side = 2048
                max-picture-size = "20MiB"
                max-pixels = 50000000
                at-once = 3
                waiting = 2
                video-timeout = "1min"

                [cache]
                port = 81
                data = "/srv/cache"
                size = "1TiB"
                allow-private-origins = true

                [limits]
                max-blob-size = "500MB"
                requests-at-once = 9
                requests-per-address = 8
                connections = 5
                partial-uploads = 4
                partial-upload-timeout = "3min"
                min-upload-rate = 0
                patience = "5s"
                header-timeout = "6s"
                idle-timeout = "1min"
                drain-timeout = "500ms"
                mirror-timeout = "1h"
                clock-skew = "2min"
                reports = 7
                cache-size = "1GiB"
                cached-blob-size = 1000
                cached-rows = 10
                """.formatted(NPUB));

        assertThat(set.find(Settings.SERVERS)).contains(servers("https://a.example", "https://b.example"));
        assertThat(set.find(Settings.HOST)).contains("0.0.0.0");
        assertThat(set.find(Settings.PORT)).contains(80);
        assertThat(set.find(Settings.DATA)).contains(Path.of("/srv/blobs"));
        assertThat(set.find(Settings.PUBLIC_URL)).contains(servers("https://cdn.example"));
        assertThat(set.find(Settings.UPLOADS)).contains(new Uploaders.Only(Set.of(new PublicKey(KEY))));
        assertThat(set.find(Settings.LIST)).contains(Listing.TOKEN);
        assertThat(set.find(Settings.PRIVATE_ORIGINS)).contains(true);
        assertThat(set.find(Settings.RESUMABLE)).contains(true);
        assertThat(set.find(Settings.MEDIA_OFFERED)).contains(false);
        assertThat(set.find(Settings.MEDIA_DESCRIBE_UPLOADS)).contains(true);
        assertThat(set.find(Settings.MEDIA_MAX_SIDE)).contains(2048);
        assertThat(set.find(Settings.MEDIA_MAX_PICTURE_SIZE)).contains(20L << 20);
        assertThat(set.find(Settings.MEDIA_MAX_PIXELS)).contains(50_000_000);
        assertThat(set.find(Settings.MEDIA_AT_ONCE)).contains(3);
        assertThat(set.find(Settings.MEDIA_WAITING)).contains(2);
        assertThat(set.find(Settings.MEDIA_VIDEO_TIMEOUT)).contains(Duration.ofMinutes(1));
        assertThat(set.find(Settings.CONNECTIONS)).contains(5);
        assertThat(set.find(Settings.PARTIAL_UPLOADS)).contains(4);
        assertThat(set.find(Settings.PARTIAL_UPLOAD_TIMEOUT)).contains(Duration.ofMinutes(3));
        assertThat(set.find(Settings.CACHE_PORT)).contains(81);
        assertThat(set.find(Settings.CACHE_DATA)).contains(Path.of("/srv/cache"));
        assertThat(set.find(Settings.CACHE_ROOM)).contains(1L << 40);
        assertThat(set.find(Settings.CACHE_PRIVATE_ORIGINS)).contains(true);
        assertThat(set.find(Settings.MAX_BLOB_SIZE)).contains(500_000_000L);
        assertThat(set.find(Settings.REQUESTS_AT_ONCE)).contains(9);
        assertThat(set.find(Settings.REQUESTS_PER_ADDRESS)).contains(8);
        assertThat(set.find(Settings.HEADER_TIMEOUT)).contains(Duration.ofSeconds(6));
        assertThat(set.find(Settings.REPORTS)).contains(7);
        assertThat(set.find(Settings.MIN_UPLOAD_RATE)).contains(0L);
        assertThat(set.find(Settings.PATIENCE)).contains(Duration.ofSeconds(5));
        assertThat(set.find(Settings.IDLE_TIMEOUT)).contains(Duration.ofMinutes(1));
        assertThat(set.find(Settings.DRAIN_TIMEOUT)).contains(Duration.ofMillis(500));
        assertThat(set.find(Settings.MIRROR_TIMEOUT)).contains(Duration.ofHours(1));
        assertThat(set.find(Settings.CLOCK_SKEW)).contains(Duration.ofMinutes(2));
        assertThat(set.find(Settings.CACHE_SIZE)).contains(1L << 30);
        assertThat(set.find(Settings.CACHED_BLOB_SIZE)).contains(1000L);
        assertThat(set.find(Settings.CACHED_ROWS)).contains(10);
        assertThat(Settings.ALL)
                .allSatisfy(setting -> assertThat(set.find(setting)).isPresent());
    }

    @Test
    void takesTheEnvironmentBeforeTheFile() throws IOException {
        environment.put("BLUEBELL_SERVER_PORT", "81");
        environment.put("BLUEBELL_SERVER_UPLOADS", "anyone");
        environment.put("BLUEBELL_SERVER_ALLOW_PRIVATE_ORIGINS", "false");
        environment.put("BLUEBELL_LIMITS_MAX_BLOB_SIZE", "1KiB");
        environment.put("BLUEBELL_SERVERS", "https://a.example, https://b.example");

        Configuration set = load("""
                [server]
                host = "here"
                port = 80
                uploads = ["%s"]
                allow-private-origins = true
                """.formatted(KEY));

        assertThat(set.find(Settings.HOST)).contains("here");
        assertThat(set.find(Settings.PORT)).contains(81);
        assertThat(set.find(Settings.UPLOADS)).contains(new Uploaders.Anyone());
        assertThat(set.find(Settings.PRIVATE_ORIGINS)).contains(false);
        assertThat(set.find(Settings.MAX_BLOB_SIZE)).contains(1024L);
        assertThat(set.find(Settings.SERVERS)).contains(servers("https://a.example", "https://b.example"));
    }

    @Test
    void takesAnEmptyVariableForNone() {
        environment.put("BLUEBELL_SERVER_PORT", "");

        assertThat(load().find(Settings.PORT)).isEmpty();
    }

    @Test
    void findsTheFileInTheConfigurationFolder() throws IOException {
        Path usual = home.resolve(".config/bluebell/bluebell.toml");
        Files.createDirectories(usual.getParent());
        Files.writeString(usual, "server.port = 82");

        assertThat(load().find(Settings.PORT)).contains(82);
    }

    @Test
    void findsTheFileThatTheEnvironmentNames() throws IOException {
        Files.writeString(file, "server.port = 83");
        environment.put("BLUEBELL_CONFIG", file.toString());

        assertThat(load().find(Settings.PORT)).contains(83);
    }

    @Test
    void refusesAFileThatIsNamedAndNotThere() {
        environment.put("BLUEBELL_CONFIG", home.resolve("gone.toml").toString());

        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("gone.toml");
    }

    @Test
    void saysWhereAKeyStandsThatNobodyKnowsAndWhichThereAre() {
        assertThatThrownBy(() -> load("[server]\nhost = \"here\"\nprot = 80\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(file + ":3:", "server.prot", "server.port");
    }

    @Test
    void saysWhereATableStandsThatNobodyKnows() {
        assertThatThrownBy(() -> load("\n[sever]\nport = 80\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(file + ":2:", "sever");
    }

    @Test
    void saysThatTheFileIsNoText() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe});

        assertThatThrownBy(() -> Configuration.load(Optional.of(file), environment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(file.toString(), "no text in UTF-8");
    }

    @Test
    void saysWhereTheFileIsNoToml() {
        assertThatThrownBy(() -> load("[server]\nport =\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file + ":2:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "server.port = \"80\"           | from 0 to 65535",
                "server.port = 65536            | from 0 to 65535",
                "server.host = 1                | name or address",
                "server.host = {}               | name or address",
                "server.allow-private-origins=1 | true or false",
                "server.list = \"maybe\"        | \"public\", \"token\" or \"off\"",
                "server.uploads = \"someone\"   | \"anyone\" or a list of public keys",
                "server.uploads = [1]           | \"anyone\" or a list of public keys",
                "server.public-url = \"cdn\"    | https://cdn.example",
                "server.public-url = [\"https://a.example\", \"https://b.example/path\"] | https://cdn.example",
                "limits.max-blob-size = \"2 gigabytes\" | \"2GiB\"",
                "limits.max-blob-size = \"9999999999GiB\" | \"2GiB\"",
                "limits.max-blob-size = -1      | \"2GiB\"",
                "limits.max-blob-size = 0       | 1 or more",
                "limits.cached-blob-size = \"5GiB\" | less than \"2GiB\"",
                "limits.header-timeout = \"0s\" | but not none",
                "limits.idle-timeout = 60       | with a unit",
                "limits.idle-timeout = \"60\"   | with a unit",
                "limits.cached-rows = 0         | 1 or more",
                "media.offered = \"yes\"        | true or false",
                "media.max-side = 0             | 1 or more",
                "media.waiting = 0              | 1 or more",
                "media.max-picture-size = 0     | 1 or more",
                "media.video-timeout = \"0s\"   | but not none",
            })
    void saysWhatWouldBeRight(String toml, String wanted) {
        assertThatThrownBy(() -> load("# a comment\n" + toml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(file + ":2: ", " must be ", wanted);
    }

    @Test
    void saysWhichVariableIsWrong() {
        environment.put("BLUEBELL_LIMITS_IDLE_TIMEOUT", "soon");

        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("BLUEBELL_LIMITS_IDLE_TIMEOUT", "with a unit", "\"soon\"");
    }

    private static List<ServerAddress> servers(String... urls) {
        return List.of(urls).stream().map(URI::create).map(ServerAddress::new).toList();
    }
}
