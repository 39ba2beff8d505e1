package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.repo.Blob;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes what a post shows and quotes fit for a record; files are sent first.
 *
 * @param preparer makes images fit
 * @param pages makes cards
 * @param blobs takes the images
 */
record Attachments(ImagePreparer preparer, PageCards pages, Posts.Sending blobs) {

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");

    private record Shown(Blob blob, Optional<AspectRatio> ratio) {}

    Optional<ObjectNode> embed(Optional<Media> media, Optional<StrongRef> quote) {
        Optional<ObjectNode> shown = media.map(this::media);
        if (quote.isEmpty()) {
            return shown;
        }
        ObjectNode record = typed("app.bsky.embed.record");
        record.set("record", ref(quote.get()));
        return Optional.of(shown.map(one -> {
                    ObjectNode both = typed("app.bsky.embed.recordWithMedia");
                    both.set("record", record);
                    both.set("media", one);
                    return both;
                })
                .orElse(record));
    }

    static ObjectNode ref(StrongRef ref) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uri", ref.uri().toString())
                .put("cid", ref.cid().value());
    }

    static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("$type", type);
    }

    private ObjectNode media(Media media) {
        return switch (media) {
            case Media.Images images -> images.images().size() <= PostLimits.IMAGES ? images(images) : gallery(images);
            case Media.Video video -> video(video);
            case Media.Card card ->
                card(
                        card,
                        card.thumb()
                                .map(thumb ->
                                        sent(thumb, PostLimits.THUMB_BYTES).blob()));
            case Media.Page page -> pages.with(page.uri(), this::page);
        };
    }

    private ObjectNode images(Media.Images images) {
        ObjectNode embed = typed("app.bsky.embed.images");
        ArrayNode list = embed.putArray("images");
        images.images().forEach(image -> image(list.addObject(), image));
        return embed;
    }

    private ObjectNode gallery(Media.Images images) {
        ObjectNode embed = typed("app.bsky.embed.gallery");
        ArrayNode list = embed.putArray("items");
        for (PostImage image : images.images()) {
            ObjectNode item = list.addObject().put("$type", "app.bsky.embed.gallery#image");
            image(item, image);
            if (!item.has("aspectRatio")) {
                throw new IllegalArgumentException(
                        "more than %d images need their aspect ratios to be known".formatted(PostLimits.IMAGES));
            }
        }
        return embed;
    }

    private void image(ObjectNode item, PostImage image) {
        Shown shown = sent(image.source(), PostLimits.IMAGE_BYTES);
        item.set("image", shown.blob().json());
        item.put("alt", image.alt());
        image.ratio().or(shown::ratio).ifPresent(ratio -> item.set("aspectRatio", ratio(ratio)));
    }

    private static ObjectNode ratio(AspectRatio ratio) {
        return JsonNodeFactory.instance.objectNode().put("width", ratio.width()).put("height", ratio.height());
    }

    private static ObjectNode video(Media.Video video) {
        ObjectNode embed = typed("app.bsky.embed.video");
        embed.set("video", video.blob().json());
        if (!video.captions().isEmpty()) {
            ArrayNode list = embed.putArray("captions");
            video.captions()
                    .forEach(caption -> list.addObject()
                            .put("lang", caption.lang())
                            .set("file", caption.file().json()));
        }
        if (!video.alt().isEmpty()) {
            embed.put("alt", video.alt());
        }
        video.ratio().ifPresent(ratio -> embed.set("aspectRatio", ratio(ratio)));
        if (video.loops()) {
            embed.put("presentation", "gif");
        }
        return embed;
    }

    private static ObjectNode card(Media.Card card, Optional<Blob> thumb) {
        ObjectNode embed = typed("app.bsky.embed.external");
        ObjectNode external = embed.putObject("external")
                .put("uri", card.uri().toString())
                .put("title", card.title())
                .put("description", card.description());
        thumb.ifPresent(blob -> external.set("thumb", blob.json()));
        return embed;
    }

    /** Somebody else's image is no reason not to post. */
    private ObjectNode page(Media.Card card) {
        Optional<Blob> thumb = card.thumb().flatMap(source -> {
            try {
                return Optional.of(sent(source, PostLimits.THUMB_BYTES).blob());
            } catch (BlueskyException.LocalFailure e) {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "{0} has an image that cannot be shown: {1}",
                        card.uri(),
                        e.getMessage());
                return Optional.empty();
            }
        });
        return card(card, thumb);
    }

    private Shown sent(ImageSource source, long mostBytes) {
        return switch (source) {
            case ImageSource.Sent(Blob blob) -> {
                if (blob.sizeBytes() > mostBytes || !blob.type().startsWith("image/")) {
                    throw new IllegalArgumentException("an image has at most %d bytes; this is %s of %d"
                            .formatted(mostBytes, blob.type(), blob.sizeBytes()));
                }
                yield new Shown(blob, Optional.empty());
            }
            case ImageSource.File(Path path) -> {
                try (PreparedImage image = preparer.prepare(path, mostBytes)) {
                    yield new Shown(blobs.send(image.content()), image.ratio());
                }
            }
        };
    }
}
