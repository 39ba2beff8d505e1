package dev.bluebell.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.testing.FakeOrigin;
import dev.bluebell.testing.RawAnswer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BUD-04: the connections to an origin: to which of its addresses, and how many. */
class MirrorAddressTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static TestServer server;

    @AutoClose
    private static FakeOrigin origin;

    private final Blob blob = Blob.fresh(1000);

    @BeforeAll
    static void start() {
        origin = FakeOrigin.start();
        server = TestServer.start(folder, settings -> settings.privateOrigins(true), MirrorAddressTest::resolve);
    }

    /** The name {@code 2.1.example} has the addresses 127.0.0.2 and 127.0.0.1; the origin is only at the latter. */
    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        if (!host.endsWith(".example")) {
            return List.of(InetAddress.getAllByName(host));
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String last : host.replace(".example", "").split("\\.", -1)) {
            addresses.add(InetAddress.getByName("127.0.0." + last));
        }
        return addresses;
    }

    private RawAnswer mirror(String host, String path, FakeOrigin.Behaviour behaviour) {
        origin.at(path, behaviour);
        return server.ask(server.mirror("http://" + host + ':' + origin.port() + path, blob.hash()));
    }

    private FakeOrigin.Behaviour good() {
        return FakeOrigin.body("text/plain", blob.bytes());
    }

    @Test
    void theNextAddressIsTriedWhereOneCannotBeReached() {
        Answers.assertThat(mirror("3.2.1.example", "/third", good())).hasStatus(201);
    }

    @Test
    void theNameOfAnAddressIsNotResolvedAgain(@TempDir Path other) {
        origin.at("/named", good());
        // As the resolver of a system gives them, with the name they were asked for: here one that nobody else knows.
        try (TestServer named = TestServer.start(
                other,
                settings -> settings.privateOrigins(true),
                host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})))) {
            String url = "http://media.invalid:" + origin.port() + "/named";

            Answers.assertThat(named.ask(named.mirror(url, blob.hash()))).hasStatus(201);
        }
    }

    @Test
    void notMoreThanThreeAddressesAreTried() {
        Answers.assertThat(mirror("4.3.2.1.example", "/fourth", good())).isRefusal(502, "cannot be reached");
        assertThat(origin.requests("/fourth")).isEmpty();
    }

    @Test
    void anAddressThatAnswersBadlyIsNotAskedAgainElsewhere() {
        Answers.assertThat(mirror("1.1.1.example", "/bad", FakeOrigin.raw(""))).hasStatus(502);
        assertThat(origin.requests("/bad")).hasSize(1);
    }

    @Test
    void anAddressWithAZoneIsRefused() {
        Answers.assertThat(server.ask(server.mirror("http://[::1%1]:" + origin.port() + "/zone", blob.hash())))
                .isRefusal(403, "zone");
    }

    @Test
    void anOriginMayBeOnIpv6() throws IOException {
        Assumptions.assumeTrue(hasIpv6Loopback(), "this machine has no IPv6");
        try (FakeOrigin six = FakeOrigin.start("::1")) {
            String url = six.at("/six", good()).toString();

            Answers.assertThat(server.ask(server.mirror(url, blob.hash()))).hasStatus(201);
            assertThat(url).contains("[");
        }
    }

    private static boolean hasIpv6Loopback() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
    }

    @Test
    void oneOriginCanBeMirroredManyTimesAtOnce() throws Exception {
        int many = 20;
        CountDownLatch allThere = new CountDownLatch(many);
        List<Blob> blobs = Stream.generate(() -> Blob.fresh(100)).limit(many).toList();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RawAnswer>> answers = new ArrayList<>();
            for (Blob each : blobs) {
                String url = origin.at(each.path(), (in, out) -> {
                            allThere.countDown();
                            await(allThere);
                            FakeOrigin.body("text/plain", each.bytes()).answer(in, out);
                        })
                        .toString();
                answers.add(clients.submit(() -> server.ask(server.mirror(url, each.hash()))));
            }
            for (Future<RawAnswer> answer : answers) {
                Answers.assertThat(answer.get()).hasStatus(201);
            }
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IOException("not all of them came at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRedirectToSomethingThatIsNoUrlFreesItsConnection(@TempDir Path other) {
        int places = 2;
        ServerLimits limits = ServerLimits.builder().requestsAtOnce(places).build();
        try (TestServer small = TestServer.start(
                other, settings -> settings.privateOrigins(true).limits(limits))) {
            // It has a body that never comes: only who gives the connection up is rid of it.
            String bad = origin.at("/no-url", (in, out) -> {
                        FakeOrigin.raw("HTTP/1.1 302 Found\r\nLocation: http://a b\r\nContent-Length: 10\r\n\r\n")
                                .answer(in, out);
                        FakeOrigin.silence().answer(in, out);
                    })
                    .toString();
            for (int i = 0; i <= 2 * places; i++) {
                Answers.assertThat(small.ask(small.mirror(bad, blob.hash()))).isRefusal(502, "no URL");
            }

            String url = origin.at("/good", good()).toString();
            Answers.assertThat(small.ask(small.mirror(url, blob.hash()))).hasStatus(201);
        }
    }
}
