package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.CashuRequest;
import dev.bluebell.blossom.LightningInvoice;
import dev.bluebell.blossom.PaymentRequest;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ways to pay that an answer with status 402 names, each in a header of its own (BUD-07). */
final class PaymentHeaders {

    private static final String CASHU = "x-cashu";
    private static final String LIGHTNING = "x-lightning";
    private static final int MOST_OF_A_KIND = 4;

    /** Methods have names of one word. */
    private static final Pattern METHOD = Pattern.compile("x-[a-z][a-z0-9]{1,19}");

    /** What other headers of one word are about. */
    private static final Set<String> NO_METHODS = Set.of(
            CASHU,
            LIGHTNING,
            "x-age",
            "x-backend",
            "x-cache",
            "x-cdn",
            "x-country",
            "x-hits",
            "x-host",
            "x-iinfo",
            "x-origin",
            "x-proxy",
            "x-reason",
            "x-runtime",
            "x-server",
            "x-timer",
            "x-trace",
            "x-varnish",
            "x-version",
            "x-via");

    private PaymentHeaders() {}

    static List<PaymentRequest> read(HttpHeaders headers) {
        Stream<PaymentRequest> lightning =
                read(headers, LIGHTNING, text -> new PaymentRequest.Lightning(LightningInvoice.parse(text)));
        Stream<PaymentRequest> cashu = read(headers, CASHU, text -> new PaymentRequest.Cashu(CashuRequest.parse(text)));
        return Stream.of(lightning, cashu, unknown(headers))
                .flatMap(requests -> requests)
                .toList();
    }

    private static Stream<PaymentRequest> read(
            HttpHeaders headers, String name, Function<String, PaymentRequest> reader) {
        return headers.allValues(name).stream().limit(MOST_OF_A_KIND).map(text -> read(name, text.strip(), reader));
    }

    private static PaymentRequest read(String name, String text, Function<String, PaymentRequest> reader) {
        try {
            return reader.apply(text);
        } catch (BlossomException.Malformed e) {
            return new PaymentRequest.Unreadable(method(name), OneLine.ofHeader(text), e.getMessage());
        }
    }

    private static Stream<PaymentRequest> unknown(HttpHeaders headers) {
        return headers.map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(METHOD.asMatchPredicate())
                .filter(name -> !NO_METHODS.contains(name))
                .limit(MOST_OF_A_KIND)
                .map(name -> new PaymentRequest.Unknown(method(name)));
    }

    private static String method(String header) {
        return header.substring("x-".length());
    }
}
