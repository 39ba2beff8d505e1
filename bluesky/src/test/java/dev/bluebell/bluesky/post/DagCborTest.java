package dev.bluebell.bluesky.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.xrpc.XrpcJson;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DagCborTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "null | f6",
                "[true,false] | 82f5f4",
                "[0,23,24,255,256,65535,65536,4294967295,4294967296] |"
                        + " 890017181818ff19010019ffff1a000100001affffffff1b0000000100000000",
                "[-1,-24,-25,-9223372036854775808] | 8420373818" + "3b7fffffffffffffff",
                "\"é\" | 62c3a9",
                "{\"b\":1,\"aa\":2,\"a\":3} | a361610361620162616102",
                "{\"$bytes\":\"AQI=\"} | 420102",
                "{\"$link\":\"bafkreiem4twkqzsq2aj4shbycd4yvoj2cx72vezicletlhi7dijjciqpui\"} | d82a582500"
                        + "015512208ce4eca86650d013c91c3810f98ab93a15ffaa932812c9359d1f1a1291220fa2",
            })
    void writesTheOneSpelling(String json, String hex) {
        assertThat(hex(json)).isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e3", "9223372036854775808", "{\"$link\":\"nonsense\"}"})
    void refusesWhatNoRecordHolds(String json) {
        assertThatThrownBy(() -> hex(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsWhatAnEmptyRecordIs() {
        assertThat(DagCbor.cid(XrpcJson.mapper().readTree("{}")).value())
                .isEqualTo("bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua");
    }

    private static String hex(String json) {
        return HexFormat.of().formatHex(DagCbor.encode(XrpcJson.mapper().readTree(json)));
    }
}
