package dev.bluebell.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What strace wrote about a process and its threads, run with {@code -f -y}.
 *
 * @param calls in the order in which they began
 */
record SystemCalls(List<Call> calls) {

    private static final Pattern BEGUN = Pattern.compile("(\\d+) +(\\w+)\\((.*)");
    private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. (\\w+) resumed>.*");
    private static final String UNFINISHED = " <unfinished ...>";

    /**
     * One call of the kernel.
     *
     * @param name as in {@code fsync}
     * @param text the arguments, file descriptors with their paths, and the answer if the call was not interrupted
     * @param begun the line in which it began
     * @param ended the line in which it returned; where none says so, beyond every line
     */
    record Call(String name, String text, int begun, int ended) {

        /** Whether this one returned before the other one began. */
        boolean isBefore(Call other) {
            return ended < other.begun;
        }

        /** Whether it brings the file or folder to disk whose path ends so. */
        boolean syncs(String path) {
            return (name.equals("fsync") || name.equals("fdatasync")) && isOn(path);
        }

        /** Whether it writes to the file whose path ends so. */
        boolean writesTo(String path) {
            return name.contains("write") && isOn(path);
        }

        private boolean isOn(String path) {
            return text.matches("\\d+<[^>]*" + Pattern.quote(path) + ">.*");
        }

        private Call endedAt(int line) {
            return new Call(name, text, begun, line);
        }
    }

    /** Reads the output of strace. */
    static SystemCalls parse(List<String> lines) {
        List<Call> calls = new ArrayList<>();
        Map<String, Integer> unfinished = new HashMap<>();
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line);
            Matcher begun = BEGUN.matcher(text);
            Matcher resumed = RESUMED.matcher(text);
            if (begun.matches()) {
                boolean cut = text.endsWith(UNFINISHED);
                if (cut) {
                    unfinished.put(begun.group(1), calls.size());
                }
                calls.add(new Call(begun.group(2), begun.group(3), line, cut ? Integer.MAX_VALUE : line));
            } else if (resumed.matches()) {
                int at = line;
                Optional.ofNullable(unfinished.remove(resumed.group(1)))
                        .ifPresent(call -> calls.set(call, calls.get(call).endedAt(at)));
            }
        }
        return new SystemCalls(List.copyOf(calls));
    }

    /** The first call of which that is true. */
    Call first(String what, Predicate<Call> condition) {
        return calls.stream()
                .filter(condition)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + what + " among " + calls.size() + " calls"));
    }

    /** The last call of which that is true. */
    Call last(String what, Predicate<Call> condition) {
        return new SystemCalls(calls.reversed()).first(what, condition);
    }
}
