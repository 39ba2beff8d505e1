package dev.bluebell.cli;

import dev.bluebell.bluesky.Actor;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.cursor.Listing;
import dev.bluebell.bluesky.cursor.Listings;
import dev.bluebell.bluesky.cursor.PageHandler;
import dev.bluebell.bluesky.cursor.Pages;
import dev.bluebell.bluesky.identity.Identity;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code bluebell bsky records}: what stands in a collection. */
@Command(name = "records", description = "List the records of a collection, oldest first.")
final class BskyRecordsCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "COLLECTION", description = "Like app.bsky.feed.post.")
    @SuppressWarnings("NullAway.Init") // required, so that the parser sets it
    private Nsid collection;

    @Option(names = "--repo", paramLabel = "ACTOR", description = "Whose: a handle or a DID; default: your own.")
    private Optional<Actor> repo = Optional.empty();

    @Option(names = "--new", description = "Only what is new since the last time with --new.")
    private boolean onlyNew;

    @Option(names = "--reset", description = "Forget the last time; alone, list nothing.")
    private boolean reset;

    @Option(names = "--json", description = Json.ABOUT)
    private boolean json;

    BskyRecordsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (BskyConnection connection = new BskyConnection(shell)) {
            Pages pages = connection.bluesky().pages(connection.account());
            Listing records = listing(connection);
            if (reset) {
                pages.forget(records);
            }
            if (onlyNew) {
                pages.readNew(records, print(), Integer.MAX_VALUE);
            } else if (!reset) {
                pages.readAll(records, print(), Integer.MAX_VALUE);
            }
        }
        return 0;
    }

    private Listing listing(BskyConnection connection) {
        if (repo.isEmpty()) {
            Did own = connection.account().did();
            return Listings.records(own, collection, connection.account().pds());
        }
        Identity owner = connection.bluesky().identities().resolve(repo.get());
        URI pds = owner.pds();
        return Listings.records(owner.did(), collection, pds);
    }

    private PageHandler print() {
        return page -> page.items().forEach(record -> shell.print(json ? object(record) : line(record)));
    }

    private static JsonNode object(JsonNode record) {
        return Json.object()
                .put("uri", record.path("uri").asString(""))
                .put("cid", record.path("cid").asString(""))
                .set("value", record.path("value"));
    }

    private static String line(JsonNode record) {
        JsonNode value = record.path("value");
        String text = value.path("text").asString(value.path("displayName").asString(""));
        return "%-24s  %s  %s"
                .formatted(
                        value.path("createdAt").asString(""),
                        record.path("uri").asString(""),
                        text.isEmpty() ? "" : text.lines().findFirst().orElse(""))
                .stripTrailing();
    }
}
