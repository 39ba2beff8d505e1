package dev.bluebell.cli;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.Stored;

/** Prints what came of storing blobs on servers, one line each, and remembers whether all went well. */
final class Results {

    private final Shell shell;
    private final boolean json;
    private boolean failed;

    Results(Shell shell, boolean json) {
        this.shell = shell;
        this.json = json;
    }

    /** A server has a blob. */
    void stored(String blob, Stored stored) {
        shell.print(
                json
                        ? stored.descriptor().toJson()
                        : "%-6s  %s  %s"
                                .formatted(
                                        stored.created() ? "stored" : "known",
                                        blob,
                                        stored.descriptor().url()));
    }

    /** A server has not. */
    void failed(String blob, ServerAddress server, BlossomException why) {
        failed = true;
        String words = "%s: %s".formatted(blob, Explanation.of(why));
        if (json) {
            shell.print(Json.object().put("server", server.toString()).put("error", words));
        } else {
            shell.say(words);
        }
    }

    int exitCode() {
        return failed ? 1 : 0;
    }
}
