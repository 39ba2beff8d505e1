package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.cli.Person.Run;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BluebellTest {

    @TempDir
    Path home;

    private Person person;

    @BeforeEach
    void person() {
        person = new Person(home);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "key",
                "key new",
                "key show",
                "upload",
                "get",
                "head",
                "check",
                "list",
                "delete",
                "mirror",
                "sync",
                "report",
                "servers",
                "servers show",
                "servers publish",
                "servers fetch"
            })
    void helpsWithEveryCommand(String command) {
        Run run = person.run((command + " --help").strip().split(" "));

        assertThat(run.exitCode()).isZero();
        assertThat(run.text()).startsWith("Usage: bluebell " + command);
        assertThat(run.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key show", "help"})
    void saysInOneLineThatMemoryIsUsedUp(String arguments) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) {
                throw new OutOfMemoryError();
            }
        };

        Run run = person.known().runInto(full, arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors())
                .startsWith("bluebell: there is not enough memory")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fly", "key", "upload", "get", "head --servers x", "list --limit x --server http://x"})
    void refusesInOneLineWhatItDoesNotUnderstand(String arguments) {
        Run run = person.run(arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).startsWith("bluebell: ").contains("--help").hasLineCount(1);
        assertThat(run.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
                    fly             > 'there is no command fly; see bluebell --help'
                    fly --help      > 'there is no command fly; see bluebell --help'
                    help fly        > 'there is no command fly; see bluebell --help'
                    key fly         > 'there is no command fly; see bluebell key --help'
                    key fly --help  > 'there is no command fly; see bluebell key --help'
                    --nope          > 'Unknown option: ''--nope''; see bluebell --help'
                    upload --nope   > 'Unknown option: ''--nope''; see bluebell upload --help'
                    sync --form x --to http://127.0.0.1:1 > 'Unknown option: ''--form''; see bluebell sync --help'
                    head HASH foo   > '"foo" is one argument too many; see bluebell head --help'
                    delete HASH foo > '"foo" is not a hash of 64 hex digits, a URL with one, or a blossom: URI; see bluebell delete --help'
                    list foo        > 'that is no public key, which is npub1… or 64 hex digits: public key must be 64 lower-case hex digits, has 3 characters; see bluebell list --help'
                    list --limit x  > '--limit: "x" is not a whole number of 1 or more; see bluebell list --help'
                    delete          > 'Missing required parameter: ''HASH|URL''; see bluebell delete --help'
                    """)
    void saysWhatIsWrong(String arguments, String words) {
        Run run = person.run(arguments.replace("HASH", ServedTest.HELLO).split(" "));

        assertThat(run.errors()).isEqualTo("bluebell: " + words + "\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"upload -dash.txt", "check -dash.txt", "upload there -dash.txt"})
    void tellsHowToNameAFileThatLooksLikeAnOption(String arguments) {
        person.file("-dash.txt", "");

        Run run = person.run(arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors())
                .contains("if -dash.txt is meant as a file, put -- before it")
                .hasLineCount(1);
    }

    @Test
    void saysNothingOfFilesWhereThereIsNone() {
        assertThat(person.run("upload", "there", "-dash.txt").errors()).doesNotContain("file");
    }

    @Test
    void helpsAlsoWhenHelpComesFirst() {
        assertThat(person.run("help", "upload")).isEqualTo(person.run("upload", "--help"));
        assertThat(person.run("help")).isEqualTo(person.run("--help"));
    }

    @Test
    void doesNotRepeatASecretKeyThatStandsInTheWrongPlace() {
        Run run = person.run("key", "new", Person.NSEC);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("nsec1…").doesNotContain("vl029");
    }

    @Test
    void showsItsVersion() {
        assertThat(person.run("--version").text()).matches("bluebell \\d+\\.\\d+\\.\\d+\\S*\n");
    }
}
