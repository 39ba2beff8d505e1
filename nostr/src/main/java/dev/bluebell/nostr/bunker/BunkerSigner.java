package dev.bluebell.nostr.bunker;

import dev.bluebell.nostr.Conversation;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventCheck;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.nostr.NostrException.MalformedEvent;
import dev.bluebell.nostr.NostrException.SignerFaulty;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.RelayPool;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signs with a key that somebody else keeps (NIP-46). Every signature is asked of the bunker over its relays, and what comes
 * back is checked: the bunker can refuse, but not sign something else. Thread-safe.
 *
 * <p>The bunker knows its clients by their keys. Make a key for it, keep it as carefully as any other, and pair once:
 *
 * <pre>{@code
 * var address = BunkerAddress.parse("bunker://…?relay=wss://relay.example&secret=…");
 * try (var signer = BunkerSigner.builder(address, clientKey, random).pair()) { … }          // the first time
 * try (var signer = BunkerSigner.builder(address, clientKey, random).resume(user)) { … }    // later; user was signer.publicKey()
 * }</pre>
 */
public final class BunkerSigner implements Signer, AutoCloseable {

    private final BunkerAddress address;
    private final BunkerLine line;
    private final PublicKey user;

    private BunkerSigner(BunkerAddress address, BunkerLine line, PublicKey user) {
        this.address = address;
        this.line = line;
        this.user = user;
    }

    /**
     * A signer to be set up.
     *
     * @param clientKey by which the bunker knows, or will know, who asks; not the key that signs
     * @param random for requests and their encryption
     * @throws IllegalArgumentException if nobody can have the key in the address
     */
    public static Builder builder(BunkerAddress address, SecretKey clientKey, SecureRandom random) {
        return new Builder(address, clientKey, random);
    }

    @Override
    public PublicKey publicKey() {
        return user;
    }

    /**
     * Has the draft signed.
     *
     * @throws NostrException.SignerUnreachable if the bunker cannot be asked, or does not answer in time
     * @throws NostrException.SignerRefused if it will not, or if the draft is too large to be asked about, which it is at
     *     about 60,000 bytes
     * @throws SignerFaulty if it has signed something else
     * @throws NostrException.Interrupted if the calling thread is interrupted
     */
    @Override
    public Event sign(EventDraft draft) {
        Event event = event(line.ask("sign_event", List.of(Messages.draft(draft))));
        EventDraft signed = new EventDraft(event.createdAt(), event.kind(), event.tags(), event.content());
        if (!event.author().equals(user) || !signed.equals(draft) || event.check() != EventCheck.VALID) {
            throw new SignerFaulty(address + " has signed something else than it was asked to; it cannot be trusted");
        }
        return event;
    }

    private Event event(String json) {
        try {
            return Event.parse(json);
        } catch (MalformedEvent e) {
            throw new SignerFaulty("%s gave something else than a signed event: %s".formatted(address, e.getMessage()));
        }
    }

    /**
     * Asks whether the bunker is there.
     *
     * @throws NostrException if it is not, as for {@link #sign}
     */
    public void ping() {
        line.ask("ping", List.of());
    }

    /** Hangs up. Whoever waits for an answer gets an exception. */
    @Override
    public void close() {
        line.close();
    }

    /** Options of a signer. Not thread-safe. */
    public static final class Builder {

        private final BunkerAddress address;
        private final SecretKey clientKey;
        private final SecureRandom random;
        private final Conversation conversation;
        private InstantSource clock = InstantSource.system();
        private Duration timeout = Duration.ofSeconds(30);
        private Duration approvalTime = Duration.ofMinutes(5);
        private Consumer<URI> approvals = page -> {};
        private @Nullable HttpClient httpClient;

        private Builder(BunkerAddress address, SecretKey clientKey, SecureRandom random) {
            this.address = address;
            this.clientKey = clientKey;
            this.random = random;
            this.conversation = Conversation.between(clientKey, address.bunker(), random);
        }

        /** Where the time comes from; the system's clock if not said. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** How long to wait for an answer, and before for a relay; 30 s if not said. */
        public Builder timeout(Duration time) {
            this.timeout = time;
            return this;
        }

        /**
         * Who is told when the bunker wants a person to approve of a request on a web page; nobody if not said. It is called
         * by the thread that waits, which then waits on.
         */
        public Builder approvals(Consumer<URI> listener) {
            this.approvals = listener;
            return this;
        }

        /** How long to wait once a person has to visit a page; 5 min if not said. */
        public Builder approvalTime(Duration time) {
            this.approvalTime = time;
            return this;
        }

        /**
         * The HTTP client for the relays, for instance with a proxy or another trust in certificates; the caller closes it.
         * Without one the signer has its own.
         */
        public Builder httpClient(HttpClient http) {
            this.httpClient = http;
            return this;
        }

        /**
         * Introduces this client to the bunker, by the secret if the address has one, and asks in whose name it signs.
         *
         * @throws NostrException if that does not work, as for {@link BunkerSigner#sign}
         */
        public BunkerSigner pair() {
            BunkerLine line = line();
            try {
                List<String> introduction = new ArrayList<>();
                introduction.add(address.bunker().hex());
                address.secret().ifPresent(introduction::add);
                line.ask("connect", introduction);
                return new BunkerSigner(address, line, user(line.ask("get_public_key", List.of())));
            } catch (RuntimeException e) {
                line.close();
                throw e;
            }
        }

        private PublicKey user(String answer) {
            try {
                return new PublicKey(answer);
            } catch (IllegalArgumentException e) {
                throw new SignerFaulty("%s does not say in whose name it signs: %s".formatted(address, e.getMessage()));
            }
        }

        /**
         * Goes on where {@link #pair} was before. Asks nothing yet.
         *
         * @param user in whose name the bunker signs for this client
         */
        public BunkerSigner resume(PublicKey user) {
            return new BunkerSigner(address, line(), user);
        }

        private BunkerLine line() {
            KeySigner client = new KeySigner(clientKey, random);
            // A relay at home is often plain, and what goes over it is encrypted.
            RelayPool.Builder relays =
                    RelayPool.builder().signer(client).clock(clock).allowUnprotected(true);
            if (httpClient != null) {
                relays.httpClient(httpClient);
            }
            return new BunkerLine(
                    address,
                    client,
                    conversation,
                    relays.build(),
                    new BunkerSettings(random, clock, timeout, approvalTime, approvals));
        }
    }
}
