package dev.bluebell.cli;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The lines of {@code --json}. */
final class Json {

    /** What the option says about itself. */
    static final String ABOUT = "Print one JSON object a line.";

    private Json() {}

    /** A new object; its {@code toString} is its JSON on one line. */
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
