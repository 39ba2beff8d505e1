package dev.bluebell.bluesky.session;

import dev.bluebell.bluesky.http.HttpLimits;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.identity.Identities;
import dev.bluebell.bluesky.oauth.OAuth;
import dev.bluebell.bluesky.xrpc.Sleeper;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Gives access to accounts. Thread-safe, if the random numbers are.
 *
 * @param store keeps their sessions
 * @param identities finds where they live
 * @param hosts the servers when no account is concerned
 * @param client sends calls; where they go is decided anew
 * @param oauth makes sessions with a person's help
 * @param limits how long its requests take
 * @param clock where the time comes from
 * @param sleeper waits for other processes
 * @param random names who waits
 */
public record Accounts(
        SessionStore store,
        Identities identities,
        Hosts hosts,
        XrpcClient client,
        OAuth oauth,
        HttpLimits limits,
        InstantSource clock,
        Sleeper sleeper,
        RandomGenerator random) {

    /** What a process does beside waiting for the server. */
    private static final Duration LEEWAY = Duration.ofSeconds(20);

    /** The account of somebody who can log in. */
    public Account of(Credentials credentials) {
        return account(credentials.identifier(), Optional.of(credentials));
    }

    /** An account that logged in before, under that name. */
    public Account of(String username) {
        return account(username, Optional.empty());
    }

    /** No account: what is public can be read. */
    public Account nobody() {
        return account("", Optional.empty());
    }

    private Account account(String username, Optional<Credentials> credentials) {
        AccountSessions sessions = new AccountSessions(
                username,
                credentials,
                store,
                new SessionCalls(client, identities, oauth, hosts.service(), clock),
                limits.longest().plus(LEEWAY),
                ProcessHandle.current().pid() + "-" + HexFormat.of().toHexDigits(random.nextLong()),
                clock,
                sleeper);
        return new Account(sessions, client, hosts, clock);
    }
}
