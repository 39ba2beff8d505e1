package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://cdn.example, https://cdn.example, cdn.example",
        "HTTPS://CDN.Example:443/, https://cdn.example, cdn.example",
        "http://cdn.example:80, http://cdn.example, cdn.example",
        "http://127.0.0.1:3000/, http://127.0.0.1:3000, 127.0.0.1",
        "http://[::1]:3000, http://[::1]:3000, [::1]",
    })
    void hasOneSpellingAndADomain(String url, String spelling, String domain) {
        ServerAddress address = new ServerAddress(URI.create(url));

        assertThat(address).hasToString(spelling);
        assertThat(address.domain()).isEqualTo(domain);
        assertThat(address.resolve("/upload")).hasToString(spelling + "/upload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cdn.example",
                "ftp://cdn.example",
                "https://",
                "https://cdn.example/blossom",
                "https://cdn.example/?a",
                "https://me@cdn.example",
                "https://a b",
                "mailto:me@cdn.example"
            })
    void isNothingButTheRootOfAWebServer(String url) {
        assertThat(ServerAddress.parse(url)).isEmpty();
    }

    @Test
    void saysWhyAPathIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerAddress(URI.create("https://cdn.example/blossom")))
                .withMessageContaining("root");
    }
}
