package dev.bluebell.bluesky.post;

import java.time.Duration;

/** What servers and the app take of a post; they have changed before, and are all here. For texts see {@code TextLimits}. */
public final class PostLimits {

    /** Languages. */
    public static final int LANGS = 3;

    /** Tags beside those in the text. */
    public static final int TAGS = 8;

    /** What an author says of a post. */
    public static final int LABELS = 10;

    /** Of one label. */
    public static final int LABEL_BYTES = 128;

    /** Images that are shown side by side; more are a gallery. */
    public static final int IMAGES = 4;

    /** Images of a gallery that the app shows. */
    public static final int GALLERY = 10;

    /** Of one image. */
    public static final long IMAGE_BYTES = 2_000_000;

    /** Of the image of a card. */
    public static final long THUMB_BYTES = 1_000_000;

    /** Of a video. */
    public static final long VIDEO_BYTES = 300_000_000;

    /** Of a video that the app shows. */
    public static final Duration VIDEO_TIME = Duration.ofMinutes(10);

    /** Captions of a video, in as many languages. */
    public static final int CAPTIONS = 20;

    /** Of the captions in one language. */
    public static final long CAPTION_BYTES = 20_000;

    /** Whom replies may come from. */
    public static final int REPLY_RULES = 5;

    private PostLimits() {}
}
