package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeySignerTest {

    private static final SecretKey KEY =
            SecretKey.parse("nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5");
    private static final EventDraft DRAFT =
            new EventDraft(Instant.ofEpochSecond(1_700_000_000), 1, List.of(List.of("t", "cats")), "hello\n");

    private final Signer signer = new KeySigner(KEY, new SecureRandom());

    @Test
    void signsInTheNameOfItsKey() {
        Event event = signer.sign(DRAFT);

        assertThat(signer.publicKey()).isEqualTo(KEY.publicKey());
        assertThat(event.author()).isEqualTo(KEY.publicKey());
        assertThat(event.check()).isEqualTo(EventCheck.VALID);
    }

    @Test
    void signsWhatTheDraftSays() {
        Event event = signer.sign(DRAFT);

        assertThat(event.id()).isEqualTo(DRAFT.id(KEY.publicKey()));
        assertThat(new EventDraft(event.createdAt(), event.kind(), event.tags(), event.content()))
                .isEqualTo(DRAFT);
    }

    @Test
    void givesTheSameIdAndAnotherSignatureEachTime() {
        Event first = signer.sign(DRAFT);
        Event second = signer.sign(DRAFT);

        assertThat(first.id()).isEqualTo(second.id());
        assertThat(first.signature()).isNotEqualTo(second.signature());
    }

    @Test
    void signsOnManyThreadsAtOnce() {
        assertThat(IntStream.range(0, 500)
                        .parallel()
                        .mapToObj(number ->
                                signer.sign(new EventDraft(DRAFT.createdAt(), 1, List.of(), String.valueOf(number)))))
                .allMatch(event -> event.check() == EventCheck.VALID);
    }
}
