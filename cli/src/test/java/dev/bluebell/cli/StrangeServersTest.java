package dev.bluebell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.bluebell.cli.Person.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are not what they should be. */
class StrangeServersTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path folder;

    private Person person;

    @BeforeEach
    void person() {
        person = new Person(folder.resolve("home"));
        person.file("readme", "");
    }

    @Test
    void keepsNothingOfABlobThatIsAnother() throws IOException {
        HttpServer liar = HttpServer.create(ANY_PORT, 0);
        liar.createContext("/", StrangeServersTest::answer);
        liar.start();

        Run run = person.run("get", ServedTest.NOTHING, "--server", "http://127.0.0.1:" + port(liar));
        liar.stop(0);

        assertThat(run.errors()).contains(ServedTest.HELLO).hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(1);
        try (Stream<Path> files = Files.list(person.home())) {
            assertThat(files.map(Path::getFileName)).containsExactly(Path.of("readme"));
        }
    }

    @Test
    void keepsWhatCameOfABlobForTheNextTryWhenItIsStopped() throws Exception {
        HttpServer slow = HttpServer.create(ANY_PORT, 0);
        slow.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write('h');
            exchange.getResponseBody().flush();
        });
        slow.start();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Runnable> stop = new CompletableFuture<>();
        Shell shell = person.shell(new ByteArrayOutputStream(), Person.stream(err), stop::complete);
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(
                () -> Bluebell.run(shell, "get", ServedTest.HELLO, "--server", "http://127.0.0.1:" + port(slow)),
                Thread::startVirtualThread);
        Path part = person.home().resolve("." + ServedTest.HELLO + ".part");
        await().until(() -> Files.exists(part) && Files.size(part) == 1);

        stop.join().run();

        assertThat(exitCode.join()).isEqualTo(1);
        assertThat(files())
                .containsExactlyInAnyOrder("readme", part.getFileName().toString());
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("interrupted", "1 bytes are kept in " + part)
                .hasLineCount(1);
        slow.stop(0);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(person.home())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void believesASelfSignedServerOnlyIfToldTo() throws Exception {
        HttpsServer server = HttpsServer.create(ANY_PORT, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        server.createContext("/", StrangeServersTest::answer);
        server.start();
        String url = "https://localhost:" + port(server);

        Run careful = person.run("get", ServedTest.HELLO, "--server", url, "-o", "-");
        Run trusting =
                person.with("BLUEBELL_INSECURE_TLS", "1").run("get", ServedTest.HELLO, "--server", url, "-o", "-");
        server.stop(0);

        assertThat(careful.exitCode()).isEqualTo(1);
        assertThat(careful.errors()).contains(url).hasLineCount(1);
        assertThat(trusting.text()).isEqualTo("hello");
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 5);
        exchange.getResponseBody().write(new byte[] {'h', 'e', 'l', 'l', 'o'});
        exchange.close();
    }

    /** A certificate for another name, so that names are seen to be no matter either. */
    private SSLContext selfSigned() throws Exception {
        Path file = folder.resolve("store");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = List.of(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=elsewhere.example",
                "-alias",
                "it",
                "-storepass",
                "secret",
                "-keystore",
                file.toString());
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "secret".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
