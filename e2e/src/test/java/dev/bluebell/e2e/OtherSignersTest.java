package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.nostr.Conversation;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventCheck;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.testing.FakeBunker;
import dev.bluebell.testing.RealRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Encryption and remote signing against nostr-tools, from npm. */
class OtherSignersTest {

    private static final Path NODE = Path.of("node").toAbsolutePath();
    private static final long LONGEST_RUN_SECONDS = 120;
    private static final int TEXTS = 200;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String OUR_SECRET = "%064x".formatted(11);
    private static final String THEIR_SECRET = "%064x".formatted(12);
    private static final SecretKey OURS = SecretKey.parse(OUR_SECRET);
    private static final SecretKey THEIRS = SecretKey.parse(THEIR_SECRET);

    @TempDir
    private Path folder;

    @Test
    void nostrToolsReadsWhatWeEncryptAndWeReadWhatItEncrypts() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> texts =
                IntStream.range(0, TEXTS).mapToObj(number -> text(random)).toList();
        Conversation ours = Conversation.between(OURS, THEIRS.publicKey(), RANDOM);

        List<String> lines = new ArrayList<>();
        texts.forEach(
                text -> lines.add(theirs().put("message", ours.encrypt(text)).toString()));
        texts.forEach(text -> lines.add(theirs().put("text", text).toString()));
        List<JsonNode> answers = node(lines, "encrypting.mjs");

        assertThat(answers.subList(0, TEXTS))
                .as("seed %d", seed)
                .map(answer -> answer.path("text").stringValue())
                .isEqualTo(texts);
        assertThat(answers.subList(TEXTS, 2 * TEXTS))
                .as("seed %d", seed)
                .map(answer -> ours.decrypt(answer.path("message").stringValue()))
                .isEqualTo(texts);
    }

    /** So that the bunker of our own tests is one that others understand. */
    @Test
    void nostrToolsSignsThroughTheBunkerOfOurTests() throws Exception {
        try (RealRelay relay = RealRelay.start();
                FakeBunker bunker = FakeBunker.start(relay.url())) {
            JsonNode said =
                    node(List.of(), "remote-signing.mjs", bunker.address()).getFirst();

            Event event = Event.parse(said.path("event").toString());
            assertThat(said.path("user").stringValue()).isEqualTo(bunker.user());
            assertThat(event.author()).isEqualTo(new PublicKey(bunker.user()));
            assertThat(event.content()).isEqualTo("hello");
            assertThat(event.check()).isEqualTo(EventCheck.VALID);
            assertThat(said.path("parsed").booleanValue()).isTrue();
        }
    }

    private static ObjectNode theirs() {
        return JSON.createObjectNode()
                .put("secret", THEIR_SECRET)
                .put("publicKey", OURS.publicKey().hex());
    }

    /** Of any length, the short ones as likely as the long ones. */
    private static String text(Random random) {
        int length = 1 + random.nextInt(1 << random.nextInt(14));
        return random.ints(length, 0, Character.MAX_CODE_POINT + 1)
                .filter(point -> Character.getType(point) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append('.')
                .toString();
    }

    private List<JsonNode> node(List<String> input, String... command) throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        List<String> words = new ArrayList<>(List.of("node"));
        words.addAll(List.of(command));
        Process node = new ProcessBuilder(words)
                .directory(NODE.toFile())
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(node.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", command[0])
                    .isTrue();
        } finally {
            node.destroyForcibly();
        }
        assertThat(node.exitValue()).as(Files.readString(out)).isZero();
        return Files.readAllLines(out).stream().map(JSON::readTree).toList();
    }
}
