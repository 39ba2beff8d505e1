package dev.bluebell.cli;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.Fetched;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.media.FileTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a blob goes. Belongs to one thread. */
sealed interface Destination {

    /** Asks a server for the blob. */
    Answer<Fetched> receive(BlossomClient client, BlobHash hash, ReadOptions options);

    /** Whether a failed try has left something behind, so that there can be no second. */
    boolean spoilt();

    /**
     * Puts what came in its place.
     *
     * @return how the place is called
     */
    String finish(Fetched fetched) throws IOException;

    /** A file that the person has named; what is there is replaced. */
    record NamedFile(Path file) implements Destination {

        @Override
        public Answer<Fetched> receive(BlossomClient client, BlobHash hash, ReadOptions options) {
            return client.get(hash, file, options);
        }

        @Override
        public boolean spoilt() {
            return false;
        }

        @Override
        public String finish(Fetched fetched) {
            return file.toString();
        }
    }

    /**
     * A new file that is called after the blob.
     *
     * @param extension what to call it by if its type is unknown, or empty
     */
    record NewFile(Path folder, String extension) implements Destination {

        /**
         * Checks that there is none yet: to find out only when the blob has come would be a pity.
         *
         * @throws FileAlreadyExistsException if there is
         */
        static NewFile in(Path folder, BlobHash hash, String extension) throws IOException {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, hash + ".*")) {
                for (Path file : files) {
                    throw new CommandException("%s exists already; name another file with -o".formatted(file));
                }
            }
            return new NewFile(folder, extension);
        }

        @Override
        public Answer<Fetched> receive(BlossomClient client, BlobHash hash, ReadOptions options) {
            return client.get(hash, untyped(hash), options);
        }

        @Override
        public boolean spoilt() {
            return false;
        }

        @Override
        public String finish(Fetched fetched) throws IOException {
            String usual = FileTypes.extensionOf(fetched.type());
            boolean unknown = usual.equals(FileTypes.extensionOf(FileTypes.OCTET_STREAM)) && !extension.isEmpty();
            Path file = folder.resolve(fetched.hash() + "." + (unknown ? extension : usual));
            try {
                return Files.move(untyped(fetched.hash()), file).toString();
            } finally {
                Files.deleteIfExists(untyped(fetched.hash()));
            }
        }

        /** The type is known when the blob comes. */
        private Path untyped(BlobHash hash) {
            return folder.resolve("." + hash);
        }
    }

    /** Standard output, which has the bytes before their hash is known. */
    final class Stream implements Destination {

        private final Shell shell;
        private boolean begun;

        Stream(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Answer<Fetched> receive(BlossomClient client, BlobHash hash, ReadOptions options) {
            return client.get(hash, new Pipe(), options);
        }

        @Override
        public boolean spoilt() {
            return begun;
        }

        @Override
        public String finish(Fetched fetched) {
            return "-";
        }

        private final class Pipe extends OutputStream {

            @Override
            public void write(int octet) {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                begun = true;
                shell.write(bytes, offset, length);
            }
        }
    }
}
