package dev.bluebell.cli;

import dev.bluebell.cli.config.Folders;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import java.util.Optional;

/** Whose key signs: the one in {@code BLUEBELL_NSEC}, or else the one in the key file. */
final class Identity {

    static final String VARIABLE = "BLUEBELL_NSEC";

    private Identity() {}

    static KeyFile keyFile(Shell shell) {
        return new KeyFile(Folders.of(shell.environment()).configuration().resolve("key"));
    }

    /**
     * The key, or empty if there is none.
     *
     * @throws CommandException if what there is cannot be used; the message does not contain it
     */
    static Optional<SecretKey> find(Shell shell) {
        String text = shell.environment().getOrDefault(VARIABLE, "").strip();
        if (text.isEmpty()) {
            return keyFile(shell).read();
        }
        try {
            return Optional.of(SecretKey.parse(text));
        } catch (IllegalArgumentException e) {
            throw new CommandException("%s is no secret key, which is nsec1… or 64 hex digits".formatted(VARIABLE), e);
        }
    }

    /** The key that this command cannot do without. */
    static SecretKey require(Shell shell) {
        return find(shell)
                .orElseThrow(() -> new CommandException(
                        "there is no key to sign with; set %s or make one with: bluebell key new".formatted(VARIABLE)));
    }

    /** Who signs for a command that cannot do without. */
    static Signer requireSigner(Shell shell) {
        return new KeySigner(require(shell), shell.random());
    }

    /** Who signs for a command that can do without. */
    static Optional<Signer> findSigner(Shell shell) {
        return find(shell).map(key -> new KeySigner(key, shell.random()));
    }
}
