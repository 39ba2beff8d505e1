package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.HASH;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.bluebell.blossom.BlossomUri;
import dev.bluebell.blossom.client.ReadOptions;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Servers that only a URI names, which anybody may have written. */
class PassingServersTest {

    @Test
    void cannotHoldUpASearchByAskingForPatience() throws Exception {
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        slow.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "59");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        slow.start();
        List<Duration> pauses = new CopyOnWriteArrayList<>();
        try (BlossomServers servers = BlossomServers.builder(List.of())
                .clients(client -> client.sleeper(pauses::add))
                .build()) {
            BlossomUri uri = BlossomUri.parse("blossom:%s.json?xs=http://127.0.0.1:%d"
                    .formatted(HASH, slow.getAddress().getPort()));

            SearchResult result =
                    servers.get(uri, new ByteArrayOutputStream(), ReadOptions.defaults(), SearchOptions.defaults());

            assertThat(result).isInstanceOf(SearchResult.NotFound.class);
            assertThat(pauses).isEmpty();
        } finally {
            slow.stop(0);
        }
    }
}
