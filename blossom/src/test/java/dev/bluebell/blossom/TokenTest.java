package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventCheck;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenTest {

    private static final Instant NOW = Instant.parse("2026-04-22T12:00:00.700Z");
    private static final Signer SIGNER = new KeySigner(SecretKey.parse("1".repeat(64)), new SecureRandom());
    private static final BlobHash HASH = new BlobHash("a".repeat(64));
    private static final BlobHash OTHER = new BlobHash("b".repeat(64));

    @Test
    void saysWhatItIsForAndHowLong() {
        Event event = sign(TokenTerms.builder(Verb.DELETE)
                        .hash(HASH)
                        .hash(OTHER)
                        .server(URI.create("https://CDN.example:8443/"))
                        .lifetime(Duration.ofMinutes(5))
                        .sentence("Delete two pictures"))
                .event();

        assertThat(event.kind()).isEqualTo(24_242);
        assertThat(event.check()).isEqualTo(EventCheck.VALID);
        assertThat(event.content()).isEqualTo("Delete two pictures");
        assertThat(event.createdAt()).isEqualTo("2026-04-22T11:59:50Z");
        assertThat(event.tags())
                .containsExactly(
                        List.of("t", "delete"),
                        List.of("expiration", "1776859500"),
                        List.of("x", HASH.hex()),
                        List.of("x", OTHER.hex()),
                        List.of("server", "cdn.example"));
    }

    @Test
    void livesForAnHourAndHasASentenceIfNothingElseIsSaid() {
        for (Verb verb : Verb.values()) {
            Event event = sign(TokenTerms.builder(verb).hash(HASH).server(URI.create("https://cdn.example")))
                    .event();

            assertThat(event.content()).isNotBlank();
            assertThat(event.firstTag("expiration")).contains("1776862800");
        }
    }

    @Test
    void namesTheWholeAddressTooWhereServersAskForIt() {
        Event event = sign(TokenTerms.builder(Verb.LIST).serverWithUrl(URI.create("https://cdn.example/")))
                .event();

        assertThat(event.tagValues("server")).containsExactly("https://cdn.example", "cdn.example");
    }

    @Test
    void isNeverWiderThanItsVerbBears() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenTerms.builder(Verb.UPLOAD).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenTerms.builder(Verb.MEDIA).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenTerms.builder(Verb.DELETE).hash(HASH).build())
                .withMessageContaining("servers");
    }

    @Test
    void isTheSameTextInBothAlphabetsWithoutPadding() {
        long seed = 24_242;
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            Event event = unsigned(randomSentence(random), random);

            String text = new Token(event).header().substring("Nostr ".length());

            assertThat(text).as("seed %d, round %d", seed, i).matches("[A-Za-z0-9]+");
            assertThat(text.length() % 4).as("seed %d, round %d", seed, i).isZero();
            String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            assertThat(Event.parse(json)).as("seed %d, round %d", seed, i).isEqualTo(event);
        }
    }

    @Test
    void doesNotShowItselfInALog() {
        Token token = sign(TokenTerms.builder(Verb.LIST));

        assertThat(token.toString()).doesNotContain(token.event().signature());
    }

    private static Token sign(TokenTerms.Builder terms) {
        return Token.sign(terms.build(), SIGNER, InstantSource.fixed(NOW));
    }

    private static Event unsigned(String sentence, Random random) {
        byte[] bytes = new byte[64];
        random.nextBytes(bytes);
        BlobHash id = BlobHash.of(Arrays.copyOf(bytes, 32));
        return new Event(
                id.hex(),
                SIGNER.publicKey(),
                NOW,
                Token.KIND,
                List.of(List.of("t", "get"), List.of("server", sentence)),
                sentence,
                id.hex() + id.hex());
    }

    /** Heavy on the characters that make the alphabets differ, on escapes and on what lies beyond ASCII. */
    private static String randomSentence(Random random) {
        StringBuilder sentence = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> sentence.append("?>~\u007f".charAt(random.nextInt(4)));
                case 1 -> sentence.append((char) random.nextInt(0x80));
                case 2 -> sentence.append((char) (0x80 + random.nextInt(0xd800 - 0x80)));
                default -> sentence.appendCodePoint(0x1f300 + random.nextInt(0x400));
            }
        }
        return sentence.toString();
    }
}
