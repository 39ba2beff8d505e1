package dev.bluebell.bluesky.post;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.HttpAnswer;
import dev.bluebell.bluesky.http.HttpQuestion;
import dev.bluebell.bluesky.http.Loopback;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes cards of what pages say of themselves (Open Graph). Asks over https only, and no host of a private network: a name
 * that leads to one is refused, though it may lead elsewhere when it is asked for once more. This machine itself can be asked
 * by its address, for tests. Thread-safe.
 *
 * @param http asks for pages, within its limits
 */
record PageCards(Http http) {

    private static final System.Logger LOG = System.getLogger("bluebell.bluesky");
    private static final int MOST_REDIRECTS = 5;

    /**
     * Makes a card, and has something done with it while its image is there.
     *
     * @throws BlueskyException if the page cannot be had
     */
    <T> T with(URI page, Function<Media.Card, T> use) {
        HttpAnswer answer = get(page, 0);
        OpenGraph said = OpenGraph.read(answer.text());
        String title = said.title().orElse(page.getHost());
        Media.Card card = new Media.Card(page, title, said.description().orElse(""), Optional.empty());
        Optional<Path> image = said.image().flatMap(where -> image(page, where));
        try {
            return use.apply(image.map(file ->
                            new Media.Card(page, title, card.description(), Optional.of(new ImageSource.File(file))))
                    .orElse(card));
        } finally {
            image.ifPresent(PageCards::delete);
        }
    }

    private Optional<Path> image(URI page, String where) {
        try {
            HttpAnswer answer = get(page.resolve(where), 0);
            Path file = Files.createTempFile("card-", ".image");
            try (InputStream in = answer.body()) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return Optional.of(file);
        } catch (BlueskyException.Interrupted e) {
            throw e;
        } catch (BlueskyException | IllegalArgumentException | IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the image of {0} cannot be had: {1}", page, e.getMessage());
            return Optional.empty();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "an image is left: " + file);
        }
    }

    private HttpAnswer get(URI page, int redirects) {
        checkPublic(page);
        HttpAnswer answer = http.send(HttpQuestion.get(page));
        if (answer.isSuccess()) {
            return answer;
        }
        Optional<String> elsewhere = answer.headers().firstValue("Location");
        if (answer.status() / 100 == 3 && elsewhere.isPresent() && redirects < MOST_REDIRECTS) {
            return get(next(page, elsewhere.get()), redirects + 1);
        }
        throw new BlueskyException.BadAnswer(
                "%s answered HTTP %d, so there can be no card of it".formatted(page, answer.status()), null);
    }

    private static URI next(URI page, String elsewhere) {
        try {
            return page.resolve(elsewhere);
        } catch (IllegalArgumentException e) {
            throw new BlueskyException.BadAnswer("%s leads to no address".formatted(page), e);
        }
    }

    private static void checkPublic(URI page) {
        String host = page.getHost() == null ? "" : page.getHost();
        boolean fit = "https".equalsIgnoreCase(page.getScheme()) || Loopback.is(host);
        if (!fit || host.isEmpty()) {
            throw new BlueskyException.Unresolved("%s is not asked for a card, only https is".formatted(page), null);
        }
        if (Loopback.is(host)) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (isPrivate(address)) {
                    throw new BlueskyException.Unresolved(
                            "%s is not asked for a card: its address is private".formatted(host), null);
                }
            }
        } catch (UnknownHostException e) {
            throw new BlueskyException.Unresolved("there is no host %s".formatted(host), e);
        }
    }

    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (bytes.length == 4 ? isOdd4(first, second) : isOdd6(first, second));
    }

    /** Nowhere; shared by customers of a provider; for tests of networks; reserved. */
    private static boolean isOdd4(int first, int second) {
        return switch (first) {
            case 0 -> true;
            case 100 -> second >= 64 && second < 128;
            case 198 -> second == 18 || second == 19;
            default -> first >= 240;
        };
    }

    /** Of one site; or within which addresses of the other kind are written (64:ff9b::, 2002::). */
    private static boolean isOdd6(int first, int second) {
        return switch (first) {
            case 0, 0xfc, 0xfd -> true;
            case 0x20 -> second == 0x02;
            default -> false;
        };
    }
}
