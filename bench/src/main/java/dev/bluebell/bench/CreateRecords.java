package dev.bluebell.bench;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.bluesky.store.BlueskyDatabase;
import dev.bluebell.bluesky.xrpc.Body;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * For each line of standard input, prints how many seconds {@code COUNT} records take to the server {@code PDS}, one after the other, in the account {@code
 * HANDLE} with {@code PASSWORD} that the directory {@code PLC} knows; with call log and budget in the SQLite file {@code FILE}.
 */
public final class CreateRecords {

    private CreateRecords() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        URI pds = URI.create(args[0]);
        int count = Integer.parseInt(args[4]);
        try (BlueskyDatabase database = BlueskyDatabase.open(args[5]);
                Bluesky bluesky = database.configure(Bluesky.builder())
                        .hosts(new Hosts(pds, pds, Hosts.bluesky().chat()))
                        .plc(URI.create(args[1]))
                        .build()) {
            Account account = bluesky.account(new Credentials(args[2], args[3]));
            Did me = account.did();
            BufferedReader rounds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (rounds.readLine() != null) {
                long begun = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    create(account, me, "record " + i);
                }
                System.out.println((System.nanoTime() - begun) / 1e9);
            }
        }
    }

    private static void create(Account account, Did me, String text) {
        Map<String, ?> record = Map.of(
                "$type",
                "app.bsky.feed.post",
                "text",
                text,
                "createdAt",
                Instant.now().toString());
        account.client()
                .call(
                        "com.atproto.repo.createRecord",
                        Body.json(Map.of("repo", me.value(), "collection", "app.bsky.feed.post", "record", record)));
    }
}
