package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCommandTest {

    @TempDir
    Path home;

    private Person person;
    private Path file;

    @BeforeEach
    void person() {
        person = new Person(home);
        file = home.resolve(".config/bluebell/key");
    }

    @Test
    void makesAKeyThatNobodyElseCanRead() throws IOException {
        Run run = person.run("key", "new");

        assertThat(run.exitCode()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(run.text() + run.errors()).doesNotContain("nsec1");
        assertThat(person.run("key", "show").text()).isEqualTo(run.text());
    }

    @Test
    void neverOverwritesAKey() throws IOException {
        person.run("key", "new");
        String secret = Files.readString(file);

        Run run = person.run("key", "new");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("a key already").hasLineCount(1);
        assertThat(Files.readString(file)).isEqualTo(secret);
    }

    @Test
    void putsTheKeyIntoTheConfigurationFolderOfXdg() {
        person.with("XDG_CONFIG_HOME", home.resolve("elsewhere").toString()).run("key", "new");

        assertThat(home.resolve("elsewhere/bluebell/key")).exists();
    }

    @Test
    void showsThePublicHalfOfTheKeyInTheEnvironment() {
        Run run = person.known().run("key", "show");

        assertThat(run.text()).isEqualTo("npub  %s\nhex   %s\n".formatted(Person.NPUB, Person.PUBKEY));
    }

    @Test
    void showsItWithJson() {
        Run run = person.known().run("key", "show", "--json");

        assertThat(run.text()).isEqualTo("{\"npub\":\"%s\",\"pubkey\":\"%s\"}\n".formatted(Person.NPUB, Person.PUBKEY));
    }

    @Test
    void takesTheKeyInTheEnvironmentBeforeTheFile() {
        person.run("key", "new");

        assertThat(person.known().run("key", "show").text()).contains(Person.NPUB);
    }

    @Test
    void refusesAKeyFileThatOthersCanRead() throws IOException {
        person.run("key", "new");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        Run run = person.run("key", "show");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("chmod 600 " + file).hasLineCount(1);
    }

    @Test
    void saysHowToGetAKeyWhereThereIsNone() {
        Run run = person.run("key", "show");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("bluebell key new").hasLineCount(1);
    }

    @Test
    void doesNotRepeatAKeyThatMakesNoSense() {
        Run run = person.with(Identity.VARIABLE, Person.NSEC + "x").run("key", "show");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .contains("BLUEBELL_NSEC")
                .doesNotContain("vl029")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc", "/dev/null"})
    void saysWhereThereIsNoPlaceForAKey(String home) {
        Run run = person.with("HOME", home).run("key", "new");

        assertThat(run.errors())
                .isEqualTo(
                        "bluebell: the folder %s/.config/bluebell cannot be made; set HOME or XDG_CONFIG_HOME to a folder that you can write to\n"
                                .formatted(home));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.text()).isEmpty();
    }
}
