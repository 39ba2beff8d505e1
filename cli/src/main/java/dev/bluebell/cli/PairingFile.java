package dev.bluebell.cli;

import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.SecretKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file that holds what is between this machine and one bunker, readable by nobody else.
 *
 * @param path where it is, or would be
 */
record PairingFile(Path path) {

    /**
     * By what each side knows the other.
     *
     * @param client the key of this machine, which signs nothing but requests
     * @param user in whose name the bunker signs, once it has said so
     * @param introduction a hash of the secret that was shown for that, or empty
     */
    record Pairing(SecretKey client, Optional<PublicKey> user, String introduction) {}

    /**
     * The pairing, or empty if there is no such file.
     *
     * @throws CommandException if others may use the file too, or it is broken
     */
    Optional<Pairing> read() {
        try {
            return new PrivateFile(path).read().map(PairingFile::parse);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new CommandException(
                    "%s is broken; remove it, and take a new bunker:// address from the bunker".formatted(path), e);
        }
    }

    private static Pairing parse(String json) {
        JsonNode fields = JsonMapper.shared().readTree(json);
        return new Pairing(
                SecretKey.parse(fields.path("client").stringValue("")),
                fields.path("user").stringValueOpt().map(PublicKey::new),
                fields.path("introduction").stringValue(""));
    }

    /** Keeps a first pairing, and gives it back; or gives the one that somebody else has kept in the meantime. */
    Pairing create(Pairing pairing) {
        try {
            new PrivateFile(path).create(json(pairing));
            return pairing;
        } catch (FileAlreadyExistsException e) {
            return read().orElse(pairing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a pairing in the place of the one before. */
    void replace(Pairing pairing) {
        try {
            new PrivateFile(path).replace(json(pairing));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Pairing pairing) {
        ObjectNode fields = Json.object().put("client", pairing.client().nsec());
        pairing.user().ifPresent(user -> fields.put("user", user.hex()));
        return fields.put("introduction", pairing.introduction()).toString();
    }
}
