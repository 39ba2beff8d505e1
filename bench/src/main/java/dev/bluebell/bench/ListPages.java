package dev.bluebell.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Times pages of {@code /list} on two servers in turn, each page from a random cursor: {@code SERVER SERVER}. Prints a table
 * with the median and the 99th percentile of each, in milliseconds, and the ratio of the latter.
 */
public final class ListPages {

    private static final int WARM_UP = 3000;
    private static final int PAGES = 6000;
    private static final int JUMPS = 300;
    private static final Pattern HASH = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"");
    private static final Pattern UPLOADED = Pattern.compile("\"uploaded\":([0-9]+)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random = new Random(1);

    private ListPages() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        ListPages pages = new ListPages();
        List<List<String>> cursors = new ArrayList<>();
        for (String server : args) {
            cursors.add(pages.cursors(server));
        }
        List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < WARM_UP + PAGES; i++) {
            for (int s = 0; s < args.length; s++) {
                double time = pages.time(args[s], cursors.get(s));
                if (i >= WARM_UP) {
                    times.get(s).add(time);
                }
            }
        }
        System.out.println("| | median ms | p99 ms |\n|---|---|---|");
        for (int s = 0; s < args.length; s++) {
            Collections.sort(times.get(s));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f |%n",
                    s == 0 ? "1,000 blobs" : "1,000,000 blobs",
                    at(times.get(s), 0.5),
                    at(times.get(s), 0.99));
        }
        System.out.printf(
                Locale.ROOT,
                "| ratio | %.2f | **%.2f** |%n",
                at(times.get(1), 0.5) / at(times.get(0), 0.5),
                at(times.get(1), 0.99) / at(times.get(0), 0.99));
    }

    /** Cursors all over the list: pages from random times. */
    private List<String> cursors(String server) throws IOException, InterruptedException {
        String newest = page(server, "?limit=1");
        long last = Long.parseLong(first(UPLOADED, newest));
        long oldest = FillIndex.FIRST.getEpochSecond();
        List<String> cursors = new ArrayList<>();
        for (int i = 0; i < JUMPS; i++) {
            long until = oldest + 40 + (long) (random.nextDouble() * (last - oldest - 40));
            String page = page(server, "?limit=20&until=" + until);
            HASH.matcher(page).results().forEach(found -> cursors.add(found.group(1)));
        }
        return cursors;
    }

    private double time(String server, List<String> cursors) throws IOException, InterruptedException {
        String query = "?limit=100&cursor=" + cursors.get(random.nextInt(cursors.size()));
        long begun = System.nanoTime();
        page(server, query);
        return (System.nanoTime() - begun) / 1e6;
    }

    private String page(String server, String query) throws IOException, InterruptedException {
        URI url = URI.create(server + "/list/" + FillIndex.OWNER.hex() + query);
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
    }

    private static double at(List<Double> sorted, double quantile) {
        return sorted.get((int) (quantile * (sorted.size() - 1)));
    }
}
