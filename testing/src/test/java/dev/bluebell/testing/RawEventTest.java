package dev.bluebell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.signers.BIP340Signer;
import org.junit.jupiter.api.Test;

class RawEventTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final RawKey KEY = RawKey.of(3);

    @Test
    void aKeyHasThePublicKeyThatBip340Gives() {
        // The first of the official vectors.
        assertThat(KEY.publicKey()).isEqualTo("f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9");
    }

    @Test
    void anEventIsSigned() {
        String json = RawToken.event(KEY, "upload", 1_700_000_000L, "00").json();

        assertThat(verifies(field(json, "id"), field(json, "sig"))).isTrue();
        assertThat(json)
                .contains("\"kind\":24242")
                .contains("[[\"t\",\"upload\"],[\"expiration\",\"1700000600\"],[\"x\",\"00\"]]");
    }

    @Test
    void theIdIsTheHashOfTheCanonicalForm() {
        // echo -n '[0,"f930…36f9",1,1,[["a","b"]],"say \"hi\""]' | sha256sum
        assertThat(field(
                        new RawEvent(KEY, 1, 1)
                                .with("a", "b")
                                .withContent("say \"hi\"")
                                .json(),
                        "id"))
                .isEqualTo("3892fdacd0548be4951a9362d9cbc43e873ce769cb68b74b928c5d318d21cbc7");
    }

    @Test
    void aWrongIdIsSignedAndAWrongSignatureIsNot() {
        RawEvent event = new RawEvent(KEY, 1, 1);
        String wrongId = event.withFlaw(RawEvent.Flaw.WRONG_ID).json();
        String wrongSignature = event.withFlaw(RawEvent.Flaw.WRONG_SIGNATURE).json();

        assertThat(field(wrongId, "id")).isNotEqualTo(field(event.json(), "id"));
        assertThat(verifies(field(wrongId, "id"), field(wrongId, "sig"))).isTrue();
        assertThat(field(wrongSignature, "id")).isEqualTo(field(event.json(), "id"));
        assertThat(verifies(field(wrongSignature, "id"), field(wrongSignature, "sig")))
                .isFalse();
    }

    @Test
    void tagsComeAndGo() {
        RawEvent event = new RawEvent(KEY, 1, 1)
                .with("a", "1")
                .with("b", "2")
                .with("a", "3")
                .without("a");

        assertThat(event.json()).contains("\"tags\":[[\"b\",\"2\"]]");
    }

    @Test
    void theSpellingsDifferInAlphabetAndPadding() {
        assertThat(RawToken.Spelling.STANDARD.encode("???~")).isEqualTo("Pz8/fg==");
        assertThat(RawToken.Spelling.STANDARD_UNPADDED.encode("???~")).isEqualTo("Pz8/fg");
        assertThat(RawToken.Spelling.URL.encode("???~")).isEqualTo("Pz8_fg==");
        assertThat(RawToken.Spelling.URL_UNPADDED.encode("???~")).isEqualTo("Pz8_fg");
    }

    @Test
    void aHeaderHoldsTheEvent() {
        RawEvent token = RawToken.event(KEY, "get", 1_700_000_000L);
        String header = RawToken.header(token);

        assertThat(header).startsWith("Nostr ");
        assertThat(new String(
                        Base64.getUrlDecoder().decode(header.substring("Nostr ".length())), StandardCharsets.UTF_8))
                .contains("\"content\":\"A token for a test\"");
    }

    private static boolean verifies(String id, String signature) {
        BIP340Signer verifier = new BIP340Signer();
        verifier.init(false, BIP340Signer.decodePublicKey(HEX.parseHex(KEY.publicKey())));
        byte[] message = HEX.parseHex(id);
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(HEX.parseHex(signature));
    }

    private static String field(String json, String name) {
        Matcher field = Pattern.compile('"' + name + "\":\"([0-9a-f]+)\"").matcher(json);
        assertThat(field.find()).isTrue();
        return field.group(1);
    }
}
