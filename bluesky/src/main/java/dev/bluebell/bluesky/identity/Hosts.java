package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.http.Loopback;
import dev.bluebell.bluesky.xrpc.XrpcRequest;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * The servers that calls go to when no account is concerned, and which calls concern one.
 *
 * @param service where accounts are looked for and, by e-mail address, logged in
 * @param appView answers what anybody may read
 * @param chat the service for chats, as PDSs are told to pass calls on: a DID, {@code #} and the id of the service
 * @param video the service that makes videos fit to be shown
 */
public record Hosts(URI service, URI appView, String chat, URI video) {

    private static final URI BLUESKY_VIDEO = URI.create("https://video.bsky.app");

    /** Of all that may be read, what is the reader's own. */
    private static final List<String> PRIVATE = List.of(
            "app.bsky.ageassurance.",
            "app.bsky.bookmark.",
            "app.bsky.contact.",
            "app.bsky.draft.",
            "app.bsky.notification.");

    private static final Set<String> PRIVATE_READS = Set.of(
            "app.bsky.actor.getPreferences",
            "app.bsky.feed.getActorLikes",
            "app.bsky.feed.getTimeline",
            "app.bsky.graph.getBlocks",
            "app.bsky.graph.getListBlocks",
            "app.bsky.graph.getListMutes",
            "app.bsky.graph.getListsWithMembership",
            "app.bsky.graph.getMutes",
            "app.bsky.graph.getStarterPacksWithMembership");

    /**
     * Checks the addresses.
     *
     * @throws IllegalArgumentException if one is neither https nor plain http to loopback
     */
    public Hosts {
        Loopback.check(service);
        Loopback.check(appView);
        Loopback.check(video);
    }

    /** With the video service of Bluesky. */
    public Hosts(URI service, URI appView, String chat) {
        this(service, appView, chat, BLUESKY_VIDEO);
    }

    /** Bluesky's own. */
    public static Hosts bluesky() {
        return new Hosts(
                URI.create("https://bsky.social"),
                URI.create("https://public.api.bsky.app"),
                "did:web:api.bsky.chat#bsky_chat");
    }

    /** Whether anybody may ask this of the AppView. */
    public boolean isPublic(XrpcRequest request) {
        String name = request.endpoint().value();
        return name.startsWith("app.bsky.")
                && request.kind() == XrpcRequest.Kind.QUERY
                && !PRIVATE_READS.contains(name)
                && PRIVATE.stream().noneMatch(name::startsWith);
    }

    /** Whether this is for the video service. */
    public boolean isVideo(XrpcRequest request) {
        boolean there = request.options()
                .host()
                .map(host -> host.getRawAuthority().equalsIgnoreCase(video.getRawAuthority()))
                .orElse(true);
        return there && request.endpoint().value().startsWith("app.bsky.video.");
    }

    /** Who the video service is. Of addresses and ports, AT Protocol has in such DIDs only those of this machine. */
    public Did videoDid() {
        boolean here = Loopback.is(video.getHost());
        return new Did("did:web:" + (here ? "localhost%3A" + video.getPort() : video.getHost()));
    }

    /** Whether this is about chats. */
    public boolean isChat(Nsid endpoint) {
        return endpoint.value().startsWith("chat.bsky.");
    }
}
