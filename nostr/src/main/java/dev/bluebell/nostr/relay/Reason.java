package dev.bluebell.nostr.relay;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a relay about what it did: in NIP-01 a prefix for machines, a colon, and a text for people. */
final class Reason {

    private static final int MAX_CHARACTERS = 300;
    private static final Pattern PREFIX = Pattern.compile("([a-z]+(?:-[a-z]+)*):.*");

    private Reason() {}

    /** Fit for a log or a terminal: without controls, line breaks and invisible turns of direction, and cut. */
    static String oneLine(String words) {
        return cut(cut(words).replaceAll("[\\p{C}\\p{Z}]+", " ").strip());
    }

    static Optional<String> prefix(String reason) {
        Matcher matcher = PREFIX.matcher(reason);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What an {@code OK} means. */
    static Verdict verdict(boolean accepted, String reason) {
        String prefix = prefix(reason).orElse("");
        return switch (prefix) {
            case "duplicate" -> new Verdict.Accepted(true);
            case "rate-limited", "error" -> accepted ? new Verdict.Accepted(false) : new Verdict.TryLater(reason);
            default -> accepted ? new Verdict.Accepted(false) : new Verdict.Rejected(reason);
        };
    }

    /** Whether a relay that closes a subscription for this reason would close it again. */
    static boolean isFinal(String reason) {
        return switch (prefix(reason).orElse("")) {
            case "auth-required", "blocked", "invalid", "mute", "pow", "restricted", "unsupported" -> true;
            default -> false;
        };
    }

    private static String cut(String words) {
        return words.length() <= MAX_CHARACTERS ? words : words.substring(0, MAX_CHARACTERS);
    }
}
