package dev.bluebell.cli;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomUri;
import dev.bluebell.blossom.client.Fetched;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.blossom.servers.BlossomServers;
import dev.bluebell.blossom.servers.SearchOptions;
import dev.bluebell.blossom.servers.SearchResult;
import dev.bluebell.media.FileTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a blob goes. */
sealed interface Destination {

    /** Has the blob searched for; none of its bytes gets to the place before all have come and are the right ones. */
    SearchResult receive(BlossomServers servers, BlossomUri blob, ReadOptions read, SearchOptions search);

    /**
     * Puts what came in its place.
     *
     * @return how the place is called
     */
    String finish(Fetched fetched) throws IOException;

    /** A file that the person has named; what is there is replaced. */
    record NamedFile(Path file) implements Destination {

        @Override
        public SearchResult receive(BlossomServers servers, BlossomUri blob, ReadOptions read, SearchOptions search) {
            return servers.get(blob, file, read, search);
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
         * @throws CommandException if there is
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
        public SearchResult receive(BlossomServers servers, BlossomUri blob, ReadOptions read, SearchOptions search) {
            return servers.get(blob, untyped(blob.hash()), read, search);
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

    /**
     * What takes bytes and is no plain file: a pipe, a device.
     *
     * @param name how it is called
     */
    record Pipe(OutputStream out, String name) implements Destination {

        @Override
        public SearchResult receive(BlossomServers servers, BlossomUri blob, ReadOptions read, SearchOptions search) {
            return servers.get(blob, out, read, search);
        }

        @Override
        public String finish(Fetched fetched) throws IOException {
            out.close();
            return name;
        }
    }
}
