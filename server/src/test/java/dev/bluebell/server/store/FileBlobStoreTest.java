package dev.bluebell.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.blossom.BlobHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the files say of a blob when the disk does not do its part. */
class FileBlobStoreTest {

    private static final BlobHash HASH = new BlobHash("abcd" + "0".repeat(60));

    @TempDir
    private Path root;

    /** The folder below {@link #root} that cannot be synced for now. */
    private final AtomicReference<String> failing = new AtomicReference<>("none");

    private void sync(Path folder) throws IOException {
        if (folder.equals(root.resolve(failing.get()))) {
            throw new IOException("Input/output error");
        }
        Durable.syncFolder(folder);
    }

    private static void keep(BlobStore store) {
        try (IncomingBlob incoming = store.receive()) {
            incoming.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
            incoming.sync();
            store.keep(incoming, HASH);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab/cd", "ab", ""})
    void aNameThatCannotBeSyncedIsNotKept(String folder) {
        try (BlobStore store = new FileBlobStore(root, this::sync)) {
            failing.set(folder);

            assertThatThrownBy(() -> keep(store))
                    .isInstanceOf(StoreException.Broken.class)
                    .hasMessageContaining("cannot store blob " + HASH);
            assertThat(store.has(HASH)).isFalse();
            assertThat(root.resolve("ab/cd")).isEmptyDirectory();
            assertThat(root.resolve("incoming")).isEmptyDirectory();

            // What has failed once is not taken for done.
            assertThatThrownBy(() -> keep(store)).isInstanceOf(StoreException.Broken.class);
            failing.set("none");
            keep(store);
            assertThat(store.has(HASH)).isTrue();
        }
    }

    @Test
    void aFolderThatIsNoneIsNamedAtTheStart() throws IOException {
        Files.writeString(root.resolve("ab"), "no folder");

        assertSweepSays(root.resolve("ab") + " is no folder");
    }

    @Test
    void aFolderThatMayNotBeReadIsNamedAtTheStart() throws IOException {
        Path closed = Files.createDirectories(root.resolve("ab/cd"));
        assertThat(closed.toFile().setReadable(false, false)).isTrue();
        try {
            Assumptions.assumeFalse(Files.isReadable(closed), "this user may read everything");

            assertSweepSays(closed + " may not be read");
        } finally {
            assertThat(closed.toFile().setReadable(true)).isTrue();
        }
    }

    private void assertSweepSays(String reason) {
        assertThatThrownBy(() -> {
                    try (BlobStore store = new FileBlobStore(root)) {
                        store.sweep(prefix -> Set.of());
                    }
                })
                .isInstanceOf(StoreException.Broken.class)
                .hasMessageStartingWith("cannot clean the blob folder " + root + ": " + reason);
    }
}
