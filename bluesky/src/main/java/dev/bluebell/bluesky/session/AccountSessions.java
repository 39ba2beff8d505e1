package dev.bluebell.bluesky.session;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.BlueskyException.Unreachable.Delivery;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.oauth.OAuthSession;
import dev.bluebell.bluesky.xrpc.Credential;
import dev.bluebell.bluesky.xrpc.Sleeper;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The session of one account: reused, refreshed before it ends, made anew from the password when it was revoked. One thread of
 * one process at a time changes it, others wait and take what it has made; a session is saved before it is used. Thread-safe.
 */
final class AccountSessions {

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");

    /** How long before its end a session is refreshed, if it lives long enough. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final String username;
    private final Optional<Credentials> credentials;
    private final SessionStore store;
    private final SessionCalls calls;
    private final Duration leaseTime;
    private final String owner;
    private final InstantSource clock;
    private final Sleeper sleeper;

    private final ReentrantLock changing = new ReentrantLock();
    private volatile @Nullable StoredSession current;

    /**
     * The sessions of one account.
     *
     * @param leaseTime longer than any request for a session takes
     * @param owner a name that no other process and no other object has
     */
    AccountSessions(
            String username,
            Optional<Credentials> credentials,
            SessionStore store,
            SessionCalls calls,
            Duration leaseTime,
            String owner,
            InstantSource clock,
            Sleeper sleeper) {
        this.username = username;
        this.credentials = credentials;
        this.store = store;
        this.calls = calls;
        this.leaseTime = leaseTime;
        this.owner = owner;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Whether there is a session, or can be. */
    boolean isPossible() {
        return credentials.isPresent() || known().isPresent();
    }

    /**
     * A session to be used now.
     *
     * @throws BlueskyException.NotAuthenticated if there is none and none can be made
     */
    StoredSession get() {
        Optional<StoredSession> known = known();
        if (known.isEmpty()) {
            return change(Optional.empty());
        }
        if (!endsSoon(known.get())) {
            return known.get();
        }
        try {
            return change(known);
        } catch (BlueskyException.Unreachable | BlueskyException.Refused e) {
            // It may still hold for some minutes, in which the server finds its feet.
            return known.get();
        }
    }

    /** Another session, as the server does not take that one. */
    StoredSession instead(StoredSession refused) {
        return change(Optional.of(refused));
    }

    /** Makes a session from the password in any case, in the place of the one that is there. */
    StoredSession login() {
        return exclusively(() -> {
            if (credentials.isEmpty() && !username.isEmpty()) {
                throw new BlueskyException.NotAuthenticated(
                        "to log in as %s takes its password; set BSKY_AUTH_PASSWORD, or log in by OAuth"
                                .formatted(username),
                        null);
            }
            return inPlaceOfTheOldOne(this::create);
        });
    }

    /** Nobody would ever end the old one otherwise. */
    private StoredSession inPlaceOfTheOldOne(Supplier<StoredSession> making) {
        Optional<StoredSession> old = readable();
        StoredSession made = making.get();
        old.ifPresent(session -> {
            store.end(session, "logged in anew");
            try {
                calls.delete(session);
            } catch (BlueskyException e) {
                LOG.log(System.Logger.Level.DEBUG, "an old session of {0} was left: {1}", username, e.getMessage());
            }
        });
        return made;
    }

    /** Begins to make a session with a person's help, in a browser. */
    BrowserLogin browserLogin(String scope) {
        if (username.isEmpty() || username.contains("@")) {
            throw new BlueskyException.NotAuthenticated(
                    "who logs in by OAuth is named by a handle or a DID, not by an e-mail address or nothing", null);
        }
        Did did = calls.account(username);
        URI pds = calls.pds(did);
        return new BrowserLogin(
                calls.authorize(username, did, pds, scope),
                tokens -> exclusively(() -> inPlaceOfTheOldOne(
                        () -> save(calls.session(username, tokens, pds, StoredSession.Origin.CREATED)))));
    }

    /** One that was encrypted with another key can be ended by nobody, and is why somebody logs in again. */
    private Optional<StoredSession> readable() {
        try {
            return store.newest(username);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the session of {0} cannot be read: {1}", username, e.getMessage());
            return Optional.empty();
        }
    }

    /** How a session is shown to the account's PDS. */
    Credential credential(StoredSession session) {
        return calls.credential(session);
    }

    /** Ends the session at the server and here; says whether there was one. */
    boolean logout() {
        return exclusively(() -> {
            Optional<StoredSession> stored = store.newest(username);
            stored.ifPresent(session -> {
                try {
                    calls.delete(session);
                } catch (BlueskyException.Refused e) {
                    if (!isOver(e)) {
                        throw e; // and it is still here, so that it can be tried again
                    }
                }
                store.end(session, "logged out");
            });
            current = null;
            return stored.isPresent();
        });
    }

    /** The session that is there already. */
    Optional<StoredSession> known() {
        StoredSession session = current;
        if (session != null) {
            return Optional.of(session);
        }
        Optional<StoredSession> stored = store.newest(username);
        current = stored.orElse(null);
        return stored;
    }

    private boolean endsSoon(StoredSession session) {
        return session.oauth()
                .map(OAuthSession::life)
                .filter(Duration::isPositive)
                .or(() -> TokenLife.of(session.accessToken()))
                .map(life -> {
                    // Of a token that lives for a minute, five would be its whole life.
                    Duration early = life.dividedBy(4).compareTo(EARLY) < 0 ? life.dividedBy(4) : EARLY;
                    return !clock.instant()
                            .isBefore(session.created().plus(life).minus(early));
                })
                .orElse(false);
    }

    /** The session that somebody else has made meanwhile, or one that is made now. */
    private StoredSession change(Optional<StoredSession> old) {
        return exclusively(() -> {
            Optional<StoredSession> stored = store.newest(username);
            boolean changed = stored.isPresent()
                    && !stored.map(StoredSession::accessToken).equals(old.map(StoredSession::accessToken));
            if (changed) {
                return use(stored.get());
            }
            return old.isPresent() ? refresh(old.get()) : create();
        });
    }

    private StoredSession refresh(StoredSession old) {
        try {
            return save(calls.refresh(old, this::lease));
        } catch (BlueskyException.Refused e) {
            if (!isOver(e)) {
                throw e;
            }
            LOG.log(System.Logger.Level.DEBUG, "the session of {0} is over: {1}", username, e.getMessage());
            store.end(old, e.getMessage());
            current = null;
            if (old.oauth().isPresent() && credentials.isEmpty()) {
                throw new BlueskyException.NotAuthenticated(
                        "the session of %s is over; log in by OAuth again".formatted(username), e);
            }
            return create();
        }
    }

    /** Not by the status: a server in trouble says nothing of the session. */
    private static boolean isOver(BlueskyException.Refused e) {
        return switch (e.error()) {
            case "ExpiredToken",
                    "InvalidToken",
                    "AuthMissing",
                    "AuthenticationRequired",
                    "AccountNotFound",
                    "invalid_grant" -> true;
            default -> false;
        };
    }

    private String withoutPassword() {
        return username.isEmpty()
                ? "an account is needed; set BSKY_AUTH_USERNAME and BSKY_AUTH_PASSWORD"
                : "there is no session of %s that holds, and no password to make one; set BSKY_AUTH_PASSWORD"
                        .formatted(username);
    }

    private StoredSession create() {
        Credentials by = credentials.orElseThrow(() -> new BlueskyException.NotAuthenticated(withoutPassword(), null));
        SessionCalls.Door door = calls.door(by);
        // Finding it may have taken longer than the lease.
        lease();
        try {
            return save(calls.create(by, door));
        } catch (BlueskyException.Refused e) {
            throw rejected(e);
        }
    }

    private BlueskyException rejected(BlueskyException.Refused e) {
        boolean withCode = credentials.flatMap(Credentials::code).isPresent();
        BlueskyException why = switch (e.error()) {
            case "AuthFactorTokenRequired" ->
                BlueskyException.NotAuthenticated.needingCode(
                        "%s needs the code that was just sent by e-mail".formatted(username), e);
            case "InvalidToken", "ExpiredToken" ->
                withCode
                        ? BlueskyException.NotAuthenticated.needingCode(
                                "the code for %s was not accepted; log in without one to be sent another"
                                        .formatted(username),
                                e)
                        : e;
            case "AuthenticationRequired" ->
                new BlueskyException.NotAuthenticated("the password of %s was not accepted".formatted(username), e);
            default -> e;
        };
        return why != e && e.callId().isPresent() ? why.inCall(e.callId().getAsLong()) : why;
    }

    private StoredSession save(StoredSession made) {
        store.save(made);
        return use(made);
    }

    private StoredSession use(StoredSession session) {
        current = session;
        return session;
    }

    private <T> T exclusively(Supplier<T> action) {
        try {
            changing.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            lease();
            try {
                return action.get();
            } finally {
                store.release(username, owner);
            }
        } finally {
            changing.unlock();
        }
    }

    /** Whoever has it gives it back, or it runs out, in time. */
    private void lease() {
        Instant begun = clock.instant();
        while (true) {
            Instant now = clock.instant();
            if (store.tryLease(username, owner, now, now.plus(leaseTime))) {
                return;
            }
            if (Duration.between(begun, now).compareTo(leaseTime.multipliedBy(2)) > 0) {
                throw new BlueskyException.Unreachable(
                        "another process has been changing the session of %s for too long".formatted(username),
                        Delivery.NOT_NOW,
                        null);
            }
            try {
                sleeper.sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private BlueskyException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BlueskyException.Interrupted("interrupted while waiting for the session of " + username, e);
    }
}
