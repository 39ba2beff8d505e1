package dev.bluebell.server.http;

import static dev.bluebell.server.http.Capacity.Outcome.NONE_FREE;
import static dev.bluebell.server.http.Capacity.Outcome.SHARE_USED_UP;
import static dev.bluebell.server.http.Capacity.Outcome.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityTest {

    private final Capacity places = new Capacity(4, 2);

    private static SocketAddress client(String address) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(address), 50_000);
    }

    private Capacity.Outcome take(String address) throws UnknownHostException {
        return places.take(client(address));
    }

    @Test
    void oneClientLeavesPlacesToTheOthers() throws UnknownHostException {
        assertThat(take("203.0.113.1")).isEqualTo(TAKEN);
        assertThat(take("203.0.113.1")).isEqualTo(TAKEN);
        assertThat(take("203.0.113.1")).isEqualTo(SHARE_USED_UP);

        assertThat(take("203.0.113.2")).isEqualTo(TAKEN);
        assertThat(take("203.0.113.3")).isEqualTo(TAKEN);
        assertThat(take("203.0.113.3")).isEqualTo(NONE_FREE);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() throws UnknownHostException {
        for (int i = 0; i < 10; i++) {
            assertThat(take("203.0.113.1")).isEqualTo(TAKEN);
            assertThat(take("203.0.113.1")).isEqualTo(TAKEN);
            assertThat(take("203.0.113.1")).isEqualTo(SHARE_USED_UP);
            places.giveBack(client("203.0.113.1"));
            places.giveBack(client("203.0.113.1"));
        }
    }

    @Test
    void aWishThatFailsTakesNothingOfTheShare() throws UnknownHostException {
        for (String other : new String[] {"203.0.113.2", "203.0.113.2", "203.0.113.3", "203.0.113.3"}) {
            take(other);
        }
        assertThat(take("203.0.113.1")).isEqualTo(NONE_FREE);
        assertThat(take("203.0.113.1")).isEqualTo(NONE_FREE);

        places.giveBack(client("203.0.113.2"));
        places.giveBack(client("203.0.113.2"));

        assertThat(take("203.0.113.1")).isEqualTo(TAKEN);
        assertThat(take("203.0.113.1")).isEqualTo(TAKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, SHARE_USED_UP",
        "2001:db8:1:2::1, 2001:db8:1:3::1, TAKEN",
        "203.0.113.1, 203.0.113.2, TAKEN"
    })
    void aClientOfIpv6IsANetwork(String first, String second, Capacity.Outcome outcome) throws UnknownHostException {
        take(first);
        take(first);

        assertThat(take(second)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1"})
    void loopbackMayHaveAll(String address) throws UnknownHostException {
        for (int i = 0; i < 4; i++) {
            assertThat(take(address)).isEqualTo(TAKEN);
        }
        assertThat(take(address)).isEqualTo(NONE_FREE);
    }

    @Test
    void drainingWaitsForAll() throws UnknownHostException, InterruptedException {
        take("203.0.113.1");
        assertThat(places.drain(Duration.ofMillis(1))).isFalse();

        places.giveBack(client("203.0.113.1"));
        assertThat(places.drain(Duration.ofMillis(1))).isTrue();
        assertThat(take("203.0.113.1")).isEqualTo(NONE_FREE);
    }
}
