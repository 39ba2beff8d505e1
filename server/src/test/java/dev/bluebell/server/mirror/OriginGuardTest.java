package dev.bluebell.server.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.server.mirror.OriginGuard.Verdict;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard says of a URL, before anybody is asked for it. */
class OriginGuardTest {

    private final List<String> resolved = new ArrayList<>();

    private Verdict check(String url, boolean privateAllowed, String... addresses) {
        return new OriginGuard(host -> resolve(host, addresses), privateAllowed).check(URI.create(url));
    }

    private List<InetAddress> resolve(String host, String... addresses) throws UnknownHostException {
        resolved.add(host);
        List<InetAddress> answer = new ArrayList<>();
        for (String address : addresses) {
            answer.add(InetAddress.getByName(address));
        }
        return answer;
    }

    private static Verdict checkWithSystem(String url, boolean privateAllowed) {
        return new OriginGuard(OriginGuard.Resolver.system(), privateAllowed).check(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource({
        "http://media.example/a, 80",
        "https://media.example/a, 443",
        "HTTPS://media.example/a, 443",
        "http://media.example:8080/, 8080",
        "https://media.example:65535, 65535"
    })
    void aPublicHostIsReachedAtTheAddressesThatWereResolved(String url, int port) throws UnknownHostException {
        assertThat(check(url, false, "93.184.215.14", "2606:4700::1111"))
                .isEqualTo(new Verdict.Allowed(
                        List.of(InetAddress.getByName("93.184.215.14"), InetAddress.getByName("2606:4700::1111")),
                        port));
        assertThat(resolved).containsExactly("media.example");
    }

    @Test
    void oneBadAddressAmongGoodOnesSpoilsAName() {
        assertThat(check("http://a.example/", false, "93.184.215.14", "127.0.0.1"))
                .isInstanceOf(Verdict.Forbidden.class);
        assertThat(check("http://a.example/", false, "127.0.0.1", "93.184.215.14"))
                .isInstanceOf(Verdict.Forbidden.class);
        assertThat(check("http://a.example/", false, "93.184.215.14", "fe80::1"))
                .isInstanceOf(Verdict.Forbidden.class);
        assertThat(check("http://a.example/", true, "93.184.215.14", "169.254.169.254"))
                .isInstanceOf(Verdict.Forbidden.class);
    }

    @Test
    void aNameWithoutAddressIsUnknown() {
        assertThat(check("http://a.example/", false)).isInstanceOf(Verdict.Unknown.class);
        OriginGuard offline = new OriginGuard(
                host -> {
                    throw new UnknownHostException(host);
                },
                false);
        assertThat(offline.check(URI.create("http://a.example/")))
                .isEqualTo(new Verdict.Unknown("the host a.example has no address"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://media.example/",
                "file:///etc/passwd",
                "gopher://media.example/",
                "jar:http://media.example/!/",
                "mailto:a@media.example",
                "//media.example/",
                "http://[2606:4700::1111%1]/",
                "http://[2606:4700::1111%25lo]/",
                "/relative",
                "http:///nothing",
                "http://user@media.example/",
                "http://user:password@media.example/",
                "http://:@media.example/",
                "http://media.example:0/",
                "http://media.example:65536/",
                "http://media.example:99999/",
                // What the resolver of a system might take for 127.0.0.1 is no host name to begin with.
                "http://127.1/",
                "http://127.0.1/",
                "http://0x7f.0.0.1/",
                "http://media_example/"
            })
    void whatIsNoPlainWebAddressIsForbiddenWithoutResolvingAnything(String url) {
        assertThat(check(url, true, "93.184.215.14")).isInstanceOf(Verdict.Forbidden.class);
        assertThat(resolved).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.255.255.254/",
                "http://localhost/",
                "http://LocalHost/",
                "http://2130706433/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::FFFF:7F00:1]/",
                "http://[0:0:0:0:0:ffff:a00:1]/",
                "http://[fd00::1]/",
                "http://10.0.0.1:8080/",
                "http://192.168.1.1/",
                "http://100.64.0.1/"
            })
    void ownMachineAndNetworksNeedPermission(String url) {
        assertThat(checkWithSystem(url, false)).isInstanceOf(Verdict.Forbidden.class);
        assertThat(checkWithSystem(url, true)).isInstanceOf(Verdict.Allowed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[fe80::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:0:0:0:0:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[::]/",
                "http://0/",
                "http://0.0.0.0/",
                "http://255.255.255.255/",
                "http://224.0.0.1/"
            })
    void specialNetworksAreForbiddenWithOrWithoutPermission(String url) {
        assertThat(checkWithSystem(url, false)).isInstanceOf(Verdict.Forbidden.class);
        assertThat(checkWithSystem(url, true)).isInstanceOf(Verdict.Forbidden.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://0177.0.0.1/", "http://0x7f000001/", "http://017700000001/"})
    void octalAndHexadecimalNumbersAreNeverReadAsLoopback(String url) {
        // The platform takes digits for decimal ones, or for nothing; the connection goes to what it took them for.
        if (checkWithSystem(url, true) instanceof Verdict.Allowed(List<InetAddress> addresses, int port)) {
            assertThat(addresses).noneMatch(InetAddress::isLoopbackAddress);
        }
    }

    @Test
    void theReasonNamesTheHostAndNotItsAddress() {
        // Whoever asks must not learn what names of the inner network resolve to.
        assertThat(check("http://intern.example/", false, "10.1.2.3"))
                .isEqualTo(
                        new Verdict.Forbidden("the host intern.example lies in a network that mirrors must not reach"));
    }
}
