package dev.bluebell.cli;

import dev.bluebell.bluesky.xrpc.Body;
import dev.bluebell.media.FileTypes;
import dev.bluebell.media.TypeSniffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a procedure is given by the command line: fields, a file, or JSON on standard input. */
final class BskyBody {

    private static final int MOST_BYTES = 16 << 20;

    private BskyBody() {}

    static Body of(Shell shell, List<KeyValue> fields, Optional<Path> file, Optional<String> type) {
        if (file.isPresent() && !fields.isEmpty()) {
            throw new CommandException("a call is given fields or a file, not both; leave out --body or the fields");
        }
        try {
            if (file.isPresent()) {
                return ofFile(shell.existing(file.get()), type);
            }
            return fields.isEmpty() ? ofInput(shell.pipedIn()) : Body.json(object(fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Body ofFile(Path file, Optional<String> type) throws IOException {
        if (Files.isDirectory(file)) {
            throw new CommandException(file + " is a folder; give a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(TypeSniffer.HEAD_BYTES);
            Optional<String> declared = type.or(() -> FileTypes.typeOf(String.valueOf(file.getFileName())));
            return Body.file(file, type.orElseGet(() -> TypeSniffer.settle(declared, head, head.length)));
        }
    }

    private static ObjectNode object(List<KeyValue> fields) {
        ObjectNode object = Json.object();
        for (KeyValue field : fields) {
            if (object.has(field.key())) {
                throw new CommandException(
                        "the field %s is given twice; a list is %s:='[…]'".formatted(field.key(), field.key()));
            }
            if (field.raw()) {
                object.set(field.key(), json(field.value(), "the value of " + field.key()));
            } else {
                object.put(field.key(), field.value());
            }
        }
        return object;
    }

    private static Body ofInput(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new CommandException("standard input has more than 16 MiB; give a call a file with --body");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.isBlank() ? Body.none() : Body.json(json(text, "standard input"));
    }

    private static JsonNode json(String text, String where) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            String flaw = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
            throw new CommandException("%s is not JSON: %s".formatted(where, Shell.harmless(flaw)), e);
        }
    }
}
