package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import dev.bluebell.testing.RealRelay;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ServersCommandTest {

    private static final String ONE = "https://cdn.example";
    private static final String TWO = "https://blobs.example:8443";
    private static final String NOBODY = "ws://127.0.0.1:1";

    private final RealRelay relay = RealRelay.start();
    private final String at = relay.url().toString();

    @TempDir
    Path folder;

    private Person person;

    @BeforeEach
    void person() {
        person = new Person(folder).known();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    private Run publish(String... servers) {
        return person.run(Stream.concat(
                        Stream.of("servers", "publish", "--relay", at),
                        Stream.of(servers).flatMap(server -> Stream.of("--server", server)))
                .toArray(String[]::new));
    }

    @Test
    void publishesAListThatAnybodyCanFetch() {
        Run published = publish(ONE, TWO);
        Run fetched = new Person(folder.resolve("other")).run("servers", "fetch", Person.NPUB, "--relay", at);

        assertThat(published.lines()).hasSize(2);
        assertThat(published.lines().getFirst()).matches("published {2}[0-9a-f]{64}");
        assertThat(published.lines().getLast()).isEqualTo("accepted   " + at);
        assertThat(published.exitCode()).isZero();
        assertThat(fetched.lines()).containsExactly(ONE, TWO);
        assertThat(fetched.exitCode()).isZero();
        assertThat(fetched.errors()).isEmpty();
    }

    @Test
    void takesServersAndRelaysFromTheEnvironment() {
        person.with("BLUEBELL_SERVERS", TWO + "," + ONE).with("BLUEBELL_RELAYS", at);

        assertThat(person.run("servers", "publish").exitCode()).isZero();
        assertThat(person.run("servers", "fetch").lines()).containsExactly(TWO, ONE);
    }

    @Test
    void fetchesByHexToo() {
        publish(ONE);

        assertThat(person.run("servers", "fetch", Person.PUBKEY, "--relay", at).lines())
                .containsExactly(ONE);
    }

    @Test
    void tellsTheVerdictOfEachRelay() {
        Run run = person.run("servers", "publish", "--server", ONE, "--relay", NOBODY, "--relay", at);

        assertThat(run.exitCode()).isZero();
        assertThat(run.text()).startsWith("published  ").contains("accepted   " + at);
        assertThat(run.errors())
                .startsWith("bluebell: " + NOBODY + " has not taken the list yet: connection refused")
                .hasLineCount(1);
    }

    @Test
    void namesNoEventThatNoRelayHasAccepted() {
        Run run = person.run("servers", "publish", "--server", ONE, "--relay", NOBODY);
        Run json = person.run("servers", "publish", "--server", ONE, "--relay", NOBODY, "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.text()).isEmpty();
        assertThat(run.errors()).contains(NOBODY).hasLineCount(1);
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(parse(json.text()).path("error").asString()).contains("connection refused");
        assertThat(json.text()).doesNotContain("event");
        assertThat(json.errors()).isEmpty();
    }

    @Test
    void printsAVerdictALineWithJson() {
        Run run = person.run("servers", "publish", "--server", ONE, "--relay", at, "--relay", NOBODY, "--json");

        List<JsonNode> lines =
                run.lines().stream().map(ServersCommandTest::parse).toList();
        assertThat(lines).map(line -> line.path("relay").asString()).containsExactly(at, NOBODY);
        assertThat(lines.getFirst().path("event").asString()).matches("[0-9a-f]{64}");
        assertThat(lines.getLast().path("error").asString()).isNotEmpty();
    }

    @Test
    void showsWhatIsConfiguredAndWhatIsPublished() {
        publish(ONE);
        person.with("BLUEBELL_SERVERS", TWO);

        Run run = person.run("servers", "show", "--relay", at);
        Run json = person.run("servers", "show", "--relay", at, "--json");

        assertThat(run.lines()).containsExactly("configured  " + TWO, "published   " + ONE);
        assertThat(json.lines())
                .containsExactly(
                        "{\"server\":\"%s\",\"list\":\"configured\"}".formatted(TWO),
                        "{\"server\":\"%s\",\"list\":\"published\"}".formatted(ONE));
    }

    @Test
    void showsWhatIsConfiguredWithoutARelay() {
        Run run = person.with("BLUEBELL_SERVERS", TWO).run("servers", "show");

        assertThat(run.lines()).containsExactly("configured  " + TWO);
        assertThat(run.errors()).contains("--relay").hasLineCount(1);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysThatNothingIsPublished() {
        Run fetched = person.run("servers", "fetch", "--relay", at);
        Run shown = person.run("servers", "show", "--relay", at);

        assertThat(fetched.exitCode()).isEqualTo(1);
        assertThat(fetched.errors()).contains("no such server list").hasLineCount(1);
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.errors()).contains("bluebell servers publish").hasLineCount(1);
    }

    @Test
    void saysThatARelayWhichCouldNotBeAskedMayHaveANewerList() {
        publish(ONE);

        Run run = person.run("servers", "fetch", "--relay", NOBODY, "--relay", at);

        assertThat(run.lines()).containsExactly(ONE);
        assertThat(run.errors()).contains(NOBODY).contains("newer").hasLineCount(1);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void failsIfNoRelayCouldBeAsked() {
        Run run = person.run("servers", "fetch", "--relay", NOBODY);

        assertThat(run.errors()).contains(NOBODY).contains("connection refused").hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void asksForRelaysServersAndAKey() {
        assertThat(person.run("servers", "fetch").errors())
                .contains("--relay", "BLUEBELL_RELAYS")
                .hasLineCount(1);
        assertThat(person.run("servers", "publish", "--relay", at).errors())
                .contains("--server", "BLUEBELL_SERVERS")
                .hasLineCount(1);
        person.with(Identity.VARIABLE, "");
        assertThat(person.run("servers", "fetch", "--relay", at).errors())
                .contains("bluebell key new")
                .hasLineCount(1);
    }

    @Test
    void refusesARelayThatOthersCouldReadAlong() {
        Run option = person.run("servers", "fetch", "--relay", "ws://relay.example");
        Run variable = person.with("BLUEBELL_RELAYS", "ws://relay.example").run("servers", "fetch");

        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.errors()).contains("wss://").hasLineCount(1);
        assertThat(variable.exitCode()).isEqualTo(1);
        assertThat(variable.errors()).contains("BLUEBELL_RELAYS", "wss://").hasLineCount(1);
    }

    private static JsonNode parse(String line) {
        return JsonMapper.shared().readTree(line);
    }
}
