package dev.bluebell.blossom.client;

import static dev.bluebell.blossom.client.Bills.CASHU;
import static dev.bluebell.blossom.client.Bills.INVOICE;
import static dev.bluebell.blossom.client.Bills.PREIMAGE;
import static dev.bluebell.blossom.client.Bills.TOKEN;
import static dev.bluebell.blossom.client.Blobs.HELLO;
import static dev.bluebell.blossom.client.Blobs.HELLO_BLOB;
import static dev.bluebell.blossom.client.Blobs.HELLO_HASH;
import static dev.bluebell.blossom.client.Blobs.SIGNER;
import static dev.bluebell.blossom.client.Blobs.descriptor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.PaymentProof;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.Verb;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentTest {

    private static final URI ELSEWHERE = URI.create("https://cdn.example/a");
    private static final Event REPORT = SIGNER.sign(
            new EventDraft(Instant.EPOCH, 1984, List.of(List.of("x", HELLO_HASH.hex(), "spam")), "Too many greetings"));

    private final Bills.Wallet wallet = new Bills.Wallet();
    private final FakeClock clock = new FakeClock();
    private final FakeSleeper sleeper = new FakeSleeper(clock);

    @TempDir
    Path folder;

    static Stream<Function<BlossomClient, Answer<?>>> calls() {
        return Stream.of(
                client -> client.upload(HELLO_BLOB),
                client -> client.uploadMedia(HELLO_BLOB, WriteOptions.defaults()),
                client -> client.mirror(ELSEWHERE, HELLO_HASH, WriteOptions.defaults()),
                client -> client.delete(HELLO_HASH, WriteOptions.defaults()),
                client -> client.report(REPORT),
                client -> client.get(HELLO_HASH, new ByteArrayOutputStream(), ReadOptions.defaults()),
                PaymentTest::list);
    }

    private static Answer<?> list(BlossomClient client) {
        client.list(SIGNER.publicKey(), ListQuery.all()).forEach(blob -> {});
        return new Answer.Ok<>("a list");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isMadeOnceAndProvenInTheSameHeader(Function<BlossomClient, Answer<?>> call) throws IOException {
        try (FakeServer server = charging();
                BlossomClient client = client(server, wallet)) {
            assertThat(call.apply(client)).isInstanceOf(Answer.Ok.class);

            assertThat(wallet.paid())
                    .containsExactly(
                            server.uri().resolve(server.exchanges().getFirst().path()));
            assertThat(proofs(server)).containsExactly("", TOKEN);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void comesAfterTheTokenIfTheServerWantsThatFirst(Function<BlossomClient, Answer<?>> call) throws IOException {
        try (FakeServer server =
                        charging(exchange -> exchange.header("Authorization").isEmpty()
                                && !exchange.path().equals("/report"));
                BlossomClient client = client(server, wallet)) {
            assertThat(call.apply(client)).isInstanceOf(Answer.Ok.class);

            assertThat(wallet.paid()).hasSize(1);
            assertThat(proofs(server)).endsWith("", TOKEN);
        }
    }

    @Test
    void isProvenByThePreimageIfItWasLightning() throws IOException {
        Bills.Wallet lightning = new Bills.Wallet(PaymentProof.lightning(PREIMAGE.toUpperCase(Locale.ROOT)));
        try (FakeServer server = charging();
                BlossomClient client = client(server, lightning)) {
            client.upload(HELLO_BLOB).orThrow();

            assertThat(server.exchanges().getLast().header("X-Lightning")).contains(PREIMAGE);
            assertThat(server.exchanges().getLast().header("X-Cashu")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isNotMadeIfNobodyWantsTo(Function<BlossomClient, Answer<?>> call) throws IOException {
        try (FakeServer server = charging();
                BlossomClient client = client(server, PaymentHandler.NONE)) {
            assertThatExceptionOfType(RefusedException.PaymentRequired.class)
                    .isThrownBy(() -> call.apply(client).orThrow());
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void isMadeByWhoTheCallNames() throws IOException {
        Bills.Wallet other = new Bills.Wallet();
        try (FakeServer server = charging();
                BlossomClient client = client(server, wallet)) {
            client.upload(HELLO_BLOB, WriteOptions.defaults().withPayments(other))
                    .orThrow();
            client.get(
                            HELLO_HASH,
                            new ByteArrayOutputStream(),
                            ReadOptions.defaults().withPayments(other))
                    .orThrow();
            client.list(SIGNER.publicKey(), ListQuery.all().withPayments(other)).forEach(blob -> {});

            assertThat(other.paid()).hasSize(3);
            assertThat(wallet.paid()).isEmpty();
        }
    }

    @Test
    void isNotMadeTwiceForOneCall() throws IOException {
        try (FakeServer server = answering(402, "X-Cashu: " + CASHU);
                BlossomClient client = client(server, wallet)) {
            assertThat(refusal(client.upload(HELLO_BLOB))).isInstanceOf(Refusal.PaymentRequired.class);

            assertThat(wallet.paid()).hasSize(1);
            assertThat(server.exchanges()).hasSize(2);
        }
    }

    @Test
    void isRefusedWithoutItsPreimageInTheWords() throws IOException {
        Bills.Wallet lightning = new Bills.Wallet(PaymentProof.lightning(PREIMAGE));
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    String proof = exchange.header("X-Lightning").orElse("");
                    exchange.send(proof.isEmpty() ? 402 : 400, "", "X-Lightning: " + INVOICE, "X-Reason: no " + proof);
                });
                BlossomClient client = client(server, lightning)) {
            assertThat(refusal(client.upload(HELLO_BLOB))).isEqualTo(new Refusal.ProofRefused("no …"));
        }
    }

    @Test
    void mayBeRefusedWhichIsToldWithoutTheSecret() throws IOException {
        try (FakeServer server = refusingProofs("spent already: " + TOKEN);
                BlossomClient client = client(server, wallet)) {
            Answer<Stored> answer = client.upload(HELLO_BLOB);

            assertThat(refusal(answer)).isEqualTo(new Refusal.ProofRefused("spent already: cashu…"));
            assertThatExceptionOfType(RefusedException.ProofRefused.class)
                    .isThrownBy(answer::orThrow)
                    .withMessageContaining("status 400")
                    .withMessageNotContaining(TOKEN.substring(0, 12));
            assertThat(server.exchanges()).hasSize(2);
        }
    }

    @Test
    void isMadeAnewAfterItWasRefused() throws IOException {
        try (FakeServer server = refusingProofs("expired");
                BlossomClient client = client(server, wallet)) {
            client.upload(HELLO_BLOB);
            client.upload(HELLO_BLOB);

            assertThat(wallet.paid()).hasSize(2);
            assertThat(proofs(server)).containsExactly("", TOKEN, "", TOKEN);
        }
    }

    @Test
    void isNotTakenForRefusedIfTheServerWantsAnotherNameOfTheHash() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    boolean digest = exchange.header("Content-Digest").isPresent();
                    boolean paid = exchange.header("X-Cashu").isPresent();
                    exchange.send(!digest ? 400 : paid ? 200 : 402, descriptor(HELLO_HASH), "X-Cashu: " + CASHU);
                });
                BlossomClient client = client(server, wallet)) {
            client.upload(HELLO_BLOB).orThrow();

            assertThat(wallet.paid()).hasSize(1);
            assertThat(proofs(server)).containsExactly("", "", TOKEN);
        }
    }

    static Stream<Function<BlossomClient, Answer<?>>> questions() {
        return Stream.of(
                client -> client.head(HELLO_HASH, ReadOptions.defaults()),
                client -> client.check(HELLO_BLOB),
                client -> client.checkMedia(HELLO_BLOB));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void isNotMadeForAQuestion(Function<BlossomClient, Answer<?>> question) throws IOException {
        try (FakeServer server = charging();
                BlossomClient client = client(server, wallet)) {
            assertThat(refusal(question.apply(client))).isInstanceOf(Refusal.PaymentRequired.class);

            assertThat(wallet.paid()).isEmpty();
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void mayBeMadeWhenTheQuestionIsAskedAndGoesWithTheUpload() throws IOException {
        try (FakeServer server = charging();
                BlossomClient client = client(server, PaymentHandler.NONE)) {
            WriteOptions paying = WriteOptions.defaults().withPayments(wallet);

            assertThat(refusal(client.check(HELLO_BLOB, paying))).isInstanceOf(Refusal.PaymentRequired.class);
            assertThat(refusal(client.check(HELLO_BLOB))).isInstanceOf(Refusal.PaymentRequired.class);
            client.upload(HELLO_BLOB).orThrow();

            assertThat(wallet.paid()).hasSize(1);
            assertThat(proofs(server)).containsExactly("", "", TOKEN);
        }
    }

    @Test
    void mayBeMadeWhenTheQuestionIsAskedAndGoesWithTheDownload() throws IOException {
        try (FakeServer server = charging();
                BlossomClient client = client(server, PaymentHandler.NONE)) {
            client.head(HELLO_HASH, ReadOptions.defaults().withPayments(wallet));
            client.get(HELLO_HASH, folder.resolve("a"), ReadOptions.defaults()).orThrow();

            assertThat(proofs(server)).containsExactly("", TOKEN);
            assertThat(refusal(client.get(HELLO_HASH, folder.resolve("a"), ReadOptions.defaults())))
                    .as("it was for one download")
                    .isInstanceOf(Refusal.PaymentRequired.class);
        }
    }

    @Test
    void isNotMadeForAStreamThatCannotBeSentAgain() throws IOException {
        BlobSource source = BlobSource.once(new ByteArrayInputStream(HELLO));
        LocalBlob once = new LocalBlob(HELLO_HASH, HELLO.length, "application/json", source);
        try (FakeServer server = charging();
                BlossomClient client = client(server, wallet)) {
            assertThat(refusal(client.upload(once))).isInstanceOf(Refusal.PaymentRequired.class);

            assertThat(wallet.paid()).isEmpty();
        }
    }

    @Test
    void isNotMadeToAnotherServerThatTheServerPointsTo() throws IOException {
        try (FakeServer other = charging();
                FakeServer server = answering(307, "Location: " + other.uri() + "/" + HELLO_HASH);
                BlossomClient client = client(server, wallet)) {
            assertThat(refusal(client.get(HELLO_HASH, new ByteArrayOutputStream(), ReadOptions.defaults())))
                    .isInstanceOf(Refusal.PaymentRequired.class);

            assertThat(wallet.paid()).isEmpty();
        }
    }

    @Test
    void isNotProvenToAnotherServerThatTheServerPointsTo() throws IOException {
        try (FakeServer other = answering(400, "X-Reason: odd");
                FakeServer server = new FakeServer(exchange -> exchange.send(
                        exchange.header("X-Cashu").isPresent() ? 307 : 402,
                        "",
                        "X-Cashu: " + CASHU,
                        "Location: " + other.uri() + "/" + HELLO_HASH));
                BlossomClient client = client(server, wallet)) {
            assertThat(refusal(client.get(HELLO_HASH, new ByteArrayOutputStream(), ReadOptions.defaults())))
                    .isEqualTo(new Refusal.BadRequest("odd"));

            assertThat(proofs(other)).containsExactly("");
        }
    }

    @Test
    void goesWithEachTryOfItsCall() throws IOException {
        AtomicInteger tries = new AtomicInteger();
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    if (exchange.header("X-Cashu").isEmpty()) {
                        exchange.send(402, "", "X-Cashu: " + CASHU);
                    } else {
                        exchange.send(tries.incrementAndGet() < 3 ? 503 : 200, descriptor(HELLO_HASH));
                    }
                });
                BlossomClient client = client(server, wallet)) {
            client.upload(HELLO_BLOB).orThrow();

            assertThat(wallet.paid()).hasSize(1);
            assertThat(proofs(server)).containsExactly("", TOKEN, TOKEN, TOKEN);
        }
    }

    @Test
    void goesWithTheRestOfADownloadThatBrokeOff() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    if (exchange.header("X-Cashu").isEmpty()) {
                        exchange.send(402, "", "X-Cashu: " + CASHU);
                    } else if (exchange.header("Range").isPresent()) {
                        exchange.send(
                                206,
                                Arrays.copyOfRange(HELLO, 5, HELLO.length),
                                "Content-Range: bytes 5-%d/%d".formatted(HELLO.length - 1, HELLO.length));
                    } else {
                        exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(HELLO.length));
                        exchange.raw(Arrays.copyOf(HELLO, 5));
                    }
                });
                BlossomClient client = client(server, wallet)) {
            Path file = folder.resolve("a");
            client.get(HELLO_HASH, file, ReadOptions.defaults()).orThrow();

            assertThat(file).hasBinaryContent(HELLO);
            assertThat(wallet.paid()).hasSize(1);
            assertThat(proofs(server)).containsExactly("", TOKEN, TOKEN);
        }
    }

    @Test
    void isKeptForTheNextCallIfTheServerWasLost() throws IOException {
        AtomicInteger paid = new AtomicInteger();
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    if (exchange.header("X-Cashu").isEmpty()) {
                        exchange.send(402, "", "X-Cashu: " + CASHU);
                    } else if (paid.incrementAndGet() > 1) {
                        exchange.send(200, descriptor(HELLO_HASH));
                    }
                });
                BlossomClient client =
                        builder(server, wallet).retries(RetryPolicy.none()).build()) {
            assertThatExceptionOfType(BlossomException.Unreachable.class).isThrownBy(() -> client.upload(HELLO_BLOB));
            client.upload(HELLO_BLOB).orThrow();

            assertThat(wallet.paid()).hasSize(1);
            assertThat(proofs(server)).containsExactly("", TOKEN, TOKEN);
        }
    }

    @Test
    void isForAllPartsOfABlob() throws IOException {
        byte[] large = new byte[PartedUpload.PART_BYTES + 1];
        LocalBlob blob = LocalBlob.of(() -> new ByteArrayInputStream(large), "application/octet-stream");
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    if (exchange.method().equals("OPTIONS")) {
                        exchange.send(200, "", "Allow: PATCH");
                    } else if (exchange.header("X-Cashu").isEmpty()) {
                        exchange.send(402, "", "X-Cashu: " + CASHU);
                    } else {
                        boolean last =
                                !exchange.header("Upload-Offset").orElseThrow().equals("0");
                        exchange.send(last ? 201 : 204, last ? descriptor(blob.hash()) : "");
                    }
                });
                BlossomClient client = builder(server, wallet).resumable(true).build()) {
            client.upload(blob).orThrow();

            assertThat(wallet.paid()).hasSize(1);
            assertThat(proofs(server)).containsExactly("", "", TOKEN, TOKEN);
        }
    }

    @Test
    void isForOneBlobAndOneVerb() throws IOException {
        try (FakeServer server = charging();
                BlossomClient client = client(server, PaymentHandler.NONE)) {
            client.check(HELLO_BLOB, WriteOptions.defaults().withPayments(wallet));

            client.delete(HELLO_HASH, WriteOptions.defaults());
            client.upload(LocalBlob.of(() -> new ByteArrayInputStream(new byte[1]), "text/plain"));

            assertThat(proofs(server)).containsExactly("", "", "");
        }
    }

    @Test
    void isOfAMethodThatTheServerTakes() throws IOException {
        Bills.Wallet lightning = new Bills.Wallet(PaymentProof.lightning(PREIMAGE));
        try (FakeServer server = answering(402, "X-Cashu: " + CASHU);
                BlossomClient client = client(server, lightning)) {
            assertThatExceptionOfType(BlossomException.PaymentFailed.class)
                    .isThrownBy(() -> client.upload(HELLO_BLOB))
                    .withMessage("%s/upload does not want to be paid by lightning", server.uri());
            assertThat(server.exchanges()).hasSize(1);
        }
    }

    @Test
    void mayFailOnThisSide() throws IOException {
        PaymentHandler poor = (url, bill) -> {
            throw new IllegalStateException("no money");
        };
        try (FakeServer server = charging();
                BlossomClient client = client(server, poor)) {
            assertThatExceptionOfType(BlossomException.PaymentFailed.class)
                    .isThrownBy(() -> client.upload(HELLO_BLOB))
                    .withMessage("%s/upload was not paid: no money", server.uri());
            assertThat(sleeper.pauses()).isEmpty();
        }
    }

    @Test
    void isNotShownByAServerThatQuotesIt() throws IOException {
        try (FakeServer server = new FakeServer(exchange -> {
                    exchange.body();
                    String proof = exchange.header("X-Cashu").orElse("");
                    exchange.send(
                            proof.isEmpty() ? 402 : 403,
                            "",
                            "X-Cashu: " + CASHU,
                            "X-Reason: not for " + proof + " of Nostr eyJpZCI6IjEyMzQifQ==");
                });
                BlossomClient client = client(server, wallet)) {
            assertThat(refusal(client.upload(HELLO_BLOB)))
                    .isEqualTo(new Refusal.Forbidden("not for cashu… of Nostr eyJ…"));
        }
    }

    @Test
    void isASecret() {
        PaymentProof cashu = PaymentProof.cashu(TOKEN);
        Credentials credentials =
                new Credentials(Optional.empty(), Optional.empty(), Optional.of(PaymentProof.lightning(PREIMAGE)));

        assertThat(cashu.toString() + credentials).doesNotContain(TOKEN, PREIMAGE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PaymentProof.cashu(TOKEN + "\r\nX-Evil: 1"))
                .withMessageNotContaining(TOKEN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PaymentProof.lightning(PREIMAGE + "0"))
                .withMessageNotContaining(PREIMAGE);
        assertThatIllegalArgumentException().isThrownBy(() -> new PaymentProof("gold", "1 g"));
    }

    @Test
    void isKeptForSoManyCallsOnly() {
        Purse purse = new Purse(PaymentHandler.NONE);
        for (int i = 0; i <= 1_000; i++) {
            purse.keep(purpose(i), PaymentProof.cashu(TOKEN));
        }

        assertThat(purse.find(purpose(0))).isEmpty();
        assertThat(purse.find(purpose(1_000))).isPresent();
    }

    private static Purse.Purpose purpose(int number) {
        return new Purse.Purpose(Verb.GET, Optional.of(new BlobHash("%064x".formatted(number))));
    }

    private static FakeServer charging() throws IOException {
        return charging(exchange -> false);
    }

    /** A server that does nothing without money, after a token if it wants that. */
    private static FakeServer charging(Predicate<FakeServer.Exchange> wantsToken) throws IOException {
        return new FakeServer(exchange -> {
            exchange.body();
            boolean paid = exchange.header("X-Cashu").isPresent()
                    || exchange.header("X-Lightning").isPresent();
            if (wantsToken.test(exchange)) {
                exchange.send(401, "");
            } else if (paid) {
                exchange.send(200, answer(exchange));
            } else {
                exchange.send(402, "", "X-Cashu: " + CASHU, "X-Lightning: " + INVOICE);
            }
        });
    }

    private static String answer(FakeServer.Exchange exchange) {
        String get = exchange.path().startsWith("/list") ? "[]" : new String(HELLO, StandardCharsets.UTF_8);
        return exchange.method().equals("GET") ? get : descriptor(HELLO_HASH);
    }

    private static FakeServer refusingProofs(String reason) throws IOException {
        return new FakeServer(exchange -> {
            exchange.body();
            boolean paid = exchange.header("X-Cashu").isPresent();
            exchange.send(paid ? 400 : 402, "", "X-Cashu: " + CASHU, "X-Reason: " + reason);
        });
    }

    private static FakeServer answering(int status, String... headers) throws IOException {
        return new FakeServer(exchange -> {
            exchange.body();
            exchange.send(status, "", headers);
        });
    }

    private static List<String> proofs(FakeServer server) {
        return server.exchanges().stream()
                .map(exchange -> exchange.header("X-Cashu").orElse(""))
                .toList();
    }

    private static Refusal refusal(Answer<?> answer) {
        return answer instanceof Answer.Refused<?>(URI url, Refusal refusal)
                ? refusal
                : Assertions.fail("expected a refusal, not " + answer);
    }

    private BlossomClient client(FakeServer server, PaymentHandler handler) {
        return builder(server, handler).build();
    }

    private BlossomClient.Builder builder(FakeServer server, PaymentHandler handler) {
        return BlossomClient.builder(server.uri())
                .signer(SIGNER)
                .clock(clock)
                .sleeper(sleeper)
                .payments(handler);
    }
}
