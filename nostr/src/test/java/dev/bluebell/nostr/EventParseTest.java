package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluebell.nostr.NostrException.MalformedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParseTest {

    private static final String ID = "e".repeat(64);
    private static final String SIG = "5".repeat(128);
    private static final String JSON = "{\"id\":\"" + ID + "\",\"pubkey\":\"" + "a".repeat(64)
            + "\",\"created_at\":1700000000,\"kind\":1,\"tags\":[[\"t\",\"cats\"]],\"content\":\"hello\",\"sig\":\""
            + SIG
            + "\"}";

    @Test
    void readsEveryField() {
        assertThat(Event.parse(JSON))
                .isEqualTo(new Event(
                        ID,
                        new PublicKey("a".repeat(64)),
                        Instant.ofEpochSecond(1_700_000_000),
                        1,
                        List.of(List.of("t", "cats")),
                        "hello",
                        SIG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\t\r  "})
    void allowsBlanksAround(String blanks) {
        assertThat(Event.parse(blanks + JSON + blanks)).isEqualTo(Event.parse(JSON));
    }

    @Test
    void passesOverFieldsThatItDoesNotKnow() {
        assertThat(Event.parse(JSON.replace("{\"id\"", "{\"seen\":{\"on\":[1.5,null,true]},\"id\"")))
                .isEqualTo(Event.parse(JSON));
    }

    @Test
    void readsEscapesAsTheCharactersTheyStandFor() {
        assertThat(parseWith("\"hello\"", "\"\\ud83d\\ude00\\u0000\\/\\n\"").content())
                .isEqualTo("😀\0/\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"id\"          | \"ID\"       | id is missing",
                "\"pubkey\"      | \"author\"   | pubkey is missing",
                "\"created_at\"  | \"created\"  | created_at is missing",
                "\"kind\"        | \"sort\"     | kind is missing",
                "\"tags\"        | \"tag\"      | tags is missing",
                "\"content\"     | \"text\"     | content is missing",
                "\"sig\"         | \"signature\" | sig is missing",
                "\"hello\"       | null         | content must be a string",
                "\"hello\"       | 1            | content must be a string",
                "\"hello\"       | [\"a\"]      | content must be a string",
                "\"hello\"       | \"\\ud800\"  | content must not hold half a surrogate pair",
                "1700000000      | \"1700000000\" | created_at must be an integer",
                "1700000000      | 1700000000.0 | created_at must be an integer",
                "1700000000      | 17e8         | created_at must be an integer",
                "1700000000      | null         | created_at must be an integer",
                "1700000000      | 9223372036854775807 | created_at is out of range",
                "1700000000      | -9223372036854775808 | created_at is out of range",
                "1700000000      | 31556889864403200 | created_at is out of range",
                "1700000000      | 99999999999999999999999999 | created_at is out of range",
                "\"kind\":1      | \"kind\":65536 | kind must be 0 to 65535, is 65536",
                "\"kind\":1      | \"kind\":-1  | kind must be 0 to 65535, is -1",
                "\"kind\":1      | \"kind\":4294967297 | kind is out of range",
                "\"kind\":1      | \"kind\":1.0 | kind must be an integer",
                "\"kind\":1      | \"kind\":true | kind must be an integer",
                "[[\"t\",\"cats\"]] | {}        | tags must be an array",
                "[[\"t\",\"cats\"]] | \"t\"     | tags must be an array",
                "[[\"t\",\"cats\"]] | [\"t\"]   | tags must hold arrays only",
                "[[\"t\",\"cats\"]] | [[\"t\",1]] | tags must hold arrays of strings only",
                "[[\"t\",\"cats\"]] | [[null]]  | tags must hold arrays of strings only",
                "[[\"t\",\"cats\"]] | [[[\"t\"]]] | tags must hold arrays of strings only",
                "[[\"t\",\"cats\"]] | [[\"\\udc00\"]] | tags must not hold half a surrogate pair",
                "\"eeee          | \"eee        | id must be 64 lower-case hex digits, has 63 characters",
                "\"eeee          | \"eeeE       | id must be lower-case hex, the character at 3 is not",
                "\"aaaa          | \"aaaaa      | pubkey must be 64 lower-case hex digits, has 65 characters",
                "\"5555          | \"555g       | sig must be lower-case hex, the character at 3 is not",
                "\"5555          | \"5          | sig must be 128 lower-case hex digits, has 125 characters",
            })
    void saysWhatIsWrongWithWhichField(String part, String replacement, String message) {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> parseWith(part, replacement))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "1", "\"event\"", "[]", "[[]]"})
    void refusesJsonThatIsNoObject(String json) {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> Event.parse(json))
                .withMessage("an event is a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{}", ",", "}", "\u0000", "\"\"", " 1"})
    void refusesAnythingAfterTheEvent(String rest) {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> Event.parse(JSON + rest))
                .withMessageStartingWith("not the JSON of one event: ");
    }

    @Test
    void refusesAFieldThatComesTwice() {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> parseWith("\"kind\":1", "\"kind\":1,\"kind\":1"))
                .withMessageContaining("kind");
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> parseWith("{\"id\"", "{\"a\":{\"b\":1,\"b\":2},\"id\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"hello\" // comment", "'hello'", "\"hel\nlo\"", "\"\\x\"", "NaN", "\"hello\","})
    void refusesWhatIsNotQuiteJson(String content) {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> parseWith("\"hello\"", content))
                .withMessageStartingWith("not the JSON of one event: ");
    }

    @Test
    void keepsItsMessageShortWhateverTheTextIs() {
        String name = "\"" + "x".repeat(40_000) + "\":1,";

        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> parseWith("{\"id\"", "{" + name + name + "\"id\""))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void refusesTooManyCharacters() {
        String longest = JSON + " ".repeat((1 << 20) - JSON.length());

        assertThat(Event.parse(longest)).isEqualTo(Event.parse(JSON));
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> Event.parse(longest + " "))
                .withMessage("an event has at most 1048576 characters, not 1048577");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(parseWith("{\"id\"", "{\"a\":" + nested(15) + ",\"id\"")).isEqualTo(Event.parse(JSON));
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> parseWith("{\"id\"", "{\"a\":" + nested(16) + ",\"id\""))
                .withMessageContaining("16");
        assertThatExceptionOfType(MalformedEvent.class).isThrownBy(() -> Event.parse("[".repeat(1 << 20)));
    }

    @Test
    void refusesNumbersOfThousandsOfDigits() {
        assertThatExceptionOfType(MalformedEvent.class).isThrownBy(() -> parseWith("1700000000", "9".repeat(100_000)));
        assertThatExceptionOfType(MalformedEvent.class).isThrownBy(() -> parseWith("1700000000", "1e999999999"));
    }

    @Test
    void saysWhatIsWrongOnOneLineWhateverItReads() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);

        for (int round = 0; round < 20_000; round++) {
            String mutant = mutate(JSON, random);
            try {
                Event.parse(mutant).check();
            } catch (MalformedEvent e) {
                assertThat(e.getMessage())
                        .as("seed %d, %s", seed, mutant)
                        .isNotBlank()
                        .hasSizeLessThan(300)
                        .matches("[ -~]*");
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", " + mutant, e);
            }
        }
    }

    /** Cuts, repeats, overwrites or inserts at one to four places. */
    private static String mutate(String json, Random random) {
        StringBuilder text = new StringBuilder(json);
        String alphabet = "{}[]\",:\\/ntfue0123456789-+.E \n\t\u0000\ud83d\ude00é\u2028";
        for (int change = random.nextInt(4); change >= 0; change--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(12));
            char any = random.nextInt(10) == 0
                    ? (char) random.nextInt(0x10000)
                    : alphabet.charAt(random.nextInt(alphabet.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, text.substring(from, to));
                case 2 -> text.replace(from, to, String.valueOf(any));
                default -> text.insert(from, any);
            }
        }
        return text.toString();
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static Event parseWith(String part, String replacement) {
        assertThat(JSON).contains(part);
        return Event.parse(JSON.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(replacement)));
    }
}
