package dev.bluebell.blossom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.nostr.SecretKey;
import dev.bluebell.nostr.Signer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_776_859_200);
    private static final Signer SIGNER = new KeySigner(SecretKey.parse("2".repeat(64)), new SecureRandom());
    private static final BlobHash HASH = new BlobHash("a".repeat(64));
    private static final Set<String> OWN_NAMES = Set.of("cdn.example", "127.0.0.1:3000", "[::1]:3000");
    private static final TokenCheck CHECK = new TokenCheck();

    @Test
    void grantsWhatOurOwnTokensAskFor() {
        TokenTerms terms = TokenTerms.builder(Verb.UPLOAD)
                .hash(HASH)
                .server(URI.create("https://cdn.example"))
                .build();
        String header = Token.sign(terms, SIGNER, InstantSource.fixed(NOW)).header();

        assertThat(CHECK.check(header, Verb.UPLOAD, OWN_NAMES, NOW))
                .isEqualTo(new TokenVerdict.Granted(SIGNER.publicKey(), Set.of(HASH)));
    }

    @Test
    void coversEveryBlobOnlyIfTheTokenNamesNone() {
        PublicKey author = SIGNER.publicKey();
        BlobHash other = new BlobHash("b".repeat(64));

        assertThat(new TokenVerdict.Granted(author, Set.of()).covers(HASH)).isTrue();
        assertThat(new TokenVerdict.Granted(author, Set.of(HASH)).covers(HASH)).isTrue();
        assertThat(new TokenVerdict.Granted(author, Set.of(other)).covers(HASH)).isFalse();
    }

    @Test
    void grantsTheUploadTokenOfTheOldSpec() {
        String json = """
                {"id":"bb653c815da18c089f3124b41c4b5ec072a40b87ca0f50bbbc6ecde9aca442eb",
                "pubkey":"b53185b9f27962ebdf76b8a9b0a84cd8b27f9f3d4abd59f715788a3bf9e7f75e","kind":24242,
                "content":"Upload bitcoin.pdf","created_at":1708773959,"tags":[["t","upload"],
                ["x","b1674191a88ec5cdd733e4240a81803105dc412d6c6708d53ab94fc248f4f553"],["expiration","1708858680"]],
                "sig":"d0d58c92afb3f4f1925120b99c39cffe77d93e82f488c5f8f482e8f97df75c5357175b5098c338661c37d1074b0a18ab5e75a9df08967bfb200930ec6a76562f"}
                """;

        TokenVerdict verdict = CHECK.check(header(json), Verb.UPLOAD, OWN_NAMES, Instant.ofEpochSecond(1_708_774_000));

        assertThat(verdict)
                .isEqualTo(new TokenVerdict.Granted(
                        new PublicKey("b53185b9f27962ebdf76b8a9b0a84cd8b27f9f3d4abd59f715788a3bf9e7f75e"),
                        Set.of(new BlobHash("b1674191a88ec5cdd733e4240a81803105dc412d6c6708d53ab94fc248f4f553"))));
    }

    @Test
    void refusesTheDeleteTokenOfTheOldSpecBecauseItsIdIsWrong() {
        String json = """
                {"id":"a92868bd8ea740706d931f5d205308eaa0e6698e5f8026a990e78ee34ce47fe8",
                "pubkey":"ae0063dd2c81ec469f2291ac029a19f39268bfc40aea7ab4136d7a858c3a06de","kind":24242,
                "content":"Delete bitcoin.pdf","created_at":1708774469,"tags":[["t","delete"],
                ["x","b1674191a88ec5cdd733e4240a81803105dc412d6c6708d53ab94fc248f4f553"],["expiration","1708858680"]],
                "sig":"2ba9af680505583e3eb289a1624a08661a2f6fa2e5566a5ee0036333d517f965e0ffba7f5f7a57c2de37e00a2e85fd7999076468e52bdbcfad8abb76b37a94b0"}
                """;

        TokenVerdict verdict = CHECK.check(header(json), Verb.DELETE, OWN_NAMES, Instant.ofEpochSecond(1_708_775_000));

        assertThat(verdict).isEqualTo(new TokenVerdict.Refused("the id of the token is not the hash of its content"));
    }

    @Test
    void readsEverySpellingOfBase64() {
        // Bytes that use the digits 62 and 63, and a length that wants padding.
        for (String sentence : List.of("Hochladen: Blüte ~?>", "?>~~", "ÿÿÿ þþ", "日本語 🌼", "a", "ab")) {
            byte[] json = sign(tags("t", "get", "expiration", "1776859201"), 0, sentence)
                    .toJson()
                    .getBytes(StandardCharsets.UTF_8);
            for (Base64.Encoder encoder : List.of(
                    Base64.getEncoder(),
                    Base64.getEncoder().withoutPadding(),
                    Base64.getUrlEncoder(),
                    Base64.getUrlEncoder().withoutPadding())) {
                assertGranted("Nostr " + encoder.encodeToString(json));
            }
        }
    }

    @Test
    void doesNotMindCaseOfTheSchemeOrBlanksAround() {
        String text = header(valid()).substring("Nostr ".length());

        assertGranted("nostr " + text);
        assertGranted("  NOSTR   " + text + "  \t");
        assertGranted(header("  " + valid().toJson() + " \n "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                    | the Authorization header must be 'Nostr' and a token
                    Bearer abc            | the Authorization header must be 'Nostr' and a token
                    Nostr                 | the Authorization header must be 'Nostr' and a token
                    Nostr a.b             | the token is not base64
                    Nostr abcde           | the token is not base64
                    Nostr /w==            | the token is not UTF-8
                    """)
    void refusesWhatIsNoToken(String header, String reason) {
        assertThat(CHECK.check(header, Verb.GET, OWN_NAMES, NOW)).isEqualTo(new TokenVerdict.Refused(reason));
    }

    @Test
    void saysWhichPartOfTheEventIsBroken() {
        assertThat(refusal(header("{\"id\":\"ü\n\"}")))
                .startsWith("the token is no Nostr event: ")
                .matches("[ -~]+");
    }

    @Test
    void wantsKindAndVerb() {
        Event note = SIGNER.sign(new EventDraft(NOW, 1, tags("t", "get", "expiration", "1776859201"), ""));

        assertThat(refusal(header(note))).isEqualTo("the token must be of kind 24242, not 1");
        assertThat(refusal("t", "upload", "expiration", "1776859201")).isEqualTo("the token has no t tag 'get'");
        assertThat(refusal("expiration", "1776859201")).isEqualTo("the token has no t tag 'get'");
    }

    @Test
    void isContentWithTheVerbAmongSeveral() {
        assertGranted(header(sign(tags("t", "upload", "t", "get", "expiration", "1776859201"), 0, "")));
    }

    @Test
    void letsClocksDifferByAMinuteAndNoMore() {
        assertGranted(header(sign(tags("t", "get", "expiration", "1776859261"), 60, "")));
        assertThat(refusal(header(sign(tags("t", "get", "expiration", "1776859262"), 61, ""))))
                .isEqualTo("created_at lies 61 s in the future, 60 s are allowed: is the clock right?");
    }

    @Test
    void givesExpirationNoGrace() {
        assertThat(refusal("t", "get", "expiration", "1776859200")).isEqualTo("the token expired 0 s ago");
        assertThat(refusal("t", "get", "expiration", "1776859077")).isEqualTo("the token expired 123 s ago");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1776859300.5", " 1776859300", "99999999999999999999"})
    void wantsExpirationInWholeSeconds(String expiration) {
        assertThat(refusal("t", "get", "expiration", expiration)).isEqualTo("the expiration tag is no time in seconds");
    }

    @Test
    void wantsExpirationAtAll() {
        assertThat(refusal("t", "get")).isEqualTo("the token has no expiration tag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cdn.example",
                "CDN.Example",
                " cdn.example ",
                "https://cdn.example",
                "http://cdn.example",
                "HTTPS://CDN.EXAMPLE/",
                "https://cdn.example:443/",
                "127.0.0.1",
                "127.0.0.1:3000",
                "http://127.0.0.1:3000/",
                "http://127.0.0.1",
                "[::1]",
                "http://[::1]:3000",
            })
    void knowsItselfInEverySpelling(String server) {
        assertGranted(header(sign(tags("t", "get", "expiration", "1776859201", "server", server), 0, "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "other.example",
                "example",
                "cdn.example.evil.example",
                "evil.cdn.example",
                "https://cdn.example@evil.example",
                "https://evil.example/cdn.example",
                "https://cdn.example/elsewhere",
                "ftp://cdn.example",
                "cdn.example:8443",
                "https://cdn.example:80",
                "127.0.0.1:3001",
                "[::1]:3001",
            })
    void refusesTokensForOtherServers(String server) {
        assertThat(refusal("t", "get", "expiration", "1776859201", "server", server))
                .isEqualTo("the token is for another server: no server tag names this one");
    }

    @Test
    void isContentWithItselfAmongSeveralServers() {
        assertGranted(header(sign(
                tags("t", "get", "expiration", "1776859201", "server", "a.example", "server", "cdn.example"), 0, "")));
    }

    @Test
    void doesNotTakeAServerTagWithoutAValueForNone() {
        List<List<String>> tags = tags("t", "get", "expiration", "1776859201");
        tags.add(List.of("server"));

        assertThat(refusal(header(sign(tags, 0, "")))).contains("another server");
    }

    @Test
    void readsHashesInEitherCase() {
        String upper = HASH.hex().toUpperCase(Locale.ROOT);

        TokenVerdict verdict = check(header(sign(tags("t", "get", "expiration", "1776859201", "x", upper), 0, "")));

        assertThat(verdict).isEqualTo(new TokenVerdict.Granted(SIGNER.publicKey(), Set.of(HASH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "aaaa"})
    void doesNotWidenATokenByDroppingABadHash(String hash) {
        assertThat(refusal("t", "get", "expiration", "1776859201", "x", HASH.hex(), "x", hash))
                .isEqualTo("an x tag of the token is no SHA-256 in hex");
    }

    @Test
    void wantsIdAndSignatureToFit() {
        Event token = valid();
        Event changed = new Event(
                token.id(),
                token.author(),
                token.createdAt(),
                token.kind(),
                token.tags(),
                "Other words",
                token.signature());
        Event forged = new Event(
                token.id(),
                token.author(),
                token.createdAt(),
                token.kind(),
                token.tags(),
                token.content(),
                sign(tags("t", "get", "expiration", "1776859299"), 0, "").signature());

        assertThat(refusal(header(changed))).isEqualTo("the id of the token is not the hash of its content");
        assertThat(refusal(header(forged))).isEqualTo("the signature of the token is wrong");
    }

    @Test
    void grantsNothingToADamagedTokenAndNeverFails() {
        long seed = 11;
        Random random = new Random(seed);
        Event token = valid();
        String text = header(token);
        for (int i = 0; i < 5_000; i++) {
            String mutant =
                    random.nextBoolean() ? Mutations.of(text, random) : header(Mutations.of(token.toJson(), random));
            TokenVerdict verdict = verdict(mutant, "seed %d, round %d: %s".formatted(seed, i, mutant));
            if (verdict instanceof TokenVerdict.Refused refused) {
                assertThat(refused.reason()).as("seed %d, round %d", seed, i).matches("[ -~]{1,300}");
            } else {
                // Damage that leaves the event as it was, say a blank more, is none.
                assertThat(TokenText.read(mutant))
                        .as("seed %d, round %d", seed, i)
                        .isEqualTo(token);
            }
        }
    }

    private static TokenVerdict verdict(String header, String context) {
        try {
            return check(header);
        } catch (RuntimeException e) {
            throw new AssertionError(context, e);
        }
    }

    private static TokenVerdict check(String header) {
        return CHECK.check(header, Verb.GET, OWN_NAMES, NOW);
    }

    private static void assertGranted(String header) {
        assertThat(check(header)).isInstanceOf(TokenVerdict.Granted.class);
    }

    private static String refusal(String header) {
        assertThat(check(header)).isInstanceOf(TokenVerdict.Refused.class);
        return check(header) instanceof TokenVerdict.Refused(String reason) ? reason : "";
    }

    private static String refusal(String... namesAndValues) {
        return refusal(header(sign(tags(namesAndValues), 0, "")));
    }

    private static Event valid() {
        return sign(tags("t", "get", "expiration", "1776859201"), 0, "Get");
    }

    private static Event sign(List<List<String>> tags, int secondsAhead, String content) {
        return SIGNER.sign(new EventDraft(NOW.plusSeconds(secondsAhead), Token.KIND, tags, content));
    }

    private static List<List<String>> tags(String... namesAndValues) {
        List<List<String>> tags = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            tags.add(List.of(namesAndValues[i], namesAndValues[i + 1]));
        }
        return tags;
    }

    private static String header(Event token) {
        return header(token.toJson());
    }

    private static String header(String json) {
        return "Nostr " + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
