package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LightningInvoiceTest {

    private static final String COFFEE =
            "lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpuaztrn"
                    + "wngzn3kdzw5hydlzf03qdgm2hdq27cqv3agm2awhz5se903vruatfhq77w3ls4evs3ch9zw97j25emudupq63nyw24cg27h2rsp"
                    + "fj9srp";
    private static final String BLOCKSTREAM =
            "lnbc9678785340p1pwmna7lpp5gc3xfm08u9qy06djf8dfflhugl6p7lgza6dsjxq454gxhj9t7a0sd8dgfkx7cmtwd68yetpd5s9xar0w"
                    + "fjn5gpc8qhrsdfq24f5ggrxdaezqsnvda3kkum5wfjkzmfqf3jkgem9wgsyuctwdus9xgrcyqcjcgpzgfskx6eqf9hzqnteypzx"
                    + "z7fzypfhg6trddjhygrcyqezcgpzfysywmm5ypxxjemgw3hxjmn8yptk7untd9hxwg3q2d6xjcmtv4ezq7pqxgsxzmnyyqcjqmt"
                    + "0wfjjq6t5v4khxxqyjw5qcqp2rzjq0gxwkzc8w6323m55m4jyxcjwmy7stt9hwkwe2qxmy8zpsgg7jcuwz87fcqqeuqqqyqqqql"
                    + "gqqqqn3qq9qn07ytgrxxzad9hc4xt3mawjjt8znfv8xzscs7007v9gh9j569lencxa8xeujzkxs0uamak9aln6ez02uunw6rd2h"
                    + "t2sqe4hz8thcdagpleym0j";
    private static final String HASH = "0001020304050607080900010203040506070809000102030405060708090102";

    @ParameterizedTest
    @CsvFileSource(resources = "bolt11.csv")
    void isReadAsTheSpecificationSays(
            LightningInvoice.Network network, Long msat, long created, long expiry, String description, String text) {
        LightningInvoice invoice = LightningInvoice.parse(text);

        assertThat(invoice)
                .isEqualTo(new LightningInvoice(
                        text,
                        network,
                        msat == null ? OptionalLong.empty() : OptionalLong.of(msat),
                        Instant.ofEpochSecond(created),
                        Duration.ofSeconds(expiry),
                        HASH,
                        description == null ? "" : description));
        assertThat(invoice.expires()).isEqualTo(Instant.ofEpochSecond(created + expiry));
    }

    @Test
    void mayAskForAThousandthOfASatoshiMore() {
        LightningInvoice invoice = LightningInvoice.parse(BLOCKSTREAM);

        assertThat(invoice.amountMsat()).hasValue(967_878_534);
        assertThat(invoice.created()).isEqualTo(Instant.ofEpochSecond(1_572_468_703));
        assertThat(invoice.expiry()).isEqualTo(Duration.ofDays(7));
        assertThat(invoice.paymentHash()).isEqualTo("462264ede7e14047e9b249da94fefc47f41f7d02ee9b091815a5506bc8abf75f");
        assertThat(invoice.description()).startsWith("Blockstream Store: 88.85 USD");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bolt11-invalid.csv")
    void isRefusedAsTheSpecificationSays(String reason, String text) {
        assertMalformed(text, reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "lnbc1",
                "ln1qqqqqq",
                "\u0000",
                "LNBC1İ",
                "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5"
            })
    void isNotJustAnything(String text) {
        assertMalformed(text, "");
    }

    @ParameterizedTest
    @CsvSource({
        "ln, no known network",
        "lnxx, no known network",
        "lnbc0, no known network",
        "lnbc01m, no known network",
        "lnbc-1m, no known network",
        "lnbc1mm, no known network",
        "lnbc99999999999999999999, more than all money",
        "lnbc21000001, more than all money",
    })
    void asksForAnAmountThatThereIs(String prefix, String reason) {
        assertMalformed(InvoiceText.of(COFFEE).withPrefix(prefix).toString(), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "lnbc21000000, BITCOIN, 2100000000000000000",
        "lnbc1n, BITCOIN, 100",
        "lnbc10p, BITCOIN, 1",
        "lntbs1u, SIGNET, 100000",
        "lntb1, TESTNET, 100000000000",
        "lnbcrt1m, REGTEST, 100000000",
    })
    void asksForMoneyOfItsNetwork(String prefix, LightningInvoice.Network network, long msat) {
        LightningInvoice invoice =
                LightningInvoice.parse(InvoiceText.of(COFFEE).withPrefix(prefix).toString());

        assertThat(invoice.network()).isEqualTo(network);
        assertThat(invoice.amountMsat()).hasValue(msat);
    }

    @Test
    void needsAHashToProveThePaymentBy() {
        assertMalformed(
                InvoiceText.of(COFFEE).withFields("dq5xysxxatsyp3k7enxv4js").toString(), "no payment hash");
    }

    @ParameterizedTest
    @CsvSource({
        "pp, breaks off",
        "ppl, longer than the invoice",
        "xqv999999999999, never expires",
        "xll, longer than the invoice",
    })
    void doesNotGoBeyondItsEnd(String fields, String reason) {
        assertMalformed(InvoiceText.of(COFFEE).withFields(fields).toString(), reason);
    }

    @Test
    void isDescribedOnOneLine() {
        // "a", ESC, a line break, a turn of direction and "b" in groups of five bits.
        LightningInvoice invoice = LightningInvoice.parse(InvoiceText.of(COFFEE)
                .withFields("pp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypq"
                        + InvoiceText.description("a\u001b[31m\n\u202eb"))
                .toString());

        assertThat(invoice.description()).isEqualTo("a [31m b");
    }

    @Test
    void isNoLongerThanAHeader() {
        assertMalformed("lnbc1" + "q".repeat(9_000), "at most 8192 characters");
    }

    @Test
    void isReadOrRefusedWhateverHappenedToIt() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            String text = InvoiceText.of(BLOCKSTREAM).damaged(random).toString();
            assertThatNoException().as("seed %d, round %d", seed, i).isThrownBy(() -> readOrRefuse(text));
        }
    }

    private static void readOrRefuse(String text) {
        try {
            LightningInvoice.parse(text);
        } catch (BlossomException.Malformed e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }

    private static void assertMalformed(String text, String reason) {
        assertThatExceptionOfType(BlossomException.Malformed.class)
                .isThrownBy(() -> LightningInvoice.parse(text))
                .withMessageContaining(reason);
    }
}
