package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.HELLO;
import static dev.bluebell.blossom.servers.Samples.SIGNER;
import static dev.bluebell.blossom.servers.Samples.address;
import static dev.bluebell.blossom.servers.Samples.closedPort;
import static dev.bluebell.blossom.servers.Samples.signed;
import static dev.bluebell.blossom.servers.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.testing.MemoryBlossom;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncTest {

    private final MemoryBlossom source = MemoryBlossom.start();
    private final MemoryBlossom one = MemoryBlossom.start();
    private final MemoryBlossom two = MemoryBlossom.start();
    private final URI nobody = closedPort();

    @TempDir
    Path folder;

    private BlossomServers targets;

    @BeforeEach
    void oneServerLacksOneBlobAndTheOtherAll() {
        String first = source.keep(text("first"), "text/plain");
        source.keep(text("second"), "text/plain");
        source.keep(HELLO, "application/json");
        one.keep(first, text("first"), "text/plain");
        one.keep(HELLO, "application/json");
        one.keep(text("its own"), "text/plain");
        targets = signed(List.of(one.url(), two.url())).temporaryFolder(folder).build();
    }

    @AfterEach
    void stop() {
        targets.close();
        List.of(source, one, two).forEach(MemoryBlossom::close);
    }

    @Test
    void plansWhatEachServerLacksNewestFirst() {
        List<MissingBlob> missing = new ArrayList<>();
        sync().missing().forEach(missing::add);

        assertThat(missing)
                .extracting(MissingBlob::lackedBy)
                .containsExactly(List.of(address(two)), List.of(address(one), address(two)), List.of(address(two)));
        assertThat(one.requests("PUT", "/")).isEmpty();
    }

    @Test
    void countsWhatEachServerLacks() {
        assertThat(sync().count())
                .containsExactly(
                        Map.entry(address(one), new SyncTally(2, 1, 6, 0)),
                        Map.entry(address(two), new SyncTally(0, 3, 11 + HELLO.length, 0)));
        assertThat(two.hashes()).isEmpty();
    }

    @Test
    void hasTheServersFetchWhatTheyLack() {
        Map<MissingBlob, Copies> heard = new ConcurrentHashMap<>();
        Map<ServerAddress, SyncTally> done = sync().run(WriteOptions.defaults(), new SyncListener() {
            @Override
            public void ends(MissingBlob blob, Copies copies) {
                heard.put(blob, copies);
            }
        });

        assertThat(one.hashes()).containsAll(source.hashes()).hasSize(4);
        assertThat(two.hashes()).isEqualTo(source.hashes());
        assertThat(two.requests("PUT", "/upload")).isEmpty();
        assertThat(done.get(address(two))).isEqualTo(new SyncTally(0, 3, 11 + HELLO.length, 0));
        assertThat(heard).hasSize(3).allSatisfy((blob, copies) -> {
            assertThat(copies.complete()).isTrue();
            assertThat(copies.holders()).isEqualTo(blob.lackedBy());
        });
    }

    @Test
    void carriesWhatAServerDoesNotFetch() {
        two.refuse("PUT", "/mirror", 404);

        sync().run(WriteOptions.defaults(), SyncListener.NONE);

        assertThat(two.hashes()).isEqualTo(source.hashes());
        assertThat(two.requests("PUT", "/upload")).hasSize(3);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void goesOnWhenABlobCannotBeCopied() {
        String bad = source.keep(text("bad"), "text/plain");
        source.rule(request -> request.target().contains(bad) ? 500 : MemoryBlossom.PASS);

        Map<ServerAddress, SyncTally> done = sync().run(WriteOptions.defaults(), SyncListener.NONE);

        assertThat(done.get(address(two))).isEqualTo(new SyncTally(0, 3, 11 + HELLO.length, 1));
        assertThat(two.hashes()).hasSize(3).doesNotContain(bad);
    }

    @Test
    void findsNothingMissingWhenItIsDone() {
        sync().run(WriteOptions.defaults(), SyncListener.NONE);

        assertThat(sync().missing()).isEmpty();
    }

    @Test
    void goesOnWhereABrokenOneStopped() {
        source.rule(
                request -> request.method().equals("GET") && !request.target().startsWith("/list/") ? 503 : 0);
        Map<ServerAddress, SyncTally> broken = sync().run(WriteOptions.defaults(), SyncListener.NONE);
        assertThat(broken.get(address(two))).isEqualTo(new SyncTally(0, 0, 0, 3));

        source.rule(request -> MemoryBlossom.PASS);
        sync().run(WriteOptions.defaults(), SyncListener.NONE);

        assertThat(two.hashes()).isEqualTo(source.hashes());
    }

    @Test
    void asksAServerWithoutAListForEachBlob() {
        one.refuse("GET", "/list/", 404);

        assertThat(sync().count()).containsEntry(address(one), new SyncTally(2, 1, 6, 0));
        assertThat(one.requests("HEAD", "/")).hasSize(3);
    }

    @Test
    void leavesOutAServerThatCannotBeAskedAndSaysSo() {
        try (BlossomServers some = signed(List.of(nobody, two.url())).build()) {
            BlobSync sync = some.syncFrom(source.url(), SIGNER.publicKey());

            assertThat(sync.leftOut())
                    .containsOnlyKeys(new ServerAddress(nobody))
                    .allSatisfy(
                            (server, reason) -> assertThat(reason).isInstanceOf(BlossomException.Unreachable.class));
            assertThat(sync.count()).containsOnlyKeys(address(two));
        }
    }

    @Test
    void failsIfTheServerThatHasTheBlobsDoesNotListThem() {
        source.refuse("GET", "/list/", 403);

        assertThatExceptionOfType(RefusedException.Forbidden.class).isThrownBy(() -> sync().count());
    }

    @Test
    void asksForAPageOnlyWhenItIsReached() {
        BlobSync sync = sync();
        assertThat(source.requests()).isEmpty();

        assertThat(sync.missing().iterator().hasNext()).isTrue();
        assertThat(source.requests("GET", "/list/")).hasSize(1);
    }

    @Test
    void refusesToCopyFromAServerToItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> targets.syncFrom(one.url(), SIGNER.publicKey()))
                .withMessageContaining(one.url().toString());
    }

    private BlobSync sync() {
        return targets.syncFrom(source.url(), SIGNER.publicKey());
    }
}
