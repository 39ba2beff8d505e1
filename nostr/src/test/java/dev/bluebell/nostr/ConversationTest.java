package dev.bluebell.nostr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.nostr.NostrException.Undecipherable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code nip44} are from NIP-44's vectors. */
class ConversationTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] NONCE = new byte[32];
    private static final Conversation CONVERSATION = new Conversation(new byte[32], RANDOM);

    static List<List<String>> conversationKeys() {
        return vectors("conversation-keys");
    }

    static List<List<String>> messageKeys() {
        return vectors("message-keys");
    }

    static List<List<String>> messages() {
        return vectors("messages");
    }

    static List<List<String>> longMessages() {
        return vectors("long-messages");
    }

    static List<List<String>> noPoints() {
        return vectors("no-points");
    }

    static List<List<String>> unreadable() {
        return vectors("unreadable");
    }

    @ParameterizedTest
    @MethodSource("conversationKeys")
    void findsTheKeyThatTheOtherSideFinds(List<String> vector) {
        byte[] key = Conversation.key(SecretKey.parse(vector.get(0)), new PublicKey(vector.get(1)));

        assertThat(Hex.encode(key)).isEqualTo(vector.get(2));
    }

    @ParameterizedTest
    @MethodSource("messageKeys")
    void derivesTheKeysOfAMessage(List<String> vector) {
        byte[] conversation = Hex.decode("a1a3d60f3470a8612633924e91febf96dc5366ce130f658b1f0fc652c20b3b54");

        byte[] keys = MessageKeys.expand(conversation, Hex.decode(vector.get(0)));

        assertThat(Hex.encode(keys)).isEqualTo(String.join("", vector.subList(1, 4)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void encryptsAndDecryptsLikeOthers(List<String> vector) {
        Conversation conversation = conversation(vector);

        assertThat(conversation.encrypt(vector.get(2), Hex.decode(vector.get(1))))
                .isEqualTo(vector.get(3));
        assertThat(conversation.decrypt(vector.get(3))).isEqualTo(vector.get(2));
    }

    @ParameterizedTest
    @MethodSource("longMessages")
    void takesTheLongestTexts(List<String> vector) throws Exception {
        Conversation conversation = conversation(vector);
        String text = vector.get(2).repeat(Integer.parseInt(vector.get(3)));

        String message = conversation.encrypt(text, Hex.decode(vector.get(1)));

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(message.getBytes(StandardCharsets.US_ASCII));
        assertThat(Hex.encode(hash)).isEqualTo(vector.get(4));
        assertThat(conversation.decrypt(message)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 32",
        "16, 32",
        "32, 32",
        "33, 64",
        "37, 64",
        "45, 64",
        "49, 64",
        "64, 64",
        "65, 96",
        "100, 128",
        "111, 128",
        "200, 224",
        "250, 256",
        "320, 320",
        "383, 384",
        "384, 384",
        "400, 448",
        "500, 512",
        "512, 512",
        "515, 640",
        "700, 768",
        "800, 896",
        "900, 1024",
        "1020, 1024",
        "65535, 65536",
        "65536, 65536"
    })
    void padsToOneOfFewLengths(int length, int padded) {
        assertThat(Padding.paddedLength(length)).isEqualTo(padded);
    }

    @ParameterizedTest
    @MethodSource("noPoints")
    void refusesAKeyThatNobodyCanHave(List<String> vector) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Conversation.between(SecretKey.parse("2".repeat(64)), new PublicKey(vector.get(0)), RANDOM))
                .withMessageContaining(vector.get(0));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void refusesWhatIsNoMessageOfThisConversation(List<String> vector) {
        assertThatThrownBy(() -> conversation(vector).decrypt(vector.get(1)))
                .isInstanceOf(Undecipherable.class)
                .hasMessageContaining(vector.get(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536, 100_000})
    void refusesTextsThatAreTooShortOrTooLong(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONVERSATION.encrypt("x".repeat(length)))
                .withMessageContaining("1 to 65535 bytes, has " + length);
    }

    @Test
    void refusesATextWithHalfASurrogatePair() {
        assertThatIllegalArgumentException().isThrownBy(() -> CONVERSATION.encrypt("a\ud83d"));
    }

    @Test
    void refusesBytesThatAreNoText() {
        MessageKeys keys = MessageKeys.of(new byte[32], NONCE);
        byte[] ciphertext = keys.cipher(Padding.pad(new byte[] {(byte) 0xff}));
        String message = base64(new byte[] {2}, NONCE, ciphertext, keys.mac(NONCE, ciphertext));

        assertThatThrownBy(() -> CONVERSATION.decrypt(message))
                .isInstanceOf(Undecipherable.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void refusesAMessageThatIsLongerThanAnyCanBe() {
        assertThatThrownBy(() -> CONVERSATION.decrypt("A".repeat(87_473)))
                .isInstanceOf(Undecipherable.class)
                .hasMessageContaining("characters");
    }

    @Test
    void noticesEveryChangedByte() {
        byte[] message = Base64.getDecoder().decode(CONVERSATION.encrypt("hello"));

        for (int i = 0; i < message.length; i++) {
            byte[] changed = message.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> CONVERSATION.decrypt(base64(changed)))
                    .as("byte %d", i)
                    .isInstanceOf(Undecipherable.class);
        }
    }

    @Test
    void readsOnTheOtherSideWhatThisSideWrote() {
        long seed = new Random().nextLong();
        Random texts = new Random(seed);
        SecretKey ana = SecretKey.generate(RANDOM);
        SecretKey ben = SecretKey.generate(RANDOM);
        Conversation here = Conversation.between(ana, ben.publicKey(), RANDOM);
        Conversation there = Conversation.between(ben, ana.publicKey(), RANDOM);

        for (int i = 0; i < 200; i++) {
            String text = text(texts);
            assertThat(there.decrypt(here.encrypt(text))).as("seed %d", seed).isEqualTo(text);
        }
    }

    @Test
    void writesTheSameTextDifferentlyEachTime() {
        assertThat(CONVERSATION.encrypt("hello")).isNotEqualTo(CONVERSATION.encrypt("hello"));
    }

    private static String text(Random random) {
        return random.ints(1 + random.nextInt(2_000), 0, Character.MAX_CODE_POINT + 1)
                .filter(point -> Character.getType(point) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append('.')
                .toString();
    }

    private static String base64(byte[]... parts) {
        StringBuilder hex = new StringBuilder();
        for (byte[] part : parts) {
            hex.append(Hex.encode(part));
        }
        return Base64.getEncoder().encodeToString(Hex.decode(hex.toString()));
    }

    private static Conversation conversation(List<String> vector) {
        return new Conversation(Hex.decode(vector.getFirst()), RANDOM);
    }

    private static List<List<String>> vectors(String file) {
        return TestVectors.lines("nip44/" + file + ".tsv").stream()
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
    }
}
