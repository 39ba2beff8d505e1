package dev.bluebell.nostr.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.nostr.relay.RelayMessage.Arrived;
import dev.bluebell.nostr.relay.RelayMessage.Challenge;
import dev.bluebell.nostr.relay.RelayMessage.Closed;
import dev.bluebell.nostr.relay.RelayMessage.Notice;
import dev.bluebell.nostr.relay.RelayMessage.Ok;
import dev.bluebell.nostr.relay.RelayMessage.Senseless;
import dev.bluebell.nostr.relay.RelayMessage.Stored;
import dev.bluebell.nostr.relay.RelayMessage.Unknown;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

    @Test
    void readsWhatNip01And42Know() {
        assertThat(MessageReader.read("[\"OK\",\"id\",true,\"\"]")).isEqualTo(new Ok("id", true, ""));
        assertThat(MessageReader.read("[\"OK\",\"id\",false,\"pow: 12 < 20\"]"))
                .isEqualTo(new Ok("id", false, "pow: 12 < 20"));
        assertThat(MessageReader.read("[\"EOSE\",\"b1\"]")).isEqualTo(new Stored("b1"));
        assertThat(MessageReader.read("[\"CLOSED\",\"b1\",\"error: oh\"]")).isEqualTo(new Closed("b1", "error: oh"));
        assertThat(MessageReader.read("[\"NOTICE\",\"hello\\nthere\"]")).isEqualTo(new Notice("hello there"));
        assertThat(MessageReader.read("[\"AUTH\",\"c\"]")).isEqualTo(new Challenge("c"));
        assertThat(MessageReader.read("[\"COUNT\",\"b1\",{\"count\":[1]}]")).isEqualTo(new Unknown("COUNT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"content\":\"]}\\\"\"}", "{ \"tags\" : [ [\"é😀\"] ] }"})
    void takesTheEventOutAsItIs(String event) {
        assertThat(MessageReader.read("[\"EVENT\",\"b1\"," + event + "]")).isEqualTo(new Arrived("b1", event));
        assertThat(MessageReader.read(" [ \"EVENT\" , \"b1\" , " + event + " ] \n"))
                .isEqualTo(new Arrived("b1", event + " "));
    }

    @Test
    void isLenientWithWhatIsMissingAtTheEnd() {
        assertThat(MessageReader.read("[\"OK\",\"id\",true]")).isEqualTo(new Ok("id", true, ""));
        assertThat(MessageReader.read("[\"CLOSED\",\"b1\"]")).isEqualTo(new Closed("b1", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "[1]",
                "{\"EVENT\":1}",
                "[\"EVENT\"",
                "[\"EVENT\"]",
                "[\"EVENT\",1,{}]",
                "[\"EVENT\",\"b1\"]",
                "[\"EVENT\",\"b1\",\"{}\"]",
                "[\"EVENT\",\"b1\",{}",
                "[\"EVENT\",\"b1\",{}] x",
                "[\"OK\"]",
                "[\"OK\",\"id\"]",
                "[\"AUTH\"]",
                "[\"AUTH\",\"\\ud800\"]",
                "[\"NOTICE\",[[[[[[[[[[[[[[[[[[[[[[",
            })
    void callsNonsenseByItsName(String text) {
        assertThat(MessageReader.read(text)).isInstanceOf(Senseless.class);
    }

    @Test
    void survivesAnything() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "[]{}\",:\\ \nEVNTOKSCLDAUHtrue0123456789\u0000\ud83d\ude00é";
        String[] starts = {"[\"EVENT\",\"b1\",{", "[\"OK\",\"", "[\"AUTH\",", "[", ""};

        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(starts[random.nextInt(starts.length)]);
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(MessageReader.read(text.toString())).isNotNull();
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", " + text, e);
            }
        }
    }
}
