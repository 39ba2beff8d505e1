package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.PaymentRequest;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final URI SERVER = URI.create("https://cdn.example/upload");

    @Test
    void saysWhatAFileIsUpTo() {
        assertThat(Explanation.of(new NoSuchFileException("a"))).isEqualTo("there is no a");
        assertThat(Explanation.of(new AccessDeniedException("a"))).isEqualTo("a: permission denied");
        assertThat(Explanation.of(new FileSystemException("a", null, "No space left on device")))
                .isEqualTo("a: No space left on device");
        assertThat(Explanation.of(new UncheckedIOException(new FileSystemException("a"))))
                .isEqualTo("a: FileSystemException");
    }

    @Test
    void saysWhatToDoAboutARefusal() {
        assertThat(refused(new Refusal.Unauthorized("no"))).contains("401").contains("bluebell key show");
        assertThat(refused(new Refusal.TooManyRequests("", Optional.of(Duration.ofSeconds(7)))))
                .endsWith("try again in 7 s");
        assertThat(refused(new Refusal.PaymentRequired("pay", List.of(new PaymentRequest.Unknown("gold")))))
                .endsWith("it wants to be paid: gold");
    }

    @Test
    void sendsWhoUsedAnotherNameOfTheServerToItsOwn() {
        assertThat(refused(new Refusal.Unauthorized("the token is for another server")))
                .endsWith("use the address under which the server knows itself");
    }

    @Test
    void doesNotAdviseToWaitForWhatWillNotPass() {
        assertThat(refused(new Refusal.ServerError(502, "the origin answers 404", Optional.empty())))
                .doesNotContain("try again");
        assertThat(refused(new Refusal.ServerError(501, "", Optional.empty()))).doesNotContain("try again");
        assertThat(refused(new Refusal.ServerError(503, "", Optional.empty()))).endsWith("try again later");
    }

    @Test
    void keepsToOneLineWhateverIsInTheMessage() {
        assertThat(Explanation.of(new IOException("one\r\ntwo\u001b[31m"))).isEqualTo("one two [31m");
    }

    @Test
    void saysWhereABugIs() {
        assertThat(Explanation.of(new IllegalStateException("odd")))
                .contains("IllegalStateException", "odd", "ExplanationTest")
                .hasLineCount(1);
    }

    private static String refused(Refusal refusal) {
        return Explanation.of(RefusedException.of(SERVER, refusal));
    }
}
