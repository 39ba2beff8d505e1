package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.http.Content;
import dev.bluebell.bluesky.repo.Blob;

/** Takes the blobs of a post. */
@FunctionalInterface
interface BlobUpload {

    /** Takes one. */
    Blob upload(Content content);
}
