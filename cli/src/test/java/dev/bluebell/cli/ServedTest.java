package dev.bluebell.cli;

import dev.bluebell.server.BlossomServer;
import dev.bluebell.server.ServerSettings;
import dev.bluebell.server.policy.Uploaders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A person, and two servers that run on this machine. */
abstract class ServedTest {

    /** Of {@code hello}. */
    static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    /** What nobody has. */
    static final String NOTHING = "00".repeat(32);

    @TempDir
    Path folder;

    Person person;
    String first;
    String second;

    private final List<BlossomServer> servers = new ArrayList<>();

    @BeforeEach
    void startServers() {
        person = new Person(folder.resolve("home")).known();
        first = start(settings("first"));
        second = start(settings("second"));
        person.file("hello.txt", "hello");
    }

    @AfterEach
    void stopServers() {
        servers.forEach(BlossomServer::close);
    }

    /** A server where nobody may upload. */
    String closedServer() {
        return start(settings("closed").uploads(new Uploaders.Only(Set.of())));
    }

    /** A server that fetches nothing from this machine. */
    String guardedServer() {
        return start(settings("guarded").privateOrigins(false));
    }

    private ServerSettings.Builder settings(String name) {
        return ServerSettings.builder(folder.resolve(name)).port(0).privateOrigins(true);
    }

    private String start(ServerSettings.Builder settings) {
        BlossomServer server = BlossomServer.start(settings.build());
        servers.add(server);
        return server.url().toString();
    }
}
