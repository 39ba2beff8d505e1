package dev.bluebell.e2e;

import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.blossom.client.Stored;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The example of the README, so that it compiles. */
final class ReadmeExample {

    private ReadmeExample() {}

    static void upload() {
        try (var client = BlossomClient.builder(URI.create("http://127.0.0.1:3000"))
                .signer(new KeySigner(SecretKey.parse(System.getenv("BLUEBELL_NSEC")), new SecureRandom()))
                .build()) {
            switch (client.upload(LocalBlob.of(Path.of("photo.jpg")))) {
                case Answer.Ok(Stored stored) ->
                    System.out.println(stored.descriptor().url());
                case Answer.Refused(URI url, Refusal no) -> System.out.println(no.status() + " " + no.reason());
            }
        }
    }
}
