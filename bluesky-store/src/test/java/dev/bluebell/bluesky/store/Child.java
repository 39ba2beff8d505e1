package dev.bluebell.bluesky.store;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import dev.bluebell.bluesky.log.CallBegun;
import dev.bluebell.bluesky.log.CallEnded;
import dev.bluebell.bluesky.log.CallLog;
import dev.bluebell.bluesky.log.PointLimit;
import dev.bluebell.bluesky.log.Reservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A process of its own on a database that others use too: what it does is its first argument, the database the second. */
final class Child {

    static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    static final List<PointLimit> LIMITS = List.of(new PointLimit(Duration.ofHours(1), 100));

    /** How many points there are to be had by {@code spend}. */
    static final int ACCOUNTS = 300;

    private Child() {}

    /** Starts one; what it prints can be read from it. */
    static Process start(List<String> before, String what, String url) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName(),
                what,
                url));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "reserve" -> reserveAndHang(args[1]);
            case "spend" -> spendAll(args[1]);
            case "fill" -> fillTheDisk(Path.of(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    static CallBegun call(int points) {
        return call(ALICE, points);
    }

    private static CallBegun call(Did account, int points) {
        return new CallBegun(
                NOON,
                "pds.example",
                new Nsid("com.atproto.repo.createRecord"),
                Optional.of(account),
                "POST",
                "{}",
                Optional.empty(),
                Optional.empty(),
                points);
    }

    static CallEnded ended() {
        return new CallEnded(
                OptionalInt.of(200), Optional.empty(), List.of(), Optional.empty(), false, Duration.ofMillis(1));
    }

    /** Prints the number of the row, and waits to be killed, or for whoever started it to be gone. */
    private static void reserveAndHang(String url) throws IOException {
        BlueskyDatabase database = BlueskyDatabase.open(url);
        Reservation.Granted granted = (Reservation.Granted) database.log().reserve(call(3), LIMITS);
        say(Long.toString(granted.id()));
        int unused = System.in.read();
    }

    /** Waits for a line; then asks for the only point of each of many accounts, and prints how many it was given. */
    private static void spendAll(String url) throws IOException {
        try (BlueskyDatabase database = BlueskyDatabase.open(url)) {
            say("ready");
            int unused = System.in.read();
            int granted = 0;
            for (int i = 0; i < ACCOUNTS; i++) {
                Did account = new Did("did:web:account" + i + ".example");
                Reservation answer =
                        database.log().reserve(call(account, 1), List.of(new PointLimit(Duration.ofHours(1), 1)));
                granted += answer instanceof Reservation.Granted ? 1 : 0;
            }
            say(Integer.toString(granted));
        }
    }

    /** In a folder with little room: writes until there is none, makes room, and goes on. Prints what it met. */
    private static void fillTheDisk(Path folder) throws IOException {
        Path ballast = Files.write(folder.resolve("ballast"), new byte[600_000]);
        try (BlueskyDatabase database = BlueskyDatabase.builder().open(folder.resolve("bluesky.db"))) {
            CallLog log = database.log();
            try {
                for (int i = 0; i < 100_000; i++) {
                    long unused = log.write(call(1), ended());
                }
            } catch (RuntimeException e) {
                say(String.valueOf(e.getMessage()));
            }
            long spent = log.pointsSince(ALICE, NOON.minusSeconds(1));
            Files.delete(ballast);
            long unused = log.write(call(1), ended());
            say(Long.toString(log.pointsSince(ALICE, NOON.minusSeconds(1)) - spent));
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
