package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.text.Facet;
import dev.bluebell.bluesky.text.MarkdownImage;
import dev.bluebell.bluesky.text.MarkedText;
import dev.bluebell.bluesky.text.TextLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A post that is to be made. Immutable.
 *
 * @param text what it says
 * @param langs in which languages, as {@code en} or {@code pt-BR}; at most 3
 * @param labels what its author says of it, like {@code nudity}; at most 10
 * @param tags beside those in the text, without {@code #}; at most 8
 * @param media what it shows
 * @param quote what it quotes
 * @param replyTo what it answers
 * @param replies who may answer; empty for everybody, a list of nobody for nobody
 * @param quotable whether others may quote it
 * @param key what the caller calls it: a post of the same key is made once
 */
public record Post(
        MarkedText text,
        List<String> langs,
        List<String> labels,
        List<String> tags,
        Optional<Media> media,
        Optional<Target> quote,
        Optional<Target> replyTo,
        Optional<List<ReplyRule>> replies,
        boolean quotable,
        Optional<String> key) {

    /**
     * Checks all that can be checked without asking anybody.
     *
     * @throws IllegalArgumentException if it is longer than posts may be, or has more of something than they may have
     */
    public Post {
        if (!text.fits(TextLimits.POST)) {
            throw new IllegalArgumentException(
                    "the text has %d characters in %d bytes; %d in %d are allowed, so make it a thread"
                            .formatted(
                                    text.graphemes(),
                                    text.text().getBytes(StandardCharsets.UTF_8).length,
                                    TextLimits.POST.graphemes(),
                                    TextLimits.POST.bytes()));
        }
        langs = atMost(PostLimits.LANGS, "languages", langs);
        langs.forEach(Languages::check);
        labels = atMost(PostLimits.LABELS, "labels", labels);
        labels.forEach(Post::checkLabel);
        tags = atMost(PostLimits.TAGS, "tags", tags);
        tags.forEach(Post::checkTag);
        replies = replies.map(rules -> atMost(PostLimits.REPLY_RULES, "rules for replies", rules));
        key.ifPresent(PostPlan::checkKey);
        if (replies.isPresent() && replyTo.isPresent()) {
            throw new IllegalArgumentException("who may reply is said by the first post of a thread alone");
        }
        if (text.text().isBlank() && media.isEmpty() && quote.isEmpty()) {
            throw new IllegalArgumentException("the post is empty");
        }
    }

    private static <T> List<T> atMost(int most, String what, List<T> list) {
        if (list.size() > most) {
            throw new IllegalArgumentException("a post has at most %d %s, not %d".formatted(most, what, list.size()));
        }
        return List.copyOf(list);
    }

    private static void checkLabel(String label) {
        if (label.isEmpty() || label.getBytes(StandardCharsets.UTF_8).length > PostLimits.LABEL_BYTES) {
            throw new IllegalArgumentException("a label has 1 to %d bytes".formatted(PostLimits.LABEL_BYTES));
        }
    }

    private static void checkTag(String tag) {
        if (tag.isEmpty() || tag.startsWith("#") || !TextLimits.TAG.allows(tag)) {
            throw new IllegalArgumentException("a tag has 1 to 64 characters, and no # before them");
        }
    }

    /** A post with that text; links, mentions and tags are found in it. */
    public static Builder text(String text) {
        return new Builder(MarkedText.plain(text));
    }

    /** The same with facets of the caller's. */
    public static Builder text(String text, List<Facet> facets) {
        return new Builder(MarkedText.plain(text, facets));
    }

    /** A post of Markdown; its images are looked for where {@link Builder#imagesFrom} says. */
    public static Builder markdown(String source) {
        return new Builder(MarkedText.markdown(source));
    }

    /** A post of a text that was read already. */
    public static Builder of(MarkedText text) {
        return new Builder(text);
    }

    /** What can be said of a post beside its text. Not thread-safe. */
    public static final class Builder {

        private final MarkedText text;
        private final List<String> langs = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();
        private final List<PostImage> images = new ArrayList<>();
        private Optional<Path> folder = Optional.empty();
        private Optional<Media> media = Optional.empty();
        private Optional<Target> quote = Optional.empty();
        private Optional<Target> replyTo = Optional.empty();
        private Optional<List<ReplyRule>> replies = Optional.empty();
        private boolean quotable = true;
        private Optional<String> key = Optional.empty();

        private Builder(MarkedText text) {
            this.text = text;
        }

        /** Further languages that it is in. */
        public Builder langs(String... values) {
            langs.addAll(List.of(values));
            return this;
        }

        /** Further labels of its author's. */
        public Builder labels(String... values) {
            labels.addAll(List.of(values));
            return this;
        }

        /** Further tags, without {@code #}. */
        public Builder tags(String... values) {
            tags.addAll(List.of(values));
            return this;
        }

        /**
         * A further image, from a file.
         *
         * @param alt what it shows, in words; may be empty
         */
        public Builder image(Path file, String alt) {
            return image(new PostImage(new ImageSource.File(file), alt, Optional.empty()));
        }

        /** A further image. */
        public Builder image(PostImage image) {
            images.add(image);
            return this;
        }

        /** The folder that the images of a Markdown text are in; without one they are refused. */
        public Builder imagesFrom(Path value) {
            folder = Optional.of(value);
            return this;
        }

        /** A video; there are no images then. */
        public Builder video(Media.Video value) {
            return media(value);
        }

        /** A card; there are no images then. */
        public Builder card(Media.Card value) {
            return media(value);
        }

        /** A card made of what a page says of itself. */
        public Builder card(URI page) {
            return media(new Media.Page(page));
        }

        private Builder media(Media value) {
            if (media.isPresent()) {
                throw new IllegalArgumentException("a post has one video or one card");
            }
            media = Optional.of(value);
            return this;
        }

        /** Quotes a post, or another record. */
        public Builder quote(AtUri value) {
            quote = Optional.of(new Target.At(value));
            return this;
        }

        /** Quotes that. */
        public Builder quote(Target value) {
            quote = Optional.of(value);
            return this;
        }

        /** Answers a post. */
        public Builder replyTo(AtUri value) {
            return replyTo(new Target.At(value));
        }

        /** Answers a post as it is there. */
        public Builder replyTo(StrongRef value) {
            return replyTo(new Target.Exactly(value));
        }

        /** Answers that. */
        public Builder replyTo(Target value) {
            replyTo = Optional.of(value);
            return this;
        }

        /** Nobody but those may answer; nobody at all if there are none. Everybody may if this is not said. */
        public Builder repliesFrom(ReplyRule... rules) {
            replies = Optional.of(List.of(rules));
            return this;
        }

        /** Nobody may quote it. */
        public Builder noQuotes() {
            quotable = false;
            return this;
        }

        /** What the caller calls it, 1 to 255 characters: however often it is sent with that key, it is made once. */
        public Builder key(String value) {
            key = Optional.of(value);
            return this;
        }

        /**
         * The post.
         *
         * @throws IllegalArgumentException if it cannot be one
         */
        public Post build() {
            return build(text, key);
        }

        /**
         * As many posts as the text needs, each but the first an answer to the one before. What is shown, quoted and answered
         * goes with the first.
         *
         * @throws IllegalArgumentException if they cannot be posts
         */
        public PostThread thread() {
            List<MarkedText> texts = text.split(TextLimits.POST);
            List<Post> posts = new ArrayList<>();
            posts.add(build(texts.getFirst(), Optional.empty()));
            for (MarkedText next : texts.subList(1, texts.size())) {
                posts.add(new Post(
                        next,
                        langs,
                        labels,
                        tags,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        quotable,
                        Optional.empty()));
            }
            return new PostThread(posts, key);
        }

        private Post build(MarkedText words, Optional<String> name) {
            return new Post(words, langs, labels, tags, shown(), quote, replyTo, replies, quotable, name);
        }

        private Optional<Media> shown() {
            List<PostImage> all = new ArrayList<>(images);
            text.images().forEach(image -> all.add(file(image)));
            if (all.isEmpty()) {
                return media;
            }
            if (media.isPresent()) {
                throw new IllegalArgumentException("a post has images, or a video, or a card");
            }
            return Optional.of(new Media.Images(all));
        }

        /** Not any file of this machine only because a text names it. */
        private PostImage file(MarkdownImage image) {
            if (image.source().matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
                throw new IllegalArgumentException("an image is a file here, not " + image.source());
            }
            Path from = folder.orElseThrow(() -> new IllegalArgumentException(
                            "the text shows the image %s; say from which folder images may be taken"
                                    .formatted(image.source())))
                    .toAbsolutePath()
                    .normalize();
            Path file = from.resolve(image.source()).normalize();
            if (!file.startsWith(from)) {
                throw new IllegalArgumentException("the image %s is not in %s".formatted(image.source(), from));
            }
            return new PostImage(new ImageSource.File(file), image.alt(), Optional.empty());
        }
    }
}
