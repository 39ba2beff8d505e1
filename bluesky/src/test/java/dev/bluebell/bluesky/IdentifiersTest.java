package dev.bluebell.bluesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of things in AT Protocol. */
class IdentifiersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "did:plc:z72i7hdynmk6r22z27h6tvur",
                "did:web:alice.example",
                "did:web:localhost%3A1234",
                "did:m:v:a-1_2."
            })
    void readsDids(String text) {
        assertThat(Actor.parse(text)).isEqualTo(new Did(text)).hasToString(text);
    }

    @Test
    void knowsTheMethodOfADid() {
        assertThat(new Did("did:web:alice.example").method()).isEqualTo("web");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "did",
                "did:",
                "did:plc",
                "did:plc:",
                "did:PLC:a",
                "did:plc:a:",
                "did:plc:a%",
                "did:plc:a b",
                "did:plc:a/b",
                "did:plc:ä"
            })
    void refusesWhatIsNoDid(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Did(text));
    }

    @Test
    void refusesALongDid() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Did("did:web:" + "a".repeat(2041)));
    }

    @ParameterizedTest
    @CsvSource({
        "alice.test,alice.test",
        "@Alice.Test,alice.test",
        "a.co,a.co",
        "xn--ls8h.test,xn--ls8h.test",
        "1.a-b.org,1.a-b.org"
    })
    void readsHandles(String text, String handle) {
        assertThat(Actor.parse(text)).isEqualTo(new Handle(handle)).hasToString(handle);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "alice.",
                ".test",
                "alice..test",
                "-a.test",
                "a-.test",
                "alice.1test",
                "al ice.test",
                "älice.test",
                "alice.test/x",
                "alice.test\n"
            })
    void refusesWhatIsNoHandle(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Handle(text));
    }

    @ParameterizedTest
    @CsvSource({
        "app.bsky.feed.post,app.bsky.feed.post",
        "xrpc/app.bsky.feed.getPosts,app.bsky.feed.getPosts",
        "/xrpc/com.atproto.repo.getRecord,com.atproto.repo.getRecord"
    })
    void readsTheNamesOfEndpoints(String text, String name) {
        assertThat(Nsid.parse(text)).isEqualTo(new Nsid(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app",
                "app.bsky",
                "app.bsky.feed.post-1",
                "app.bsky.1post",
                "1app.bsky.post",
                "app..post",
                "app.bsky.feed/post",
                "app.bsky.feed.post?x=1"
            })
    void refusesWhatIsNoSuchName(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Nsid.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"self", "3jzfcijpj2z2a", "a:b", "~._-", "..."})
    void knowsRecordKeys(String text) {
        assertThat(new RecordKey(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "ä", "%"})
    void refusesWhatIsNoRecordKey(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordKey(text));
    }

    @ParameterizedTest
    @CsvSource({
        "at://did:plc:abc/app.bsky.feed.post/3k43tv4rft22g, at://did:plc:abc/app.bsky.feed.post/3k43tv4rft22g",
        "at://alice.test/app.bsky.feed.like/self, at://alice.test/app.bsky.feed.like/self",
        "https://bsky.app/profile/alice.test/post/3k43tv4rft22g, at://alice.test/app.bsky.feed.post/3k43tv4rft22g",
        "https://bsky.app/profile/did:plc:abc/post/3k43tv4rft22g/, at://did:plc:abc/app.bsky.feed.post/3k43tv4rft22g"
    })
    void readsAddressesOfRecords(String text, String uri) {
        assertThat(AtUri.parse(text)).hasToString(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "at://alice.test",
                "at://alice.test/app.bsky.feed.post",
                "at://alice/app.bsky.feed.post/a",
                "https://bsky.app/profile/alice.test",
                "at://alice.test/app.bsky.feed.post/a#b"
            })
    void refusesWhatIsNoAddressOfARecord(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AtUri.parse(text));
    }

    @Test
    void aTidIsATimeAndAClock() {
        Instant time = Instant.parse("2026-11-21T15:39:02.123456Z");
        Tid tid = Tid.of(ChronoUnit.MICROS.between(Instant.EPOCH, time), 1023);

        assertThat(tid.time()).isEqualTo(time);
        assertThat(new Tid("2222222222222").time()).isEqualTo(Instant.EPOCH);
        assertThat(Tid.of(0, 1)).hasToString("2222222222223");
        assertThat(new Tid("3jzfcijpj2z2a").time())
                .isBetween(Instant.parse("2023-01-01T00:00:00Z"), Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(tid.key()).isEqualTo(new RecordKey(tid.value()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3jzfcijpj2z2",
                "3jzfcijpj2z2aa",
                "3jzfcijpj2z21",
                "zzzzzzzzzzzzz",
                "kjzfcijpj2z2a",
                "3JZFCIJPJ2Z2A"
            })
    void refusesWhatIsNoTid(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tid(text));
    }

    @Test
    void tidsGrowAlsoWhenTheClockIsSetBack() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
        TidClock clock = new TidClock(now::get, new SplittableRandom(1));
        Set<Tid> made = new HashSet<>();
        Tid before = clock.next();
        for (int i = 0; i < 1000; i++) {
            now.updateAndGet(time -> time.minusMillis(1));
            Tid next = clock.next();
            assertThat(next).isGreaterThan(before);
            assertThat(made.add(next)).isTrue();
            before = next;
        }
        now.set(Instant.parse("2026-11-21T13:00:00Z"));
        assertThat(clock.next().time()).isEqualTo(now.get());
    }

    @Test
    void clocksHaveNumbersOfTheirOwn() {
        InstantSource still = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

        assertThat(new TidClock(still, new SplittableRandom(1)).next())
                .isNotEqualTo(new TidClock(still, new SplittableRandom(2)).next());
    }

    @Test
    void theCidOfABlobIsItsHash() throws Exception {
        long seed = Long.getLong("bluebell.seed", System.nanoTime());
        System.out.println("IdentifiersTest: -Dbluebell.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] blob = new byte[random.nextInt(100)];
            random.nextBytes(blob);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(blob));

            Cid cid = Cid.ofBlob(hash);

            assertThat(cid.value()).startsWith("bafkrei").hasSize(59);
            assertThat(new Cid(cid.value()).blobHash()).hasValue(hash);
        }
    }

    @Test
    void theCidOfNothingIsTheKnownOne() {
        assertThat(Cid.ofBlob("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
                .hasToString("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
    }

    @Test
    void theCidOfARecordIsNoHashOfABlob() {
        assertThat(new Cid("bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a").blobHash())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyk",
                "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvykv",
                "zafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
                "BAFKREIHDWDCEFGH4DQKJV67UZCMW7OJEE6XEDZDETOJUZJEVTENXQUVYKU",
                "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n"
            })
    void refusesWhatIsNoCid(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cid(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e3b0", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"})
    void refusesWhatIsNoHash(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cid.ofBlob(text));
    }
}
