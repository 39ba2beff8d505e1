package dev.bluebell.bluesky.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.HttpLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards of pages. */
class PageCardsTest {

    private final Http http = Http.open(HttpLimits.defaults());
    private final PageCards pages = new PageCards(http);

    @SuppressWarnings("NullAway.Init") // JUnit does.
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.close();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void page(String path, byte[] body) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private void redirect(String path, String to) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    private Media.Card card(URI page) {
        return pages.with(page, card -> card);
    }

    @Test
    void takesTheImageOfAPageAndForgetsIt() throws IOException {
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", image))
                .isTrue();
        page("/image.png", image.toByteArray());
        page(
                "/page",
                "<title>Bees</title><meta property=\"og:image\" content=\"image.png\">"
                        .getBytes(StandardCharsets.UTF_8));
        AtomicReference<Path> kept = new AtomicReference<>();

        String title = pages.with(at("/page"), card -> {
            Path file = ((ImageSource.File) card.thumb().orElseThrow()).path();
            kept.set(file);
            assertThat(file).hasBinaryContent(image.toByteArray());
            return card.title();
        });

        assertThat(title).isEqualTo("Bees");
        assertThat(Files.exists(kept.get())).isFalse();
    }

    @Test
    void followsAFewRedirects() {
        page("/there", "<title>There</title>".getBytes(StandardCharsets.UTF_8));
        redirect("/here", "/there");
        redirect("/round", "/round");

        assertThat(card(at("/here")).title()).isEqualTo("There");
        assertThat(card(at("/here")).uri()).isEqualTo(at("/here"));
        assertThatThrownBy(() -> card(at("/round"))).isInstanceOf(BlueskyException.BadAnswer.class);
    }

    @Test
    void asksNobodyOfAPrivateNetwork() {
        redirect("/inside", "https://192.168.0.1/admin");
        redirect("/plain", "http://192.0.2.1/");

        for (URI page : new URI[] {
            at("/inside"), at("/plain"), URI.create("https://10.0.0.1/"), URI.create("https://[fd00::1]/")
        }) {
            assertThatThrownBy(() -> card(page))
                    .as(page.toString())
                    .isInstanceOf(BlueskyException.Unresolved.class)
                    .hasMessageContaining("not asked for a card");
        }
    }

    @Test
    void callsAPageByItsHostIfItHasNoTitle() {
        page("/bare", new byte[] {'x'});

        assertThat(card(at("/bare")).title()).isEqualTo("127.0.0.1");
        assertThatThrownBy(() -> card(at("/none")))
                .isInstanceOf(BlueskyException.BadAnswer.class)
                .hasMessageContaining("404");
    }
}
