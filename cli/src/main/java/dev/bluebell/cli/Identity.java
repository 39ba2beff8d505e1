package dev.bluebell.cli;

import dev.bluebell.cli.config.Folders;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.bunker.BunkerAddress;
import java.util.Optional;

/**
 * Whose key signs: the one in {@code BLUEBELL_NSEC}, the one that the bunker in {@code BLUEBELL_SIGNER} keeps, or else the one
 * in the key file.
 */
final class Identity {

    static final String VARIABLE = "BLUEBELL_NSEC";
    static final String SIGNER = "BLUEBELL_SIGNER";

    private Identity() {}

    static KeyFile keyFile(Shell shell) {
        return new KeyFile(Folders.of(shell.environment()).configuration().resolve("key"));
    }

    /** The variable that says who signs, whatever there is in the key file. */
    static Optional<String> variable(Shell shell) {
        boolean key = !value(shell, VARIABLE).isEmpty();
        boolean signer = !value(shell, SIGNER).isEmpty();
        if (key && signer) {
            throw new CommandException(
                    "%s and %s are both set, and only one can sign; unset the other".formatted(VARIABLE, SIGNER));
        }
        return key ? Optional.of(VARIABLE) : signer ? Optional.of(SIGNER) : Optional.empty();
    }

    private static String value(Shell shell, String variable) {
        return shell.environment().getOrDefault(variable, "").strip();
    }

    /**
     * Who signs for a command that can do without.
     *
     * @throws CommandException if what there is cannot be used; the message does not contain it
     */
    static Optional<Signer> findSigner(Shell shell) {
        return switch (variable(shell).orElse("")) {
            case SIGNER -> Optional.of(new RemoteSigner(shell, bunker(shell)));
            case VARIABLE -> Optional.of(new KeySigner(key(shell), shell.random()));
            default -> keyFile(shell).read().map(key -> new KeySigner(key, shell.random()));
        };
    }

    private static SecretKey key(Shell shell) {
        try {
            return SecretKey.parse(value(shell, VARIABLE));
        } catch (IllegalArgumentException e) {
            throw new CommandException("%s is no secret key, which is nsec1… or 64 hex digits".formatted(VARIABLE), e);
        }
    }

    private static BunkerAddress bunker(Shell shell) {
        try {
            return BunkerAddress.parse(value(shell, SIGNER));
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    "%s is no bunker://…?relay=wss://… address: %s".formatted(SIGNER, e.getMessage()), e);
        }
    }

    /** Who signs for a command that cannot do without. */
    static Signer requireSigner(Shell shell) {
        return findSigner(shell)
                .orElseThrow(() -> new CommandException(
                        "there is no key to sign with; set %s or %s, or make one with: bluebell key new"
                                .formatted(VARIABLE, SIGNER)));
    }

    /** In whose name the command acts that cannot do without. */
    static PublicKey requirePublicKey(Shell shell) {
        Signer signer = requireSigner(shell);
        try {
            return signer.publicKey();
        } finally {
            release(signer);
        }
    }

    /** Hangs up, if the signer is somebody else's. */
    static void release(Signer signer) {
        if (signer instanceof RemoteSigner remote) {
            remote.close();
        }
    }
}
