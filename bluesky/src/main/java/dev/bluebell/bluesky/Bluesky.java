package dev.bluebell.bluesky;

import dev.bluebell.bluesky.chat.Conversations;
import dev.bluebell.bluesky.cursor.CursorStore;
import dev.bluebell.bluesky.cursor.MemoryCursorStore;
import dev.bluebell.bluesky.cursor.Pages;
import dev.bluebell.bluesky.feed.Reactions;
import dev.bluebell.bluesky.graph.Relations;
import dev.bluebell.bluesky.graph.UserLists;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.HttpLimits;
import dev.bluebell.bluesky.identity.DidResolver;
import dev.bluebell.bluesky.identity.DnsLookup;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.identity.Identities;
import dev.bluebell.bluesky.identity.ServiceLookup;
import dev.bluebell.bluesky.identity.SystemDns;
import dev.bluebell.bluesky.identity.TxtRecords;
import dev.bluebell.bluesky.identity.WellKnownLookup;
import dev.bluebell.bluesky.jetstream.Jetstream;
import dev.bluebell.bluesky.log.CallLog;
import dev.bluebell.bluesky.log.MemoryCallLog;
import dev.bluebell.bluesky.oauth.OAuth;
import dev.bluebell.bluesky.post.ImagePreparer;
import dev.bluebell.bluesky.post.MemoryPostKeys;
import dev.bluebell.bluesky.post.PostKeys;
import dev.bluebell.bluesky.post.Posts;
import dev.bluebell.bluesky.profile.MemoryProfileCache;
import dev.bluebell.bluesky.profile.ProfileCache;
import dev.bluebell.bluesky.profile.Profiles;
import dev.bluebell.bluesky.repo.Blobs;
import dev.bluebell.bluesky.repo.Records;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.Accounts;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.bluesky.session.MemorySessionStore;
import dev.bluebell.bluesky.session.SessionStore;
import dev.bluebell.bluesky.video.VideoLimits;
import dev.bluebell.bluesky.video.Videos;
import dev.bluebell.bluesky.xrpc.Access;
import dev.bluebell.bluesky.xrpc.Retries;
import dev.bluebell.bluesky.xrpc.RetryPolicy;
import dev.bluebell.bluesky.xrpc.Sleeper;
import dev.bluebell.bluesky.xrpc.WriteBudget;
import dev.bluebell.bluesky.xrpc.XrpcClient;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Bluesky, or any other network of AT Protocol: calls, accounts and who is who, over connections that are kept open.
 * Thread-safe.
 *
 * <pre>{@code
 * try (var bluesky = Bluesky.builder().build()) {
 *     var profile = bluesky.nobody().client().get("app.bsky.actor.getProfile", Params.of("actor", "bsky.app"));
 *     var mine = bluesky.account(new Credentials("alice.example", password)).client();
 *     mine.call("com.atproto.repo.createRecord", Body.json(record));
 * }
 * }</pre>
 */
public final class Bluesky implements AutoCloseable {

    private final Http http;
    private final CallLog log;
    private final Accounts accounts;
    private final CursorStore cursors;
    private final ProfileCache profiles;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final TidClock keys;
    private final PostKeys postKeys;
    private final ImagePreparer images;

    private Bluesky(Builder builder) {
        http = Http.open(builder.limits);
        log = builder.log;
        cursors = builder.cursors;
        profiles = builder.profiles;
        clock = builder.clock;
        sleeper = builder.sleeper;
        keys = new TidClock(builder.clock, builder.random);
        postKeys = builder.postKeys;
        images = builder.images;
        Retries retries = new Retries(builder.retryPolicy, builder.clock, builder.random, builder.sleeper);
        WriteBudget budget = new WriteBudget(WriteBudget.BLUESKY, builder.budgetMode, builder.clock, builder.sleeper);
        XrpcClient client = new XrpcClient(http, log, budget, retries, Access.anonymous(builder.hosts.service()));
        Identities identities = new Identities(
                new DidResolver(http, builder.plc),
                List.of(
                        new ServiceLookup(client),
                        new DnsLookup(builder.dns),
                        new WellKnownLookup(http, builder.handleServers)));
        accounts = new Accounts(
                builder.sessions,
                identities,
                builder.hosts,
                client,
                new OAuth(http, builder.clock, builder.random),
                builder.limits,
                builder.clock,
                builder.sleeper,
                builder.random);
    }

    /** One to be set up. */
    public static Builder builder() {
        return new Builder();
    }

    /** The account of somebody who can log in; nothing is asked yet. */
    public Account account(Credentials credentials) {
        return accounts.of(credentials);
    }

    /** An account that logged in before, under that name. */
    public Account account(String username) {
        return accounts.of(username);
    }

    /**
     * The account that the environment names: {@code BSKY_AUTH_USERNAME}, which logs in with {@code BSKY_AUTH_PASSWORD} or, if
     * that is not set, has logged in before; nobody if neither is set.
     *
     * @param environment {@link System#getenv()}, or the like
     */
    public Account account(Map<String, String> environment) {
        String username = environment.getOrDefault("BSKY_AUTH_USERNAME", "").strip();
        String password = environment.getOrDefault("BSKY_AUTH_PASSWORD", "");
        if (username.isEmpty()) {
            return nobody();
        }
        return password.isEmpty() ? account(username) : account(new Credentials(username, password));
    }

    /** No account: what is public can be read. */
    public Account nobody() {
        return accounts.nobody();
    }

    /** Lists, read in the name of an account. */
    public Pages pages(Account account) {
        return new Pages(
                account.client(), () -> account.isPossible() ? Optional.of(account.did()) : Optional.empty(), cursors);
    }

    /** The records of an account. */
    public Records records(Account account) {
        return new Records(account.client(), account::did, keys, clock);
    }

    /** The likes and reposts of an account. */
    public Reactions reactions(Account account) {
        return new Reactions(records(account));
    }

    /** The follows and blocks of an account. */
    public Relations relations(Account account) {
        return new Relations(records(account));
    }

    /** The lists of an account. */
    public UserLists lists(Account account) {
        return new UserLists(records(account));
    }

    /** The chats of an account. */
    public Conversations conversations(Account account) {
        return new Conversations(account.client(), pages(account));
    }

    /**
     * A subscription to what happens on the network, to be set up; to be closed before this.
     *
     * @param server {@link Jetstream#BLUESKY}, or another one
     */
    public Jetstream.Builder jetstream(URI server) {
        return Jetstream.builder(http, server, cursors).clock(clock);
    }

    /** Videos, sent in the name of an account. */
    public Videos videos(Account account) {
        return new Videos(account.client(), account::did, blobs(account), VideoLimits.defaults(), clock, sleeper);
    }

    /** Profiles, remembered for all accounts. */
    public Profiles profiles(Account account) {
        return new Profiles(account.client(), profiles, clock);
    }

    /** Posts in the name of an account. */
    public Posts posts(Account account) {
        Blobs blobs = blobs(account);
        return new Posts(
                account,
                postKeys,
                identities(),
                http,
                images,
                content -> blobs.upload(content.sizeBytes(), content.type(), content.source()),
                keys,
                clock);
    }

    /** Blobs, sent in the name of an account. */
    public Blobs blobs(Account account) {
        return new Blobs(account.client(), this::pds);
    }

    private URI pds(Did did) {
        return accounts.identities()
                .document(did)
                .pds()
                .orElseThrow(() -> new BlueskyException.Unresolved(
                        "the document of %s names no PDS that can be asked".formatted(did), null));
    }

    /** Who is who. */
    public Identities identities() {
        return accounts.identities();
    }

    /** What was called. */
    public CallLog log() {
        return log;
    }

    /** Ends what is under way, closes the connections, and then the log. */
    @Override
    public void close() {
        http.close();
        log.close();
    }

    /** What can be set up. Not thread-safe. */
    public static final class Builder {

        private HttpLimits limits = HttpLimits.defaults();
        private RetryPolicy retryPolicy = RetryPolicy.defaults();
        private Hosts hosts = Hosts.bluesky();
        private URI plc = URI.create("https://plc.directory");
        private TxtRecords dns = new SystemDns();
        private Function<Handle, URI> handleServers = handle -> URI.create("https://" + handle);
        private SessionStore sessions = new MemorySessionStore();
        private CallLog log = new MemoryCallLog();
        private CursorStore cursors = new MemoryCursorStore();
        private ProfileCache profiles = new MemoryProfileCache();
        private PostKeys postKeys = new MemoryPostKeys();
        private ImagePreparer images = ImagePreparer.fitted();
        private WriteBudget.Mode budgetMode = WriteBudget.Mode.FAIL;
        private InstantSource clock = InstantSource.system();
        private RandomGenerator random = new SecureRandom();
        private Sleeper sleeper = Thread::sleep;

        private Builder() {}

        /** How long to wait and how much to take; {@link HttpLimits#defaults} if not said. */
        public Builder limits(HttpLimits value) {
            limits = value;
            return this;
        }

        /** How often to try again; {@link RetryPolicy#defaults} if not said. */
        public Builder retries(RetryPolicy value) {
            retryPolicy = value;
            return this;
        }

        /** Whom to ask when no account is concerned; {@link Hosts#bluesky} if not said. */
        public Builder hosts(Hosts value) {
            hosts = value;
            return this;
        }

        /** The directory of did:plc; {@code https://plc.directory} if not said. */
        public Builder plc(URI value) {
            plc = value;
            return this;
        }

        /** The domain name system; that of this machine if not said. */
        public Builder dns(TxtRecords value) {
            dns = value;
            return this;
        }

        /** Where the web server of a handle is; over https at the handle itself if not said. */
        public Builder handleServers(Function<Handle, URI> value) {
            handleServers = value;
            return this;
        }

        /** Keeps the sessions; memory if not said. */
        public Builder sessions(SessionStore value) {
            sessions = value;
            return this;
        }

        /** Keeps the calls, and is closed with this; memory if not said. */
        public Builder log(CallLog value) {
            log = value;
            return this;
        }

        /** Keeps how far lists were read; memory if not said. */
        public Builder cursors(CursorStore value) {
            cursors = value;
            return this;
        }

        /** Remembers profiles; memory if not said. */
        public Builder profiles(ProfileCache value) {
            profiles = value;
            return this;
        }

        /** Remembers what was posted under which key; memory if not said. */
        public Builder postKeys(PostKeys value) {
            postKeys = value;
            return this;
        }

        /** Makes the images of posts fit; {@link ImagePreparer#fitted()} if not said. */
        public Builder images(ImagePreparer value) {
            images = value;
            return this;
        }

        /** What becomes of a write beyond the budget; it fails if not said. */
        public Builder budget(WriteBudget.Mode value) {
            budgetMode = value;
            return this;
        }

        /** Where the time comes from; the clock of this machine if not said. */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /**
         * Cuts pauses, makes names, and the secrets of logins by OAuth; it must be thread-safe, and secure where there are
         * such logins. Secure random numbers if not said.
         */
        public Builder random(RandomGenerator value) {
            random = value;
            return this;
        }

        /** Lets time pass; the thread sleeps if not said. */
        public Builder sleeper(Sleeper value) {
            sleeper = value;
            return this;
        }

        /** The finished thing. Nothing is asked yet. */
        public Bluesky build() {
            return new Bluesky(this);
        }
    }
}
