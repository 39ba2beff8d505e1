package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.http.Content;
import dev.bluebell.media.TypeSniffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at images and leaves them as they are. */
final class UnchangedImages implements ImagePreparer {

    @Override
    public PreparedImage prepare(Path file, long mostBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(TypeSniffer.HEAD_BYTES);
            String type = TypeSniffer.sniff(head, head.length)
                    .filter(one -> one.startsWith("image/"))
                    .orElseThrow(() -> new BlueskyException.LocalFailure("%s is no image".formatted(file), null));
            long size = Files.size(file);
            if (size > mostBytes) {
                throw new BlueskyException.LocalFailure(
                        "%s has %d bytes, %d are allowed".formatted(file, size, mostBytes), null);
            }
            return new PreparedImage(
                    new Content(type, size, () -> Files.newInputStream(file)), Optional.empty(), () -> {});
        } catch (IOException e) {
            throw new BlueskyException.LocalFailure("%s cannot be read".formatted(file), e);
        }
    }
}
