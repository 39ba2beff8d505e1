package dev.bluebell.bluesky.xrpc;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.FakeTime;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.HttpLimits;
import dev.bluebell.bluesky.log.CallRow;
import dev.bluebell.bluesky.log.MemoryCallLog;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** A client with all that it needs, whose pauses take no time. */
final class Calls implements AutoCloseable {

    static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");

    /** Short enough for tests of what never comes, long enough for a busy machine. */
    static final HttpLimits LIMITS = new HttpLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2), 100_000);

    final FakeTime time = new FakeTime(Instant.parse("2026-01-02T03:04:05Z"));
    final MemoryCallLog log = new MemoryCallLog();
    final Http http;

    Calls() {
        this(HttpLimits.defaults());
    }

    Calls(HttpLimits limits) {
        http = Http.open(limits);
    }

    XrpcClient to(URI host) {
        return with(Access.anonymous(host));
    }

    XrpcClient as(URI host, String token) {
        return with(Access.always(new Grant(host, Optional.of(ALICE), Credential.bearer(token), false)));
    }

    XrpcClient with(Access access) {
        return with(access, WriteBudget.Mode.FAIL);
    }

    XrpcClient with(Access access, WriteBudget.Mode mode) {
        return new XrpcClient(
                http,
                log,
                new WriteBudget(WriteBudget.BLUESKY, mode, time, time::sleep),
                new Retries(RetryPolicy.defaults(), time, new Random(1), time::sleep),
                access);
    }

    CallRow lastRow() {
        return log.rows().getLast();
    }

    @Override
    public void close() {
        http.close();
    }
}
