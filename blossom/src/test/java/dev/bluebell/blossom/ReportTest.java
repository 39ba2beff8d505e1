package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_776_859_200);
    private static final Signer SIGNER = new KeySigner(SecretKey.parse("4".repeat(64)), new SecureRandom());
    private static final BlobHash HASH = new BlobHash("a".repeat(64));
    private static final BlobHash OTHER = new BlobHash("b".repeat(64));

    @Test
    void isReadBackAsItWasWritten() {
        Report report = new Report(
                List.of(new Report.Item(HASH, Report.Type.MALWARE), new Report.Item(OTHER, Report.Type.SPAM)),
                "Both do harm");

        Event event = SIGNER.sign(report.draft(NOW));

        assertThat(event.kind()).isEqualTo(1984);
        assertThat(event.tags())
                .containsExactly(List.of("x", HASH.hex(), "malware"), List.of("x", OTHER.hex(), "spam"));
        assertThat(Report.read(event)).isEqualTo(report);
    }

    @Test
    void takesAMissingOrUnknownTypeForOther() {
        assertThat(read(List.of(
                                List.of("p", HASH.hex()),
                                List.of("x", HASH.hex()),
                                List.of("x", OTHER.hex(), "boring")))
                        .items())
                .containsExactly(new Report.Item(HASH, Report.Type.OTHER), new Report.Item(OTHER, Report.Type.OTHER));
    }

    @Test
    void passesOverTagsWithoutAHash() {
        assertThat(read(List.of(List.of("x"), List.of("x", "b167", "spam"), List.of("x", HASH.hex(), "Nudity")))
                        .items())
                .containsExactly(new Report.Item(HASH, Report.Type.NUDITY));
    }

    @Test
    void isMalformedWithoutABlobOrOfAnotherKind() {
        assertThatExceptionOfType(BlossomException.Malformed.class)
                .isThrownBy(() -> read(List.of(List.of("x", "b167", "spam"))))
                .withMessageContaining("x tag");
        Event note = SIGNER.sign(new EventDraft(NOW, 1, List.of(List.of("x", HASH.hex(), "spam")), ""));
        assertThatExceptionOfType(BlossomException.Malformed.class)
                .isThrownBy(() -> Report.read(note))
                .withMessageContaining("1984");
    }

    @Test
    void isAboutSomething() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Report(List.of(), "Everything"));
    }

    private static Report read(List<List<String>> tags) {
        return Report.read(SIGNER.sign(new EventDraft(NOW, Report.KIND, tags, "")));
    }
}
