package dev.bluebell.server.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The special-purpose blocks of IPv4 and IPv6: the first and the last address of each, and their neighbours. */
class AddressRulesTest {

    private final AddressRules strict = new AddressRules(false);
    private final AddressRules home = new AddressRules(true);

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.0",
                "127.0.0.1",
                "127.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.168.0.0",
                "192.168.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "::1",
                "fc00::",
                "fd12:3456::1",
                "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
            })
    void ownMachineAndNetworksNeedPermission(String literal) throws UnknownHostException {
        assertThat(strict.allow(address(literal))).isFalse();
        assertThat(home.allow(address(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.0.0.1",
                "0.255.255.255",
                "169.254.0.0",
                "169.254.169.254",
                "169.254.255.255",
                "192.0.0.0",
                "192.0.0.170",
                "192.0.0.255",
                "192.0.2.0",
                "192.0.2.255",
                "192.31.196.1",
                "192.52.193.1",
                "192.175.48.1",
                "192.88.99.1",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.0",
                "198.51.100.255",
                "203.0.113.0",
                "203.0.113.255",
                "224.0.0.0",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.254",
                "255.255.255.255",
                "::",
                "::2",
                "::127.0.0.1",
                "::10.0.0.1",
                "::8.8.8.8",
                "64:ff9b::",
                "64:ff9b::7f00:1",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::1",
                "64:ff9b:1:ffff::1",
                "100::",
                "100::ffff:ffff:ffff:ffff",
                "2001::1",
                "2001:0:7f00:1::",
                "2001:10::1",
                "2001:20::1",
                "2001:1ff:ffff::1",
                "2001:db8::",
                "2001:db8:ffff::1",
                "2002::",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::1",
                "2002:808:808::1",
                "2620:4f:8000::1",
                "3fff::1",
                "3fff:fff:ffff::1",
                "5f00::1",
                "fe80::",
                "fe80::1",
                "febf:ffff::1",
                "fec0::1",
                "feff::1",
                "ff00::",
                "ff02::1",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "4000::1",
                "8000::1",
                "fe00::1",
                "1::1"
            })
    void specialAddressesAreNeverReached(String literal) throws UnknownHostException {
        assertThat(strict.allow(address(literal))).isFalse();
        assertThat(home.allow(address(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.0.3.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.99.255",
                "198.51.101.0",
                "203.0.112.255",
                "203.0.114.0",
                "223.255.255.255",
                "8.8.8.8",
                "2000::1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2001:db7:ffff::1",
                "2001:db9::1",
                "2003::1",
                "2606:4700::1111",
                "2620:4f:7fff::1",
                "2a00::1",
                "3ffe:ffff::1",
                "3fff:1000::1"
            })
    void theRestOfTheInternetIsReached(String literal) throws UnknownHostException {
        assertThat(strict.allow(address(literal))).isTrue();
        assertThat(home.allow(address(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:ffff:10.1.2.3", "::ffff:169.254.169.254"})
    void anIpv4AddressInIpv6ClothesIsWhatItIs(String literal) throws UnknownHostException {
        assertThat(strict.allow(address(literal))).isFalse();
    }

    @Test
    void aMappedAddressThatWasNotUnwrappedIsNeverReached() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 127;
        mapped[15] = 1;

        assertThat(strict.allow(Inet6Address.getByAddress("mapped", mapped, 0))).isFalse();
        assertThat(home.allow(Inet6Address.getByAddress("mapped", mapped, 0))).isFalse();
    }

    @Test
    void aZoneDoesNotChangeAnAddress() throws UnknownHostException {
        byte[] linkLocal = address("fe80::1").getAddress();

        assertThat(home.allow(Inet6Address.getByAddress("zoned", linkLocal, 2))).isFalse();
    }
}
