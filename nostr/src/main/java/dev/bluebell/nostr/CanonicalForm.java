package dev.bluebell.nostr;

import java.util.List;

/**
 * The text whose SHA-256 is the id of an event (NIP-01). By hand, because a JSON library escapes more: here seven
 * characters are escaped and every other one, control characters included, stands for itself. Programs that leave this
 * to a JSON library find another id for an event with such control characters.
 */
final class CanonicalForm {

    private final StringBuilder out = new StringBuilder();

    private CanonicalForm() {}

    static String of(EventDraft draft, PublicKey author) {
        CanonicalForm form = new CanonicalForm();
        form.out.append("[0,\"").append(author.hex()).append("\",");
        form.out.append(draft.createdAt().getEpochSecond()).append(',');
        form.out.append(draft.kind()).append(',');
        form.tags(draft.tags());
        form.out.append(',');
        form.text(draft.content());
        return form.out.append(']').toString();
    }

    private void tags(List<List<String>> tags) {
        out.append('[');
        for (int i = 0; i < tags.size(); i++) {
            out.append(i == 0 ? "[" : ",[");
            List<String> tag = tags.get(i);
            for (int j = 0; j < tag.size(); j++) {
                out.append(j == 0 ? "" : ",");
                text(tag.get(j));
            }
            out.append(']');
        }
        out.append(']');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> out.append(c);
            }
        }
        out.append('"');
    }
}
