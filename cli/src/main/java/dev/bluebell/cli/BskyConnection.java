package dev.bluebell.cli;

import dev.bluebell.bluesky.Bluesky;
import dev.bluebell.bluesky.http.Loopback;
import dev.bluebell.bluesky.identity.Hosts;
import dev.bluebell.bluesky.session.Account;
import dev.bluebell.bluesky.session.Credentials;
import dev.bluebell.bluesky.store.BlueskyDatabase;
import dev.bluebell.cli.config.Folders;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Bluesky for one command: the account and the database that the environment names. */
final class BskyConnection implements AutoCloseable {

    static final String USERNAME = "BSKY_AUTH_USERNAME";
    static final String PASSWORD = "BSKY_AUTH_PASSWORD";

    private static final String FILE = "BSKY_SQLITE_FILENAME";

    private final BlueskyDatabase database;
    private final Bluesky bluesky;
    private final Account account;

    BskyConnection(Shell shell) {
        this(shell, Optional.empty());
    }

    /** As above, with the code that a server has sent by e-mail to whom logs in. */
    BskyConnection(Shell shell, Optional<String> code) {
        Hosts usual = Hosts.bluesky();
        Hosts hosts = new Hosts(
                address(shell, "BSKY_SERVICE", usual.service()),
                address(shell, "BSKY_APPVIEW", usual.appView()),
                usual.chat(),
                address(shell, "BSKY_VIDEO", usual.video()));
        URI plc = address(shell, "BSKY_PLC", URI.create("https://plc.directory"));
        database = BlueskyDatabase.open(withFile(shell));
        bluesky = database.configure(Bluesky.builder())
                .hosts(hosts)
                .plc(plc)
                .clock(shell.clock())
                .build();
        account = account(shell, code);
    }

    /** A database of one's own if none is named. */
    private static Map<String, String> withFile(Shell shell) {
        Map<String, String> environment = new HashMap<>(shell.environment());
        String file = environment.getOrDefault(FILE, "");
        environment.put(
                FILE,
                file.isBlank()
                        ? Folders.of(environment).data().resolve("bluesky.db").toString()
                        : shell.folder().resolve(file).toString());
        return environment;
    }

    private static URI address(Shell shell, String variable, URI otherwise) {
        String text = shell.environment().getOrDefault(variable, "").strip();
        try {
            return text.isEmpty() ? otherwise : Loopback.check(URI.create(text));
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    "%s is no address like %s (plain http is for this machine only)".formatted(variable, otherwise), e);
        }
    }

    private Account account(Shell shell, Optional<String> code) {
        String username = shell.environment().getOrDefault(USERNAME, "").strip();
        String password = shell.environment().getOrDefault(PASSWORD, "");
        return code.isEmpty() || username.isEmpty() || password.isEmpty()
                ? bluesky.account(shell.environment())
                : bluesky.account(new Credentials(username, password, code));
    }

    Bluesky bluesky() {
        return bluesky;
    }

    BlueskyDatabase database() {
        return database;
    }

    /** Who acts, or nobody. */
    Account account() {
        return account;
    }

    @Override
    public void close() {
        bluesky.close();
        database.close();
    }
}
