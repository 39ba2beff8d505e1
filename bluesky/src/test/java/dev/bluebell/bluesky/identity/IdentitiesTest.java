package dev.bluebell.bluesky.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.BlueskyException.Unreachable.Delivery;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.HttpLimits;
import dev.bluebell.testing.FakeDns;
import dev.bluebell.testing.XrpcStub;
import dev.bluebell.testing.XrpcStub.Told;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    private static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");
    private static final Did BOB = new Did("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
    private static final Handle HANDLE = new Handle("alice.example");
    private static final HandleLookup NOTHING = handle -> Optional.empty();

    private final XrpcStub plc = XrpcStub.start();
    private final Http http = Http.open(HttpLimits.defaults());
    private final DidResolver dids = new DidResolver(http, plc.url());

    @AfterEach
    void close() {
        http.close();
        plc.close();
    }

    @Test
    void readsADocument() {
        plc.at("/" + ALICE, document(ALICE, "at://alice.example", "http://localhost:2583/"));

        DidDocument document = dids.resolve(ALICE);

        assertThat(document.handle()).contains(HANDLE);
        assertThat(document.pds()).contains(URI.create("http://localhost:2583"));
        assertThat(document.serviceIds()).containsExactly("#atproto_pds");
    }

    @Test
    void passesOverServicesThatCannotBeAsked() {
        plc.at("/" + ALICE, document(ALICE, "at://alice.example", "http://internal.example/"));

        DidDocument document = dids.resolve(ALICE);

        assertThat(document.pds()).isEmpty();
        assertThatThrownBy(() -> new Identity(ALICE, Optional.empty(), document).pds())
                .isInstanceOf(BlueskyException.Unresolved.class)
                .hasMessageContaining("names no PDS");
    }

    @Test
    void takesNoDocumentOfAnother() {
        plc.at("/" + ALICE, document(BOB, "at://alice.example", "http://localhost:2583/"));

        assertThatThrownBy(() -> dids.resolve(ALICE))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("of another");
    }

    @Test
    void saysThatThereIsNoSuchAccount() {
        assertThatThrownBy(() -> dids.resolve(ALICE))
                .isInstanceOf(BlueskyException.Unresolved.class)
                .hasMessage("there is no account " + ALICE);
    }

    @Test
    void saysOfADocumentThatItIsNoJson() {
        plc.at("/" + ALICE, Told.text(200, "hello"));

        assertThatThrownBy(() -> dids.resolve(ALICE))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("is no JSON");
    }

    @Test
    void asksTheHostOfADidOfTheWeb() {
        Did web = new Did("did:web:localhost%3A" + plc.url().getPort());
        plc.at("/.well-known/did.json", document(web, "at://alice.example", "http://localhost:1"));

        assertThat(dids.resolve(web).handle()).contains(HANDLE);
    }

    @Test
    void asksNoOtherKindOfDid() {
        for (String did : List.of(
                "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme",
                "did:web:a.example%3A8",
                "did:web:a.example:path",
                "did:web:a%40b.example",
                "did:web:a%2Fb.example")) {
            assertThatThrownBy(() -> dids.resolve(new Did(did)))
                    .as(did)
                    .isInstanceOf(BlueskyException.Unresolved.class);
        }
    }

    @Test
    void believesAHandleThatItsAccountOwnsTo() {
        plc.at("/" + ALICE, document(ALICE, "at://alice.example", "http://localhost:2583/"));
        Identities identities = new Identities(dids, List.of(NOTHING, handle -> Optional.of(ALICE)));

        assertThat(identities.resolve(HANDLE).did()).isEqualTo(ALICE);
        assertThat(identities.resolve(ALICE).handle()).contains(HANDLE);
    }

    @Test
    void believesNoHandleThatItsAccountDoesNotOwnTo() {
        plc.at("/" + BOB, document(BOB, "at://bob.example", "http://localhost:2583/"));
        Identities identities = new Identities(dids, List.of(handle -> Optional.of(BOB)));

        assertThatThrownBy(() -> identities.resolve(HANDLE))
                .isInstanceOf(BlueskyException.Unresolved.class)
                .hasMessageContaining("does not say that it is called so");
    }

    @Test
    void leavesAnAccountWithoutAHandleThatLeadsToAnother() {
        plc.at("/" + BOB, document(BOB, "at://alice.example", "http://localhost:2583/"));
        Identities identities = new Identities(dids, List.of(handle -> Optional.of(ALICE)));

        assertThat(identities.resolve(BOB).handle()).isEmpty();
    }

    @Test
    void asksOneAfterTheOtherUntilOneKnows() {
        List<String> asked = new ArrayList<>();
        Identities identities = new Identities(
                dids,
                List.of(
                        handle -> {
                            asked.add("first");
                            throw new BlueskyException.Unreachable("down", Delivery.PERHAPS, null);
                        },
                        handle -> {
                            asked.add("second");
                            return Optional.of(ALICE);
                        },
                        handle -> {
                            throw new AssertionError("one knew");
                        }));

        assertThat(identities.claimed(HANDLE)).contains(ALICE);
        assertThat(asked).containsExactly("first", "second");
    }

    @Test
    void tellsNobodyFromNoAnswer() {
        HandleLookup down = handle -> {
            throw new BlueskyException.Unreachable("down", Delivery.PERHAPS, null);
        };

        assertThatThrownBy(() -> new Identities(dids, List.of(down, NOTHING)).resolve(HANDLE))
                .isInstanceOf(BlueskyException.Unreachable.class);
        assertThatThrownBy(() -> new Identities(dids, List.of(NOTHING)).resolve(HANDLE))
                .isInstanceOf(BlueskyException.Unresolved.class)
                .hasMessageContaining("nobody is called alice.example");
    }

    @Test
    void asksTheDomainNameSystem() {
        try (FakeDns dns = FakeDns.start()) {
            dns.txt("_atproto.alice.example", "v=spf1 -all", "did=" + ALICE);
            dns.txt("_atproto.two.example", "did=" + ALICE, "did=" + BOB);
            dns.txt("_atproto.bad.example", "did=nonsense");
            HandleLookup lookup = new DnsLookup(new SystemDns(dns.url()));

            assertThat(lookup.find(HANDLE)).contains(ALICE);
            assertThat(lookup.find(new Handle("bad.example"))).isEmpty();
            assertThat(lookup.find(new Handle("none.example"))).isEmpty();
            assertThatThrownBy(() -> lookup.find(new Handle("two.example")))
                    .isInstanceOf(BlueskyException.Unresolved.class)
                    .hasMessageContaining("several accounts");
        }
    }

    @Test
    void asksTheWebServerOfTheHandle() {
        HandleLookup lookup = new WellKnownLookup(http, handle -> plc.url());

        assertThat(lookup.find(HANDLE)).isEmpty();
        plc.at("/.well-known/atproto-did", Told.text(200, ALICE + "\n"));
        assertThat(lookup.find(HANDLE)).contains(ALICE);
        plc.at("/.well-known/atproto-did", Told.text(200, "<html>"));
        assertThat(lookup.find(HANDLE)).isEmpty();
        plc.close();
    }

    @Test
    void takesAHandleWithoutAWebServerForNobodys() {
        URI nobody = plc.url();
        plc.close();
        try (Http fresh = Http.open(HttpLimits.defaults())) {
            assertThat(new WellKnownLookup(fresh, handle -> nobody).find(HANDLE))
                    .isEmpty();
        }
    }

    private static Told document(Did did, String name, String pds) {
        return Told.json("""
                {"id":"%s","alsoKnownAs":["%s"],"service":[
                  {"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"%s"}]}""".formatted(did, name, pds));
    }
}
