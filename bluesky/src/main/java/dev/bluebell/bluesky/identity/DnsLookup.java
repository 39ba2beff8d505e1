package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import java.util.List;
import java.util.Optional;

/**
 * Asks the domain name system for the record {@code _atproto.HANDLE}.
 *
 * @param records asks it
 */
public record DnsLookup(TxtRecords records) implements HandleLookup {

    private static final String PREFIX = "did=";

    @Override
    public Optional<Did> find(Handle handle) {
        List<Did> dids = records.of("_atproto." + handle).stream()
                .filter(text -> text.startsWith(PREFIX))
                .flatMap(text -> Dids.read(text.substring(PREFIX.length())).stream())
                .distinct()
                .toList();
        if (dids.size() > 1) {
            throw new BlueskyException.Unresolved(
                    "the domain name system names several accounts for %s".formatted(handle), null);
        }
        return dids.stream().findFirst();
    }
}
