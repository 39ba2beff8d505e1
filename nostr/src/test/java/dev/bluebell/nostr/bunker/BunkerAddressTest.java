package dev.bluebell.nostr.bunker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.relay.RelayAddress;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BunkerAddressTest {

    private static final String KEY = "ab".repeat(32);
    private static final String RELAY = "relay=wss://relay.example";

    @Test
    void readsKeyRelaysAndSecret() {
        BunkerAddress address = BunkerAddress.parse("bunker://" + KEY
                + "?relay=wss%3A%2F%2Fone.example%2Finbox&secret=s%26e" + "&relay=ws://two.example:4848");

        assertThat(address.bunker()).isEqualTo(new PublicKey(KEY));
        assertThat(address.relays())
                .containsExactly(
                        RelayAddress.parse("wss://one.example/inbox"), RelayAddress.parse("ws://two.example:4848"));
        assertThat(address.secret()).hasValue("s&e");
    }

    @Test
    void needsNoSecret() {
        assertThat(BunkerAddress.parse("bunker://" + KEY + "?" + RELAY).secret())
                .isEmpty();
        assertThat(BunkerAddress.parse("bunker://" + KEY + "?" + RELAY + "&secret=")
                        .secret())
                .isEmpty();
    }

    @Test
    void leavesThePlusInASecretAlone() {
        assertThat(BunkerAddress.parse("bunker://" + KEY + "?" + RELAY + "&secret=a+b/c==")
                        .secret())
                .hasValue("a+b/c==");
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        assertThat(BunkerAddress.parse("bunker://" + KEY + "/?perms=x&" + RELAY + "&relays=y&name")
                        .relays())
                .hasSize(1);
    }

    @Test
    void takesTheKeyAsNpubToo() {
        PublicKey key = new PublicKey(KEY);

        assertThat(BunkerAddress.parse("bunker://" + key.npub() + "?" + RELAY).bunker())
                .isEqualTo(key);
    }

    @Test
    void namesARelayOnce() {
        assertThat(BunkerAddress.parse("bunker://" + KEY + "?" + RELAY + "&" + RELAY + "/")
                        .relays())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nostrconnect://" + "abababababababababababababababababababababababababababababababab",
                "bunker://",
                "bunker://?relay=wss://relay.example&secret=hush",
                "bunker://ab?relay=wss://relay.example&secret=hush",
                "bunker://abababababababababababababababababababababababababababababababab",
                "bunker://abababababababababababababababababababababababababababababababab?secret=hush",
                "bunker://abababababababababababababababababababababababababababababababab?relay=https://hush.example",
                "bunker://abababababababababababababababababababababababababababababababab?relay=wss://relay.example&secret=%hush"
            })
    void refusesWhatIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BunkerAddress.parse(text))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));
    }

    @Test
    void refusesMoreRelaysThanAnybodyUses() {
        String relays = IntStream.range(0, 17)
                .mapToObj(number -> "relay=wss://relay%d.example".formatted(number))
                .collect(Collectors.joining("&"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BunkerAddress.parse("bunker://" + KEY + "?" + relays))
                .withMessageContaining("1 to 16");
    }

    @Test
    void doesNotShowItsSecret() {
        assertThat(BunkerAddress.parse("bunker://" + KEY + "?" + RELAY + "&secret=hush"))
                .hasToString("bunker://" + KEY);
    }
}
