package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.cli.Person.Run;
import org.junit.jupiter.api.Test;

class ListCommandTest extends ServedTest {

    private static final String NOBODY = "11".repeat(32);

    @Test
    void showsOwnBlobs() {
        person.run("upload", "hello.txt", "--server", first);

        Run run = person.run("list", "--server", first);

        assertThat(run.lines())
                .singleElement()
                .asString()
                .matches("20\\S+Z +5  text/plain +" + first + "/" + HELLO + "\\.txt");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void showsTheBlobsOfAnotherKeyWithoutAKeyOfItsOwn() {
        person.run("upload", "hello.txt", "--server", first);
        person.with(Identity.VARIABLE, "");

        assertThat(person.run("list", Person.NPUB, "--server", first).lines()).hasSize(1);
        assertThat(person.run("list", Person.PUBKEY, "--server", first).lines()).hasSize(1);
        assertThat(person.run("list", NOBODY, "--server", first).lines()).isEmpty();
    }

    @Test
    void printsADescriptorALineWithJson() {
        person.run("upload", "hello.txt", "--server", first);

        Run run = person.run("list", "--server", first, "--json");

        assertThat(BlobDescriptor.parse(run.text()).hash().hex()).isEqualTo(HELLO);
    }

    @Test
    void stopsAtTheLimitWhateverTheLengthOfAPage() {
        for (int i = 0; i < 5; i++) {
            person.file("many/" + i, "number " + i);
        }
        person.run("upload", "many", "--server", first);

        assertThat(person.run("list", "--server", first, "--limit", "3").lines())
                .hasSize(3);
        assertThat(person.run("list", "--server", first).lines()).hasSize(5);
    }

    @Test
    void keepsToTheTimesThatAreNamed() {
        person.run("upload", "hello.txt", "--server", first);

        assertThat(person.run("list", "--server", first, "--since", "1h").lines())
                .hasSize(1);
        assertThat(person.run("list", "--server", first, "--until", "1h").lines())
                .isEmpty();
        assertThat(person.run("list", "--server", first, "--since", "2999-01-01")
                        .lines())
                .isEmpty();
        assertThat(person.run("list", "--server", first, "--until", "99999999999")
                        .lines())
                .hasSize(1);
    }

    @Test
    void doesNotRepeatASecretKeyThatStandsInTheWrongPlace() {
        Run run = person.run("list", Person.NSEC, "--server", first);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("public key").doesNotContain(Person.NSEC.substring(5));
    }

    @Test
    void refusesTimesAndNumbersThatMakeNoSense() {
        assertThat(person.run("list", "--server", first, "--since", "soon").exitCode())
                .isEqualTo(2);
        assertThat(person.run("list", "--server", first, "--limit", "0").exitCode())
                .isEqualTo(2);
    }
}
