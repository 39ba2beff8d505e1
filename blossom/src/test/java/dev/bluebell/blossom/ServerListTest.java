package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventCheck;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerListTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_776_859_200);
    private static final Signer SIGNER = new KeySigner(SecretKey.parse("3".repeat(64)), new SecureRandom());

    @Test
    void readsTheEventOfBud03() {
        Event event = Event.parse("""
                {"id":"e4bee088334cb5d38cff1616e964369c37b6081be997962ab289d6c671975d71",
                "pubkey":"781208004e09102d7da3b7345e64fd193cd1bc3fce8fdae6008d77f9cabcd036","content":"","kind":10063,
                "created_at":1708774162,"tags":[["server","https://cdn.self.hosted"],
                ["server","https://cdn.satellite.earth"]],
                "sig":"cc5efa74f59e80622c77cacf4dd62076bcb7581b45e9acff471e7963a1f4d8b3406adab5ee1ac9673487480e57d20e523428e60ffcc7e7a904ac882cfccfc653"}
                """);

        assertThat(event.check()).isEqualTo(EventCheck.VALID);
        assertThat(ServerList.read(event).servers())
                .containsExactly(URI.create("https://cdn.self.hosted"), URI.create("https://cdn.satellite.earth"));
    }

    @Test
    void passesOverWhatIsNoServerAndRepetitionsAndReadsOldTags() {
        Event event = SIGNER.sign(new EventDraft(
                NOW,
                ServerList.KIND,
                List.of(
                        List.of("r", "https://old.example/"),
                        List.of("server", "https://A.example/"),
                        List.of("server", "cdn.example"),
                        List.of("server"),
                        List.of("server", "javascript:alert(1)"),
                        List.of("server", "https://a.example"),
                        List.of("server", "http://b.example:3000")),
                ""));

        assertThat(ServerList.read(event).servers())
                .containsExactly(
                        URI.create("https://a.example"),
                        URI.create("http://b.example:3000"),
                        URI.create("https://old.example"));
    }

    @Test
    void isReadBackAsItWasPublished() {
        ServerList list = new ServerList(List.of(URI.create("https://a.example/"), URI.create("http://b.example")));

        Event event = SIGNER.sign(list.draft(NOW));

        assertThat(event.tags())
                .containsExactly(List.of("server", "https://a.example"), List.of("server", "http://b.example"));
        assertThat(ServerList.read(event)).isEqualTo(list);
    }

    @Test
    void isOfOneKindOnly() {
        Event note = SIGNER.sign(new EventDraft(NOW, 1, List.of(), ""));

        assertThatExceptionOfType(BlossomException.Malformed.class).isThrownBy(() -> ServerList.read(note));
    }

    @Test
    void isNotPublishedEmpty() {
        assertThatIllegalStateException().isThrownBy(() -> new ServerList(List.of()).draft(NOW));
    }
}
