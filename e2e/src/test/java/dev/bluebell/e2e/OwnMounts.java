package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a command with mounts that nobody else sees, and that end with it. */
final class OwnMounts {

    private OwnMounts() {}

    /**
     * What to put in front of a command, so that {@code script} mounts something first. The process stays the same one.
     *
     * @throws AssertionError if the system does not allow it
     */
    static List<String> afterwards(String script) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("--map-root-user"); // who is not root can be it in a namespace of his own
        }
        command.addAll(List.of("sh", "-c", script + " && exec \"$@\"", "sh"));

        List<String> probe = new ArrayList<>(command);
        probe.add("true");
        Process process = new ProcessBuilder(probe).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("this test needs a system that allows %s: %s", probe, said)
                .isZero();
        return command;
    }
}
