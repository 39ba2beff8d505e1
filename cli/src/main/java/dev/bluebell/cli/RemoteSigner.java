package dev.bluebell.cli;

import dev.bluebell.cli.PairingFile.Pairing;
import dev.bluebell.cli.config.Folders;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.bunker.BunkerAddress;
import dev.bluebell.nostr.bunker.BunkerSigner;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Signs with the key that a bunker keeps, and remembers it by name. The bunker is not asked before something needs to be
 * signed. Thread-safe.
 */
final class RemoteSigner implements Signer, AutoCloseable {

    private static final Duration UNNOTICED = Duration.ofSeconds(1);

    private final Shell shell;
    private final BunkerAddress address;
    private final PairingFile file;
    private final AtomicBoolean told = new AtomicBoolean();
    private Optional<HttpClient> http = Optional.empty();
    private Optional<BunkerSigner> bunker = Optional.empty();

    RemoteSigner(Shell shell, BunkerAddress address) {
        this.shell = shell;
        this.address = address;
        this.file = new PairingFile(Folders.of(shell.environment())
                .configuration()
                .resolve("bunkers")
                .resolve(address.bunker().hex()));
    }

    @Override
    public PublicKey publicKey() {
        return pairing()
                .flatMap(Pairing::user)
                .orElseGet(() -> patiently(this::bunker).publicKey());
    }

    @Override
    public Event sign(EventDraft draft) {
        return patiently(() -> bunker().sign(draft));
    }

    /** Tells once what takes so long. */
    private <T> T patiently(Supplier<T> asking) {
        Thread notice = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(UNNOTICED);
                if (told.compareAndSet(false, true)) {
                    shell.say("waiting for the bunker, which may want you to approve");
                }
            } catch (InterruptedException e) {
                // It was quick.
            }
        });
        try {
            return asking.get();
        } finally {
            notice.interrupt();
        }
    }

    private synchronized BunkerSigner bunker() {
        if (bunker.isEmpty()) {
            bunker = Optional.of(open());
        }
        return bunker.get();
    }

    private BunkerSigner open() {
        Optional<Pairing> known = pairing();
        Optional<PublicKey> user = known.flatMap(Pairing::user);
        // Kept before the bunker learns of it: an approval must not be lost.
        Pairing pairing = known.orElseGet(
                () -> file.create(new Pairing(SecretKey.generate(shell.random()), Optional.empty(), "")));
        BunkerSigner.Builder builder = builder(pairing.client());
        if (user.isPresent()) {
            return builder.resume(user.get());
        }
        BunkerSigner signer = builder.pair();
        file.replace(new Pairing(
                pairing.client(),
                Optional.of(signer.publicKey()),
                introduction().orElse("")));
        return signer;
    }

    /** What is between this machine and the bunker; a new secret is a new beginning, with the key that is there. */
    private Optional<Pairing> pairing() {
        return file.read()
                .map(kept -> introduction().orElse(kept.introduction()).equals(kept.introduction())
                        ? kept
                        : new Pairing(kept.client(), Optional.empty(), ""));
    }

    private BunkerSigner.Builder builder(SecretKey key) {
        HttpClient client = Clients.http(shell);
        http = Optional.of(client);
        try {
            return BunkerSigner.builder(address, key, shell.random())
                    .clock(shell.clock())
                    .httpClient(client)
                    .approvals(page -> shell.say("the bunker wants your approval; give it at " + page));
        } catch (IllegalArgumentException e) {
            throw new CommandException("%s: %s".formatted(Identity.SIGNER, e.getMessage()), e);
        }
    }

    private Optional<String> introduction() {
        return address.secret().map(RemoteSigner::sha256);
    }

    private static String sha256(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public synchronized void close() {
        bunker.ifPresent(BunkerSigner::close);
        http.ifPresent(HttpClient::shutdownNow);
    }
}
