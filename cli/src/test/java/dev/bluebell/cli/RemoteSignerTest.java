package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bluebell.cli.Person.Run;
import dev.bluebell.nostr.PublicKey;
import dev.bluebell.testing.FakeBunker;
import dev.bluebell.testing.FakeBunker.Request;
import dev.bluebell.testing.RealRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of a person whose key a bunker keeps. */
class RemoteSignerTest extends ServedTest {

    private static RealRelay relay;

    private FakeBunker bunker;

    @BeforeAll
    static void startRelay() {
        relay = RealRelay.start();
    }

    @AfterAll
    static void stopRelay() {
        relay.close();
    }

    @BeforeEach
    void startBunker() {
        bunker = FakeBunker.start(relay.url());
        person.with(Identity.VARIABLE, "").with(Identity.SIGNER, bunker.address());
    }

    @AfterEach
    void stopBunker() {
        bunker.close();
    }

    @Test
    void showsInWhoseNameTheBunkerSigns() {
        Run run = person.run("key", "show");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).first().isEqualTo("npub  " + new PublicKey(bunker.user()).npub());
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void uploadsInThatName() {
        Run run = person.run("upload", "hello.txt", "--server", first, "--server", second);

        assertThat(run.exitCode()).isZero();
        assertThat(person.run("list", bunker.user(), "--server", first).text()).contains(HELLO);
        assertThat(person.run("list", "--server", second).text()).contains(HELLO);
    }

    @Test
    void reportsAndDeletesInThatName() {
        person.run("upload", "hello.txt", "--server", first);

        assertThat(person.run("report", HELLO, "--type", "spam", "--server", first)
                        .exitCode())
                .isZero();
        assertThat(person.run("delete", HELLO, "--server", first).exitCode()).isZero();
    }

    @Test
    void introducesItselfOnlyOnce() {
        person.run("key", "show");
        person.run("key", "show");
        person.run("upload", "hello.txt", "--server", first);

        assertThat(bunker.requests())
                .extracting(Request::method)
                .containsExactly("connect", "get_public_key", "sign_event");
    }

    @Test
    void introducesItselfAgainWithANewSecret() {
        person.run("key", "show");
        bunker.behave(request -> bunker.result(request, bunker.user()));

        person.with(Identity.SIGNER, bunker.addressWith("new")).run("key", "show");
        person.with(Identity.SIGNER, bunker.addressWith("")).run("key", "show");

        assertThat(bunker.count("connect")).isEqualTo(2);
        assertThat(bunker.requests())
                .extracting(Request::client)
                .containsOnly(bunker.requests().getFirst().client());
    }

    @Test
    void keepsWhatIsBetweenThemInAFileThatNobodyElseCanRead() throws IOException {
        person.run("key", "show");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pairing())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(pairing())).doesNotContain("odd", secret());
    }

    @Test
    void keepsItsKeyEvenWhenTheApprovalComesTooLate() throws IOException {
        bunker.behave(request -> bunker.error(request, "ask again later"));
        person.run("key", "show");
        String kept = Files.readString(pairing());
        bunker.behave(bunker::answerHonestly);

        assertThat(person.run("key", "show").exitCode()).isZero();
        assertThat(bunker.requests())
                .extracting(Request::client)
                .containsOnly(bunker.requests().getFirst().client());
        assertThat(Files.readString(pairing())).startsWith(kept.substring(0, 70));
    }

    @Test
    void refusesAPairingThatOthersCanRead() throws IOException {
        person.run("key", "show");
        Files.setPosixFilePermissions(pairing(), PosixFilePermissions.fromString("rw-r--r--"));

        assertFails(person.run("key", "show"), "chmod 600 " + pairing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"client\":\"x\"}", "{\"client\":1}"})
    void saysWhatToDoWithAPairingThatIsBroken(String text) throws IOException {
        person.run("key", "show");
        Files.writeString(pairing(), text);

        assertFails(person.run("key", "show"), pairing() + " is broken; remove it");
    }

    @Test
    void asksNothingWhereNothingIsSigned() {
        person.run("upload", "hello.txt", "--server", first);
        long before = bunker.requests().size();

        assertThat(person.run("get", HELLO, "--server", first, "-o", "-").text())
                .isEqualTo("hello");
        assertThat(bunker.requests()).hasSize((int) before);
    }

    @Test
    void saysThatItWaitsWhenThatTakesLong() {
        person.run("key", "show");
        bunker.behave(request -> {
            await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
            bunker.answerHonestly(request);
        });

        Run run = person.run("upload", "hello.txt", "--server", first, "--server", second);

        assertThat(run.exitCode()).isZero();
        assertThat(run.errors()).isEqualTo("bluebell: waiting for the bunker, which may want you to approve\n");
    }

    @Test
    void saysWhereToApprove() {
        person.run("key", "show");
        bunker.behave(request -> {
            bunker.authorize(request, "https://bunker.example/approve");
            bunker.answerHonestly(request);
        });

        Run run = person.run("upload", "hello.txt", "--server", first);

        assertThat(run.errors()).contains("approval; give it at https://bunker.example/approve\n");
    }

    @Test
    void saysWhatToDoWhenTheBunkerHasForgottenIt() {
        person.run("key", "show");
        bunker.forget();

        Run run = person.run("delete", HELLO, "--server", first);

        assertFails(run, "no permission; if it no longer knows this machine, take a new bunker:// address from it");
    }

    @Test
    void saysThatNoRelayCanBeReached() {
        person.with(
                Identity.SIGNER,
                bunker.address().replace(String.valueOf(relay.url().getPort()), "1"));

        assertFails(person.run("key", "show"), "ws://127.0.0.1:1");
    }

    @Test
    void wantsToKnowWhichOfTwoKeysSigns() {
        person.known();

        assertFails(person.run("key", "show"), "BLUEBELL_NSEC and BLUEBELL_SIGNER are both set");
        assertFails(person.run("get", HELLO, "--server", first), "unset");
        assertFails(person.run("key", "new"), "unset");
    }

    @Test
    void goesBeforeTheKeyFile() {
        Run made = person.run("key", "new");

        assertThat(made.errors()).contains("the key of BLUEBELL_SIGNER is used instead");
        assertThat(person.run("key", "show").text()).contains(bunker.user());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hush",
                "bunker://hush",
                "bunker://abababababababababababababababababababababababababababababababab?secret=hush",
                "bunker://abababababababababababababababababababababababababababababababab?relay=http://x&secret=hush",
                "bunker://ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff?relay=ws://127.0.0.1:1&secret=hush"
            })
    void doesNotRepeatAnAddressThatMakesNoSense(String address) {
        Run run = person.with(Identity.SIGNER, address).run("key", "show");

        assertFails(run, "BLUEBELL_SIGNER");
        assertThat(run.errors()).doesNotContain("hush");
    }

    @Test
    void doesNotRepeatASecretThatStandsInTheWrongPlace() {
        assertThat(person.run("key", "show", bunker.address()).errors())
                .contains("secret=…")
                .doesNotContain("odd");
    }

    private String secret() {
        return bunker.address().replaceFirst(".*secret=", "");
    }

    private Path pairing() throws IOException {
        try (Stream<Path> files = Files.list(person.home().resolve(".config/bluebell/bunkers"))) {
            return files.reduce((one, other) -> {
                        throw new AssertionError(one + " and " + other);
                    })
                    .orElseThrow();
        }
    }

    private static void assertFails(Run run, String words) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.text()).isEmpty();
        assertThat(run.errors()).startsWith("bluebell: ").contains(words).hasLineCount(1);
    }
}
