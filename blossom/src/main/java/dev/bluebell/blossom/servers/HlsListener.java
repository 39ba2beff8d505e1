package dev.bluebell.blossom.servers;

import dev.bluebell.blossom.client.LocalBlob;
import java.nio.file.Path;

/** Hears how the pieces of a video are sent. Called on several threads; must be quick and must not throw. */
@FunctionalInterface
public interface HlsListener {

    /** Hears nothing. */
    HlsListener NONE = (file, blob) -> UploadListener.NONE;

    /**
     * The turn of a piece has come.
     *
     * @param file which one, a playlist by the name it had
     * @param blob what is sent
     * @return who hears of it at each server
     */
    UploadListener begins(Path file, LocalBlob blob);
}
