package dev.bluebell.bluesky;

import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.testing.RealPds;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What tests on a real PDS have in common. */
public final class OnPds {

    private OnPds() {}

    /** A client that asks that PDS and its directory, and nobody beyond this machine. */
    public static Bluesky.Builder set(Bluesky.Builder client, RealPds pds) {
        return set(client, pds.url(), pds.url(), pds.plcUrl());
    }

    /** The same with others for what it asks. */
    public static Bluesky.Builder set(Bluesky.Builder client, URI service, URI appView, URI plc) {
        return client.hosts(new Hosts(service, appView, "did:web:localhost#bsky_chat"))
                .plc(plc)
                .dns(name -> List.of())
                .handleServers(handle -> appView);
    }

    /** What makes a short post. */
    public static Body post(String did) {
        return Body.json(Map.of(
                "repo",
                did,
                "collection",
                "app.bsky.feed.post",
                "record",
                Map.of("$type", "app.bsky.feed.post", "text", "hello", "createdAt", "2026-01-02T03:04:05Z")));
    }
}
