package dev.bluebell.e2e;

import dev.bluebell.blossom.ServerList;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.PublishedList;
import dev.bluebell.blossom.client.ServerLists;
import dev.bluebell.blossom.servers.BlossomServers;
import dev.bluebell.blossom.servers.Copies;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Imeta;
import dev.bluebell.nostr.Note;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.Published;
import dev.bluebell.nostr.relay.RelayAddress;
import dev.bluebell.nostr.relay.RelayPool;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The example of the README for users of python-blossom, so that it compiles and runs. */
final class FromPythonExample {

    /** What came of it. */
    record Posted(PublishedList list, Copies copies, List<Published> note) {}

    private FromPythonExample() {}

    static Posted post(Signer signer, List<URI> servers, List<RelayAddress> relays, Path picture) {
        try (var pool = RelayPool.builder().signer(signer).build();
                var blossom = BlossomServers.builder(servers).signer(signer).build()) {
            PublishedList list =
                    new ServerLists(pool, relays, InstantSource.system()).publish(new ServerList(servers), signer);
            Copies copies = blossom.uploadToAll(LocalBlob.of(picture)).orThrow();
            Imeta about = copies.imeta().withAlt("Bluebells in a wood");
            Event note = signer.sign(new Note("Spring is here.", List.of(about)).draft(Instant.now()));
            return new Posted(list, copies, pool.publish(note, relays));
        }
    }
}
