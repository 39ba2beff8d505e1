package dev.bluebell.blossom.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.ServerList;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.Note;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.relay.FetchOutcome.Complete;
import dev.bluebell.nostr.relay.FetchOutcome.TimedOut;
import dev.bluebell.nostr.relay.Published;
import dev.bluebell.nostr.relay.RelayAddress;
import dev.bluebell.nostr.relay.RelayPool;
import dev.bluebell.nostr.relay.Verdict;
import dev.bluebell.testing.FakeRelay;
import dev.bluebell.testing.RawEvent;
import dev.bluebell.testing.RawEvent.Flaw;
import dev.bluebell.testing.RawKey;
import dev.bluebell.testing.RealRelay;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ServerListsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final RawKey ALICE = RawKey.of(3);
    private static final PublicKey ALICES_KEY = new PublicKey(ALICE.publicKey());
    private static final RawEvent LIST = new RawEvent(ALICE, ServerList.KIND, 1_700_000_000);
    private static final RelayAddress NOBODY = RelayAddress.parse("ws://127.0.0.1:1");

    private static RealRelay relay;

    private final Signer me = new KeySigner(SecretKey.generate(new SecureRandom()), new SecureRandom());
    private final RelayPool pool = RelayPool.builder().timeout(LONG).build();

    @BeforeAll
    static void start() {
        relay = RealRelay.start();
    }

    @AfterAll
    static void stop() {
        relay.close();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void findsWhatWasPublished() {
        ServerLists lists = at(here());
        ServerList list = list("https://one.example", "https://two.example");

        PublishedList published = lists.publish(list, me);

        assertThat(published.eventId()).isPresent();
        assertThat(published.verdicts()).containsExactly(new Published(here(), new Verdict.Accepted(false)));
        assertThat(lists.fetch(me.publicKey(), LONG).list()).contains(list);
        assertThat(lists.fetch(me).list()).contains(list);
        assertThat(lists.fetch(me.publicKey().npub()).list()).contains(list);
        assertThat(lists.fetch(me.publicKey().hex()).list()).contains(list);
    }

    @Test
    void replacesTheOlderList() {
        Instant now = Instant.now();
        new ServerLists(pool, List.of(here()), () -> now.minusSeconds(60)).publish(list("https://old.example"), me);
        new ServerLists(pool, List.of(here()), () -> now).publish(list("https://new.example"), me);

        assertThat(at(here()).fetch(me.publicKey(), LONG).list()).contains(list("https://new.example"));
    }

    @Test
    void hasAnIdIfOneRelayAcceptedIt() {
        PublishedList published = at(NOBODY, here()).publish(list("https://one.example"), me);

        assertThat(published.eventId()).isPresent();
        assertThat(published.verdicts())
                .extracting(Published::verdict)
                .hasExactlyElementsOfTypes(Verdict.TryLater.class, Verdict.Accepted.class);
    }

    @Test
    void hasNoIdIfNoRelayAcceptedIt() {
        PublishedList published = at(NOBODY).publish(list("https://one.example"), me);

        assertThat(published.eventId()).isEmpty();
        assertThat(published.verdicts()).hasSize(1);
    }

    @Test
    void publishesNoEmptyList() {
        assertThatIllegalStateException().isThrownBy(() -> at(here()).publish(list(), me));
    }

    @Test
    void findsNothingWhereNothingIs() {
        FoundList found = at(here()).fetch(me.publicKey(), LONG);

        assertThat(found.list()).isEmpty();
        assertThat(found.outcomes()).containsEntry(here(), new Complete());
    }

    @Test
    void takesTheNewestThatIsGenuine() {
        List<RawEvent> offers = List.of(
                LIST.with("server", "https://old.example"),
                LIST.withCreatedAt(1_700_000_100).with("server", "https://right.example"),
                LIST.withCreatedAt(1_700_000_200)
                        .with("server", "https://forged.example")
                        .withFlaw(Flaw.WRONG_SIGNATURE),
                LIST.withCreatedAt(1_700_000_300)
                        .with("server", "https://changed.example")
                        .withFlaw(Flaw.WRONG_ID),
                LIST.withCreatedAt(1_700_000_400)
                        .with("server", "https://kind.example")
                        .withKind(10_002),
                new RawEvent(RawKey.of(666), ServerList.KIND, 1_700_000_500).with("server", "https://foreign.example"));

        assertThat(found(offers)).isEqualTo(list("https://right.example"));
        assertThat(found(offers.reversed())).isEqualTo(list("https://right.example"));
    }

    @Test
    void takesTheLowestIdOfOneSecond() {
        RawEvent one = LIST.with("server", "https://one.example");
        RawEvent two = LIST.with("server", "https://two.example");
        boolean oneIsLower =
                Event.parse(one.json()).id().compareTo(Event.parse(two.json()).id()) < 0;
        ServerList lower = list(oneIsLower ? "https://one.example" : "https://two.example");

        assertThat(found(List.of(one, two))).isEqualTo(lower);
        assertThat(found(List.of(two, one))).isEqualTo(lower);
    }

    @Test
    void doesNotWaitForeverForASlowRelay() {
        try (FakeRelay silent = FakeRelay.start(FakeRelay.Talk::listen)) {
            RelayAddress slow = new RelayAddress(silent.url());

            FoundList found = at(slow, here()).fetch(ALICES_KEY, Duration.ofMillis(300));

            assertThat(found.outcomes()).containsEntry(slow, new TimedOut());
        }
    }

    @Test
    void wantsAKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> at(here()).fetch("alice"));
    }

    @Test
    void publishesANoteWithAFileThatSeveralServersHave() {
        URI url = URI.create("https://one.example/" + "a".repeat(64) + ".jpg");
        URI elsewhere = URI.create("https://two.example/" + "a".repeat(64));
        BlobDescriptor blob = new BlobDescriptor(
                url,
                new BlobHash("a".repeat(64)),
                123,
                "image/jpeg",
                Instant.EPOCH,
                List.of(List.of("dim", "640x480"), List.of("thumb", "https://one.example/thumb")));
        Event note = me.sign(new Note("my cat", List.of(blob.imeta(List.of(url, elsewhere)))).draft(Instant.now()));

        pool.publish(note, List.of(here()));
        List<Event> found = pool.fetch(
                        List.of(Filter.builder()
                                .authors(List.of(me.publicKey()))
                                .kinds(Note.KIND)
                                .build()),
                        List.of(here()),
                        LONG)
                .events();

        assertThat(found).containsExactly(note);
        assertThat(note.content()).isEqualTo("my cat\n" + url);
        assertThat(note.tags())
                .containsExactly(List.of(
                        "imeta",
                        "url " + url,
                        "m image/jpeg",
                        "x " + "a".repeat(64),
                        "size 123",
                        "dim 640x480",
                        "fallback " + elsewhere));
    }

    private ServerList found(List<RawEvent> offers) {
        try (FakeRelay lying = FakeRelay.start(talk -> {
            String id = talk.awaitRequest();
            for (RawEvent offer : offers) {
                talk.sendEvent(id, offer.json());
            }
            talk.sendStored(id);
            talk.listen();
        })) {
            return at(new RelayAddress(lying.url()))
                    .fetch(ALICES_KEY, LONG)
                    .list()
                    .orElseThrow();
        }
    }

    private ServerLists at(RelayAddress... relays) {
        return new ServerLists(pool, List.of(relays), InstantSource.system());
    }

    private static RelayAddress here() {
        return new RelayAddress(relay.url());
    }

    private static ServerList list(String... servers) {
        return new ServerList(Stream.of(servers).map(URI::create).toList());
    }
}
