package dev.bluebell.bluesky.cursor;

import dev.bluebell.testing.XrpcStub;
import dev.bluebell.testing.XrpcStub.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A list that has its newest items first, with cursors that name the last item of a page by its time. */
final class FeedStub {

    private static final Pattern CURSOR = Pattern.compile("cursor=(\\d+)");

    private record Entry(int time, String name) {}

    private final int pageSize;
    private final String field;
    private final List<Entry> entries = Collections.synchronizedList(new ArrayList<>());
    private int clock;
    private Runnable afterAPage = () -> {};

    FeedStub(XrpcStub server, String endpoint, int pageSize) {
        this(server, endpoint, pageSize, "items");
    }

    FeedStub(XrpcStub server, String endpoint, int pageSize, String field) {
        this.pageSize = pageSize;
        this.field = field;
        server.on(endpoint, this::answer);
    }

    synchronized FeedStub add(String... names) {
        for (String name : names) {
            entries.addFirst(new Entry(++clock, name));
        }
        return this;
    }

    /** Adds so many items, the name and a number, from 1. */
    FeedStub addMany(String name, int count) {
        for (int i = 1; i <= count; i++) {
            add(name + i);
        }
        return this;
    }

    synchronized void remove(String... names) {
        entries.removeIf(entry -> List.of(names).contains(entry.name()));
    }

    /** Does something once, after the next page was given. */
    synchronized void afterAPage(Runnable once) {
        afterAPage = once;
    }

    private synchronized Told answer(XrpcStub.Asked asked) {
        Matcher cursor = CURSOR.matcher(asked.query());
        int before = cursor.find() ? Integer.parseInt(cursor.group(1)) : Integer.MAX_VALUE;
        List<Entry> page = entries.stream()
                .filter(entry -> entry.time() < before)
                .limit(pageSize)
                .toList();
        Optional<String> next = page.size() < pageSize
                ? Optional.empty()
                : Optional.of(Integer.toString(page.getLast().time()));
        Runnable then = afterAPage;
        afterAPage = () -> {};
        then.run();
        return Told.json("{%s\"%s\":[%s]}"
                .formatted(
                        next.map(at -> "\"cursor\":\"" + at + "\",").orElse(""),
                        field,
                        String.join(
                                ",",
                                page.stream()
                                        .map(entry -> "{\"uri\":\"" + entry.name() + "\"}")
                                        .toList())));
    }
}
