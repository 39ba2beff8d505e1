package dev.bluebell.cli;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.client.Stored;
import dev.bluebell.blossom.servers.Copy;
import dev.bluebell.blossom.servers.Outcome;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints what became of files at servers, and remembers whether all went well. */
final class UploadResults {

    /** How a line looks. */
    enum Form {
        /** What a person wants to see of a file or two. */
        PLAIN,
        /** What was in a folder: path, hash, size, type and URL of each file. */
        MANIFEST,
        /** An object. */
        JSON
    }

    private final Shell shell;
    private final Form form;
    private boolean failed;

    UploadResults(Shell shell, Form form) {
        this.shell = shell;
        this.form = form;
    }

    /** What became of a file at one server. */
    void tell(String path, Outcome<Copy> outcome) {
        switch (outcome) {
            case Outcome.Done<Copy>(ServerAddress server, Copy copy) -> stored(path, copy.stored());
            case Outcome.Refused<Copy> refused -> failed(path, refused.server(), refused.reason());
            case Outcome.Failed<Copy> lost -> failed(path, lost.server(), lost.reason());
        }
    }

    /** A file that could not even be read, so that no server was asked. */
    void unreadable(String path, List<ServerAddress> servers, RuntimeException why) {
        failed = true;
        if (form == Form.JSON) {
            servers.forEach(server -> failed(path, server, why));
        } else {
            shell.say(Explanation.of(why));
        }
    }

    private void stored(String path, Stored stored) {
        BlobDescriptor blob = stored.descriptor();
        shell.print(
                switch (form) {
                    case PLAIN -> "%-6s  %s  %s".formatted(stored.created() ? "stored" : "known", path, blob.url());
                    case MANIFEST ->
                        "%s  %s  %d  %s  %s".formatted(path, blob.hash(), blob.sizeBytes(), blob.type(), blob.url());
                    case JSON -> ((ObjectNode) JsonMapper.shared().readTree(blob.toJson())).put("path", path);
                });
    }

    private void failed(String path, ServerAddress server, RuntimeException why) {
        failed = true;
        String words = Explanation.of(why);
        if (form == Form.JSON) {
            shell.print(Json.object()
                    .put("server", server.toString())
                    .put("error", words)
                    .put("path", path));
        } else {
            shell.say("%s: %s".formatted(path, words));
        }
    }

    int exitCode() {
        return failed ? 1 : 0;
    }
}
