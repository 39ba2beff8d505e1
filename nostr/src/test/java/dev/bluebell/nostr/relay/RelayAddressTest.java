package dev.bluebell.nostr.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayAddressTest {

    @ParameterizedTest
    @CsvSource({
        "wss://relay.example, wss://relay.example",
        "' wss://relay.example/ ', wss://relay.example",
        "WSS://Relay.Example:443/, wss://relay.example",
        "ws://localhost:80, ws://localhost",
        "wss://relay.example:80, wss://relay.example:80",
        "wss://relay.example/Inbox/?a=B%20c, wss://relay.example/Inbox/?a=B%20c",
        "wss://[::1]:7777, wss://[::1]:7777",
    })
    void hasOneSpelling(String written, String spelling) {
        assertThat(RelayAddress.parse(written)).hasToString(spelling);
        assertThat(RelayAddress.parse(spelling)).isEqualTo(RelayAddress.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "relay.example",
                "https://relay.example",
                "wss:relay.example",
                "wss:///path",
                "wss://me@relay.example",
                "wss://relay.example/#part",
                "wss://relay.example:65536",
                "wss://relay example",
                "wss://re_lay.example",
            })
    void refusesWhatIsNoRelay(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RelayAddress.parse(written))
                .withMessageStartingWith("the address of a relay ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wss://relay.example",
                "ws://localhost:7777",
                "ws://my.localhost",
                "ws://127.0.0.1",
                "ws://127.9.8.7:1",
                "ws://[::1]:1"
            })
    void isProtectedByTlsOrBySittingHere(String address) {
        assertThat(RelayAddress.parse(address).isProtected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://relay.example",
                "ws://localhost.example",
                "ws://127.0.0.1.example",
                "ws://10.0.0.1",
                "ws://[::2]",
                "ws://notlocalhost"
            })
    void isNotProtectedElsewhere(String address) {
        assertThat(RelayAddress.parse(address).isProtected()).isFalse();
    }

    @Test
    void doesNotRepeatWhatItCannotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RelayAddress.parse("nsec1 secret"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("nsec1"));
    }
}
