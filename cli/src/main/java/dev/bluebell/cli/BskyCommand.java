package dev.bluebell.cli;

import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.AtUri;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.log.PointLimit;
import dev.bluebell.bluesky.profile.Profile;
import dev.bluebell.bluesky.profile.Profiles;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.BrowserLogin;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.bluesky.xrpc.CallOptions;
import dev.bluebell.bluesky.xrpc.Params;
import dev.bluebell.bluesky.xrpc.WriteBudget;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code bluebell bsky}: Bluesky, and any other server of the AT Protocol. */
@Command(
        name = "bsky",
        description = "Read and write on Bluesky, or any server of the AT Protocol.",
        footer = {
            "",
            "The account is BSKY_AUTH_USERNAME with the app password BSKY_AUTH_PASSWORD;",
            "its session is kept, so that the password is needed once. Without an account,",
            "what is public can be read."
        },
        synopsisSubcommandLabel = "COMMAND")
final class BskyCommand {

    private static final String ENDPOINT = "The endpoint, like app.bsky.actor.getProfile.";
    private static final String ENDPOINT_TO_CALL = "The endpoint, like com.atproto.repo.createRecord.";
    private static final String HOST =
            "The server to ask instead of the usual one; the account's tokens go only to its own.";

    /** Longer no server keeps its page. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Shell shell;

    BskyCommand(Shell shell) {
        this.shell = shell;
    }

    /** With the commands that are too large to be methods. */
    static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new BskyCommand(shell))
                .addSubcommand(new BskyPostCommand(shell))
                .addSubcommand(new BskyRecordsCommand(shell))
                .addSubcommand(new BskyLogCommand(shell));
        Converters.registerBluesky(line);
        return line;
    }

    @Command(name = "get", description = "Ask an endpoint, and print its answer.")
    int get(
            @Parameters(paramLabel = "NSID", index = "0", description = ENDPOINT) Nsid endpoint,
            @Parameters(
                            paramLabel = "KEY=VALUE",
                            arity = "0..*",
                            index = "1..*",
                            description = "Parameters; a key that is repeated is a list.")
                    List<String> parameters,
            @Option(names = "--host", paramLabel = "URL", description = HOST) Optional<URI> host,
            @Option(names = "--json", description = Json.ABOUT) boolean json) {
        Params.Builder params = Params.builder();
        KeyValue.all(parameters).forEach(it -> params.add(it.key(), it.value()));
        try (BskyConnection connection = new BskyConnection(shell)) {
            print(
                    connection
                            .account()
                            .client()
                            .get(endpoint.value(), params.build(), at(host))
                            .json(),
                    json);
        }
        return 0;
    }

    @Command(
            name = "call",
            description = "Have an endpoint do something, and print its answer.",
            footer = {
                "",
                "What it is given is made of KEY=VALUE (text) and KEY:=JSON, or is read as JSON",
                "from standard input, or is a file."
            })
    int call(
            @Parameters(paramLabel = "NSID", index = "0", description = ENDPOINT_TO_CALL) Nsid endpoint,
            @Parameters(
                            paramLabel = "KEY=VALUE",
                            arity = "0..*",
                            index = "1..*",
                            description = "Fields; KEY:=JSON is a number, a list or whatever else JSON has.")
                    List<String> fields,
            @Option(names = "--body", paramLabel = "FILE", description = "Send the bytes of this file.")
                    Optional<Path> file,
            @Option(
                            names = "--type",
                            paramLabel = "MIME",
                            converter = Converters.MediaType.class,
                            description = "What the file is; default: told from its content.")
                    Optional<String> type,
            @Option(names = "--host", paramLabel = "URL", description = HOST) Optional<URI> host,
            @Option(names = "--json", description = Json.ABOUT) boolean json) {
        Body body = BskyBody.of(shell, KeyValue.all(fields), file, type);
        try (BskyConnection connection = new BskyConnection(shell)) {
            print(
                    connection
                            .account()
                            .client()
                            .call(endpoint.value(), body, at(host))
                            .json(),
                    json);
        }
        return 0;
    }

    private static CallOptions at(Optional<URI> host) {
        try {
            return host.map(CallOptions.none()::withHost).orElse(CallOptions.none());
        } catch (IllegalArgumentException e) {
            throw new CommandException(Explanation.oneLine(e), e);
        }
    }

    private void print(JsonNode answer, boolean json) {
        if (json) {
            shell.print(answer);
        } else {
            answer.toPrettyString().lines().forEach(shell::print);
        }
    }

    @Command(name = "delete", description = "Delete a record of your own; one that is not there is deleted already.")
    int delete(
            @Parameters(paramLabel = "URI", description = "The record: at://…, or the URL of a post.") AtUri uri,
            @Option(names = "--json", description = Json.ABOUT) boolean json) {
        try (BskyConnection connection = new BskyConnection(shell)) {
            connection.bluesky().records(connection.account()).delete(uri);
        }
        shell.print(json ? Json.object().put("uri", uri.toString()) : "deleted  " + uri);
        return 0;
    }

    @Command(name = "profile", description = "Show who somebody is; what was learnt before is not asked again.")
    int profile(
            @Parameters(paramLabel = "ACTOR", description = "A handle or a DID.") Actor actor,
            @Option(names = "--fresh", description = "Ask again.") boolean fresh,
            @Option(names = "--json", description = Json.ABOUT) boolean json) {
        try (BskyConnection connection = new BskyConnection(shell)) {
            Profiles profiles = connection.bluesky().profiles(connection.account());
            Profile profile = fresh ? profiles.fresh(actor) : profiles.get(actor);
            if (json) {
                shell.print(object(profile));
            } else {
                print(profile);
            }
        }
        return 0;
    }

    private static ObjectNode object(Profile profile) {
        ObjectNode object = Json.object().put("did", profile.did().value());
        profile.handle().ifPresent(handle -> object.put("handle", handle.value()));
        object.put("displayName", profile.displayName())
                .put("description", profile.description())
                .put("followersCount", profile.counts().followers())
                .put("followsCount", profile.counts().follows())
                .put("postsCount", profile.counts().posts());
        profile.labels().forEach(object.withArray("labels")::add);
        profile.createdAt().ifPresent(time -> object.put("createdAt", time.toString()));
        return object;
    }

    private void print(Profile profile) {
        shell.print("%s  %s".formatted(profile.handle().map(Handle::value).orElse("no handle"), profile.displayName()));
        shell.print(profile.did().value());
        shell.print("%,d followers, %,d follows, %,d posts"
                .formatted(
                        profile.counts().followers(),
                        profile.counts().follows(),
                        profile.counts().posts()));
        profile.description().lines().forEach(shell::print);
    }

    @Command(name = "limits", description = "Show how much of the write budget is used.")
    int limits(@Option(names = "--json", description = Json.ABOUT) boolean json) {
        ObjectNode all = Json.object();
        try (BskyConnection connection = new BskyConnection(shell)) {
            Did account = connection.account().did();
            for (PointLimit limit : WriteBudget.BLUESKY) {
                long used = connection
                        .bluesky()
                        .log()
                        .pointsSince(account, shell.clock().instant().minus(limit.window()));
                String window = limit.window().equals(Duration.ofHours(1)) ? "hour" : "day";
                if (json) {
                    all.putObject(window).put("used", used).put("limit", limit.points());
                } else {
                    shell.print("%-4s  %,6d of %,d points".formatted(window, used, limit.points()));
                }
            }
        }
        if (json) {
            shell.print(all);
        }
        return 0;
    }

    @Command(
            name = "login",
            description = "Log in with BSKY_AUTH_USERNAME and BSKY_AUTH_PASSWORD.",
            footer = {
                "",
                "With --oauth no password is needed: the address of a page is shown, which you",
                "open in a browser on this machine within five minutes. BSKY_AUTH_USERNAME is",
                "then a handle or a DID."
            })
    int login(
            @Option(names = "--oauth", description = "Log in at a page of your server.") boolean oauth,
            @Option(
                            names = "--code",
                            paramLabel = "2FA",
                            description = "The code that you were sent by e-mail, if you were.")
                    Optional<String> code,
            @Option(names = "--json", description = Json.ABOUT) boolean json) {
        try (BskyConnection connection = new BskyConnection(shell, code)) {
            Did account = oauth
                    ? inBrowser(connection.account())
                    : connection.account().login();
            URI pds = connection.account().pds();
            shell.print(
                    json
                            ? Json.object().put("did", account.value()).put("pds", pds.toString())
                            : "logged in  %s at %s".formatted(account, pds));
        }
        return 0;
    }

    private Did inBrowser(Account account) {
        try (BrowserLogin login = account.browserLogin()) {
            shell.say("open this page in a browser on this machine: " + login.url());
            return login.await(PATIENCE);
        }
    }

    @Command(name = "logout", description = "End the session, here and at the server.")
    int logout(@Option(names = "--json", description = Json.ABOUT) boolean json) {
        String username = shell.environment().getOrDefault(BskyConnection.USERNAME, "");
        if (username.isBlank()) {
            throw new CommandException("whose session is to end is not known; set " + BskyConnection.USERNAME);
        }
        boolean ended;
        try (BskyConnection connection = new BskyConnection(shell)) {
            ended = connection.account().logout();
        }
        if (json) {
            shell.print(Json.object().put("account", username).put("ended", ended));
        } else {
            shell.print((ended ? "logged out  " : "was not logged in  ") + username);
        }
        return 0;
    }
}
