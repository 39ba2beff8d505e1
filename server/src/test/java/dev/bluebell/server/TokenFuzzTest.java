package dev.bluebell.server;

import static dev.bluebell.server.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.RawAnswer;
import dev.bluebell.testing.RawHttp;
import dev.bluebell.testing.RawRequest;
import dev.bluebell.testing.RawToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of headers that nobody should send. None may be taken for a token, and none may be the server's fault. */
class TokenFuzzTest {

    private static final long SEED = 24_242;
    private static final int ROUNDS = 4000;

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "99999999999999999999",
            "0.5",
            "\"\"",
            "[]",
            "{}",
            "[[]]",
            "[[[\"t\"]]]",
            "[[null]]",
            "[[1]]",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\u00e4\"",
            "\"x",
            "[".repeat(2000),
            "{\"a\":".repeat(500));

    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    @Test
    void noHeaderIsEverTheServersFault() {
        try (TestServer server = TestServer.start(folder)) {
            Blob blob = server.holding(Blob.fresh(10));
            String good = server.token(ALICE, "delete", blob.hash()).json();
            RawHttp http = server.connect();
            for (int round = 0; round < ROUNDS; round++) {
                String header = header(good);
                RawAnswer answer = http.ask(RawRequest.of("DELETE", blob.path()).with("Authorization", header));
                assertThat(answer.status())
                        .as("round %s of seed %s: %s answers %s", round, SEED, header, answer)
                        .isIn(400, 401);
                Answers.assertThat(answer);
                if (answer.header("Connection").isPresent()) {
                    http.close();
                    http = server.connect();
                }
            }
            http.close();
            Answers.assertThat(server.get(blob.path())).hasStatus(200);
        }
    }

    private String header(String good) {
        return switch (random.nextInt(5)) {
            case 0 -> "Nostr " + noise(random.nextInt(300));
            case 1 -> noise(random.nextInt(60));
            case 2 -> nostr(bytesChanged(good));
            case 3 -> nostr(fieldReplaced(good).getBytes(StandardCharsets.UTF_8));
            default -> nostr(good.substring(0, random.nextInt(good.length())).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static String nostr(byte[] json) {
        return "Nostr " + Base64.getEncoder().encodeToString(json);
    }

    /** What may stand in a header, and bytes beyond ASCII, which engines let pass. */
    private String noise(int length) {
        StringBuilder text = new StringBuilder("n");
        for (int i = 0; i < length; i++) {
            char c = (char) (random.nextInt(223) + 32);
            text.append(c == 127 ? ' ' : c);
        }
        return text.toString();
    }

    private byte[] bytesChanged(String good) {
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            // Never the same byte again: that would be a good token.
            bytes[at] = (byte) (bytes[at] + 1 + random.nextInt(255));
        }
        return bytes;
    }

    private String fieldReplaced(String good) {
        List<String> fields = List.of("id", "pubkey", "created_at", "kind", "tags", "content", "sig");
        String field = fields.get(random.nextInt(fields.size()));
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return good.replaceFirst(
                '"' + field + "\":(\"[^\"]*\"|[0-9]+|\\[.*]]|\\[])",
                Matcher.quoteReplacement('"' + field + "\":" + value));
    }

    @Test
    void headersAtTheLimitAreNoTrouble() {
        try (TestServer server = TestServer.start(folder)) {
            String long1 = "Nostr " + "A".repeat(30_000);
            String json =
                    server.token(ALICE, "list").withContent("[".repeat(20_000)).json();
            String long2 = "Nostr " + RawToken.Spelling.STANDARD.encode(json);

            for (String header : List.of(long1, long2)) {
                Answers.assertThat(server.ask(
                                RawRequest.of("DELETE", Blob.fresh(1).path()).with("Authorization", header)))
                        .hasStatus(401);
            }
        }
    }
}
