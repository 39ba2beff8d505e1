package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.repo.Blob;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a post shows beside its text: images, or a video, or a card. */
public sealed interface Media {

    /**
     * Images; more than {@link PostLimits#IMAGES} of them are a gallery.
     *
     * @param images in their order, at least one
     */
    record Images(List<PostImage> images) implements Media {

        /**
         * Checks how many there are.
         *
         * @throws IllegalArgumentException if there are too many, or none
         */
        public Images {
            images = List.copyOf(images);
            if (images.isEmpty() || images.size() > PostLimits.GALLERY) {
                throw new IllegalArgumentException(
                        "a post has at most %d images, not %d".formatted(PostLimits.GALLERY, images.size()));
            }
        }
    }

    /**
     * A video.
     *
     * @param blob as the video service or the server has it
     * @param alt what it shows, in words; may be empty
     * @param ratio its shape
     * @param captions what is said, each language once
     * @param loops whether it is shown like an animated image
     */
    record Video(Blob blob, String alt, Optional<AspectRatio> ratio, List<Caption> captions, boolean loops)
            implements Media {

        /**
         * Checks the type, the length and the captions.
         *
         * @throws IllegalArgumentException if they are not as servers take them
         */
        public Video {
            captions = List.copyOf(captions);
            if (!blob.type().equals("video/mp4")) {
                throw new IllegalArgumentException("a video is of the type video/mp4, not " + blob.type());
            }
            if (blob.sizeBytes() > PostLimits.VIDEO_BYTES) {
                throw new IllegalArgumentException(
                        "a video has at most %d bytes, not %d".formatted(PostLimits.VIDEO_BYTES, blob.sizeBytes()));
            }
            Set<String> langs = new HashSet<>();
            captions.forEach(caption -> langs.add(caption.lang()));
            if (captions.size() > PostLimits.CAPTIONS || langs.size() < captions.size()) {
                throw new IllegalArgumentException(
                        "a video has captions in at most %d languages, each once".formatted(PostLimits.CAPTIONS));
            }
        }
    }

    /**
     * What is said in a video, in writing.
     *
     * @param lang of which language, like {@code en} or {@code pt-BR}
     * @param file text of the type {@code text/vtt}
     */
    record Caption(String lang, Blob file) {

        /**
         * Checks the language and the length.
         *
         * @throws IllegalArgumentException if they are not as servers take them
         */
        public Caption {
            Languages.check(lang);
            if (file.sizeBytes() > PostLimits.CAPTION_BYTES) {
                throw new IllegalArgumentException(
                        "captions have at most %d bytes, not %d".formatted(PostLimits.CAPTION_BYTES, file.sizeBytes()));
            }
        }
    }

    /**
     * A page, as a card.
     *
     * @param uri where it is; http or https
     * @param title what it is called
     * @param description what it says, in short; may be empty
     * @param thumb its image
     */
    record Card(URI uri, String title, String description, Optional<ImageSource> thumb) implements Media {

        /**
         * Checks the address.
         *
         * @throws IllegalArgumentException if it is no address of a page
         */
        public Card {
            WebAddress.check(uri);
        }
    }

    /**
     * A page, as a card that is made of what the page says of itself, when the post is sent.
     *
     * @param uri where it is; https
     */
    record Page(URI uri) implements Media {

        /**
         * Checks the address.
         *
         * @throws IllegalArgumentException if it is no address of a page
         */
        public Page {
            WebAddress.check(uri);
        }
    }
}
