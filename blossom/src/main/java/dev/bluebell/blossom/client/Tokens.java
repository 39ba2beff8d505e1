package dev.bluebell.blossom.client;

import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.Token;
import dev.bluebell.blossom.TokenTerms;
import dev.bluebell.nostr.Signer;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has tokens signed for one server, if anybody is there to sign them, and keeps them for as long as they are good.
 * Thread-safe; nobody waits for a signer on behalf of somebody else.
 */
final class Tokens {

    private static final int MOST_HELD = 1_000;
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(1);

    /** A token of this age can be refused for it. */
    private static final Duration NO_LONGER_NEW = Duration.ofSeconds(10);

    /** A token with what was known when it was signed. */
    private record Held(String header, Instant signed, Duration clockDifference, boolean fullUrl) {}

    private final Optional<Signer> signer;
    private final ServerAddress server;
    private final ServerClock clock;
    private final Map<Permit, Held> held = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Permit, Held> eldest) {
            return size() > MOST_HELD;
        }
    };
    private volatile boolean fullUrl;
    private volatile Duration longestUse = Duration.ofDays(365);

    /**
     * Tokens for one server.
     *
     * @param fullUrl whether they also name the server by its URL from the beginning
     */
    Tokens(Optional<Signer> signer, ServerAddress server, InstantSource clock, boolean fullUrl) {
        this.signer = signer;
        this.server = server;
        this.clock = new ServerClock(clock);
        this.fullUrl = fullUrl;
    }

    boolean canSign() {
        return signer.isPresent();
    }

    /** The {@code Authorization} header, or empty if nobody can sign it. */
    Optional<String> header(Permit permit) {
        return signer.map(one -> {
            Held known = find(permit);
            return known != null && isGood(known, permit) ? known.header() : sign(permit, one);
        });
    }

    /** Takes over the server's time from an answer that says who may not do what. */
    void hear(HttpHeaders headers) {
        clock.set(headers);
    }

    /**
     * Whether another token may do what this one, which was just refused, did not: it is no longer new, made by a clock
     * that is not the server's, or without the name by which the server knows itself. {@link #header} gives a better one
     * from then on.
     */
    boolean canBetter(Permit permit, String refused) {
        Held known = find(permit);
        if (known == null || !known.header().equals(refused)) {
            return true;
        }
        Duration age = Duration.between(known.signed(), clock.instant()).abs();
        boolean old = age.compareTo(NO_LONGER_NEW) >= 0;
        boolean otherTime = !known.clockDifference().equals(clock.difference());
        if (old && !otherTime) {
            longestUse = age.dividedBy(2);
        }
        boolean otherName = !known.fullUrl();
        fullUrl = true;
        forget(permit);
        return old || otherTime || otherName;
    }

    private boolean isGood(Held known, Permit permit) {
        Duration margin = least(permit.lifetime().dividedBy(10), LONGEST_MARGIN);
        Duration use = least(permit.lifetime().minus(margin), longestUse);
        boolean current = known.fullUrl() == fullUrl && known.clockDifference().equals(clock.difference());
        return current
                && !clock.instant().isBefore(known.signed())
                && clock.instant().isBefore(known.signed().plus(use));
    }

    private String sign(Permit permit, Signer one) {
        boolean withUrl = fullUrl;
        Duration difference = clock.difference();
        Instant now = clock.instant();
        TokenTerms.Builder terms = permit.terms();
        terms = withUrl ? terms.serverWithUrl(server.uri()) : terms.server(server.uri());
        String header = Token.sign(terms.build(), one, InstantSource.fixed(now)).header();
        keep(permit, new Held(header, now, difference, withUrl));
        return header;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private @Nullable Held find(Permit permit) {
        synchronized (held) {
            return held.get(permit);
        }
    }

    private void keep(Permit permit, Held token) {
        synchronized (held) {
            held.put(permit, token);
        }
    }

    private void forget(Permit permit) {
        synchronized (held) {
            held.remove(permit);
        }
    }
}
