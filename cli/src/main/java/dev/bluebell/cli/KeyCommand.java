package dev.bluebell.cli;

import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.SecretKey;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bluebell key}: the key that uploads and posts are signed with. */
@Command(name = "key", description = "The key that everything is signed with.", synopsisSubcommandLabel = "COMMAND")
final class KeyCommand {

    private final Shell shell;

    KeyCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(name = "new", description = "Make a key and keep it in the configuration folder, in a file of mode 600.")
    int create(@Option(names = "--json", description = Json.ABOUT) boolean json) {
        Optional<String> instead = Identity.variable(shell);
        SecretKey key = SecretKey.generate(shell.random());
        KeyFile file = Identity.keyFile(shell);
        file.write(key);
        shell.say("the secret key is in %s; keep a copy of it".formatted(file.path()));
        instead.ifPresent(
                variable -> shell.say("the key of %s is used instead for as long as it is set".formatted(variable)));
        print(key.publicKey(), json);
        return 0;
    }

    @Command(name = "show", description = "Show the public half of the key.")
    int show(@Option(names = "--json", description = Json.ABOUT) boolean json) {
        print(Identity.requirePublicKey(shell), json);
        return 0;
    }

    private void print(PublicKey key, boolean json) {
        if (json) {
            shell.print(Json.object().put("npub", key.npub()).put("pubkey", key.hex()));
        } else {
            shell.print("npub  " + key.npub());
            shell.print("hex   " + key.hex());
        }
    }
}
