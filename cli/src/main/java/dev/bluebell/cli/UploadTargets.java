package dev.bluebell.cli;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.ServerLists;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.RelayAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where an upload goes: to the servers that are named, or else to the configured ones, or else to those of the list that the
 * person has published (BUD-03).
 */
final class UploadTargets {

    private UploadTargets() {}

    /**
     * At least one server, most trusted first.
     *
     * @throws CommandException if there is none
     */
    static List<ServerAddress> of(Servers servers, Relays relays, Signer signer, Shell shell) {
        List<ServerAddress> named = servers.orConfigured(shell);
        return named.isEmpty() ? published(relays.orConfigured(shell), signer, shell) : named;
    }

    private static List<ServerAddress> published(List<RelayAddress> relays, Signer signer, Shell shell) {
        if (relays.isEmpty()) {
            throw new CommandException(Servers.NONE
                    + "; BLUEBELL_RELAYS or relays there are enough if your server list is published at them");
        }
        PublicKey own = signer.publicKey();
        try (RelayLists lists = new RelayLists(shell, relays, Optional.of(signer))) {
            return lists.find(own, ServerLists.USUAL_TIMEOUT)
                    .orElseThrow(() -> new CommandException(
                            "there is no server list of %s at the relays; name a server with --server URL, or publish a list with: bluebell servers publish --server URL"
                                    .formatted(own.npub())));
        }
    }
}
