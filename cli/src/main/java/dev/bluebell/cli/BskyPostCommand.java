package dev.bluebell.cli;

import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.StrongRef;
import dev.bluebell.bluesky.post.Post;
import dev.bluebell.bluesky.post.PostThread;
import dev.bluebell.bluesky.post.Posts;
import dev.bluebell.bluesky.post.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code bluebell bsky post}: a post of Markdown, with what it shows, quotes and answers. */
@Command(
        name = "post",
        description = "Post a text in Markdown; one that is too long becomes a thread.",
        footer = {
            "",
            "The text may show images of the folder you are in, like ![a bee](bee.jpg). One that",
            "begins with - stands behind --, after the options."
        })
final class BskyPostCommand implements Callable<Integer> {

    /** More than a thread of a thousand posts. */
    private static final int MOST_BYTES = 1 << 20;

    /** What is shown, in words too. */
    static final class Shown {

        @Option(names = "--image", paramLabel = "FILE", description = "Show this image.")
        private @Nullable Path image;

        @Option(names = "--video", paramLabel = "FILE", description = "Show this MP4 video; it is waited for.")
        private @Nullable Path video;

        @Option(
                names = "--alt",
                paramLabel = "TEXT",
                description = "What the image or video beside it shows, in words.")
        private String alt = "";
    }

    private final Shell shell;

    @Parameters(paramLabel = "TEXT|-", description = "The text; - reads it from standard input.")
    @SuppressWarnings("NullAway.Init") // required, so that the parser sets it
    private String text;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Shown> shown = new ArrayList<>(); // the parser adds to it

    @Option(names = "--reply-to", paramLabel = "URI", description = "Answer this post: at://…, or its URL.")
    private Optional<AtUri> replyTo = Optional.empty();

    @Option(names = "--reply-key", paramLabel = "K", description = "Answer the post that was made with this key.")
    private Optional<String> replyKey = Optional.empty();

    @Option(names = "--quote", paramLabel = "URI", description = "Quote this post: at://…, or its URL.")
    private Optional<AtUri> quote = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "K",
            description = "Your name for this post: given again, it posts nothing twice and finishes what was begun.")
    private Optional<String> key = Optional.empty();

    @Option(names = "--lang", paramLabel = "L", description = "A language it is in, like en; up to 3.")
    private List<String> langs = List.of();

    @Option(
            names = "--label",
            paramLabel = "L",
            converter = Converters.SelfLabel.class,
            description = "A warning of yours, like graphic-media or nudity.")
    private List<String> labels = List.of();

    @Option(names = "--dry-run", description = "Print the record, and send nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = Json.ABOUT)
    private boolean json;

    BskyPostCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        try (BskyConnection connection = new BskyConnection(shell)) {
            PostThread thread = post(connection).thread();
            Posts posts = connection.bluesky().posts(connection.account());
            if (dryRun) {
                posts.dryRun(thread).forEach(this::printRecord);
            } else {
                boolean known = key.filter(name -> !posts.made(name).isEmpty()).isPresent();
                posts.post(thread).forEach(made -> print(made, known));
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(Explanation.oneLine(e), e);
        }
        return 0;
    }

    private Post.Builder post(BskyConnection connection) throws IOException {
        if (replyTo.isPresent() && replyKey.isPresent()) {
            throw new CommandException("a post answers one post; leave out --reply-to or --reply-key");
        }
        Post.Builder post = Post.markdown(text.equals("-") ? input() : text)
                .langs(langs.toArray(String[]::new))
                .labels(labels.toArray(String[]::new))
                .imagesFrom(shell.folder());
        boolean video = shown.stream().anyMatch(it -> it.video != null);
        if (video && (shown.size() > 1 || shown.getFirst().image != null)) {
            throw new CommandException("a post shows images or one video; leave out the others");
        }
        for (Shown one : shown) {
            show(one, post, connection);
        }
        replyTo.ifPresent(post::replyTo);
        replyKey.map(Target.Key::new).ifPresent(post::replyTo);
        quote.ifPresent(post::quote);
        key.ifPresent(post::key);
        return post;
    }

    private void show(Shown one, Post.Builder post, BskyConnection connection) throws IOException {
        Path image = one.image;
        if (image != null) {
            post.image(shell.existing(image), one.alt);
        }
        Path video = one.video;
        if (video != null) {
            BskyVideo service = new BskyVideo(shell, connection.bluesky().videos(connection.account()));
            Path file = shell.existing(video);
            post.video(dryRun ? service.unsent(file, one.alt) : service.send(file, one.alt));
        }
        if (image == null && video == null) {
            throw new CommandException("--alt stands behind the --image or --video that it is about");
        }
    }

    private String input() throws IOException {
        byte[] bytes = shell.in().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new CommandException("standard input has more than 1 MiB, which is no post");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CommandException("standard input is not text in UTF-8", e);
        }
    }

    private void print(StrongRef post, boolean known) {
        if (json) {
            ObjectNode object = Json.object()
                    .put("uri", post.uri().toString())
                    .put("cid", post.cid().value());
            shell.print(known ? object.put("known", true) : object);
        } else {
            shell.print((known ? "known   " : "posted  ") + post.uri());
        }
    }

    private void printRecord(JsonNode record) {
        if (json) {
            shell.print(record);
        } else {
            record.toPrettyString().lines().forEach(shell::print);
        }
    }
}
