package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlobDescriptor;
import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlobHashSet;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.nostr.PublicKey;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;

/**
 * The blobs of a key, page by page. Pages are asked for by cursor (BUD-12). Older servers do not know it and give the
 * first page again; from there on pages are asked for by time, and what was seen already is left out.
 */
final class BlobListing implements Iterator<BlobDescriptor> {

    private final Session session;
    private final PublicKey author;
    private final ListQuery query;

    private final Queue<BlobDescriptor> waiting = new ArrayDeque<>();
    private final BlobHashSet seen = new BlobHashSet();
    private Authorization authorization;
    private Optional<BlobHash> firstOfPage = Optional.empty();
    private Optional<BlobHash> cursor = Optional.empty();
    private Instant until;
    private boolean byTime;
    private boolean barren;
    private boolean ended;
    private int pages;

    BlobListing(Session session, PublicKey author, ListQuery query) {
        this.session = session;
        this.author = author;
        this.query = query;
        this.authorization = query.authorization();
        this.until = query.until();
    }

    @Override
    public boolean hasNext() {
        while (waiting.isEmpty() && !ended) {
            turnPage();
        }
        return !waiting.isEmpty();
    }

    @Override
    public BlobDescriptor next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more blobs");
        }
        return waiting.remove();
    }

    private void turnPage() {
        List<BlobDescriptor> page = page();
        if (page.isEmpty()) {
            ended = true;
            return;
        }
        List<BlobDescriptor> fresh =
                page.stream().filter(blob -> seen.add(blob.hash())).toList();
        fresh.stream().filter(this::wanted).forEach(waiting::add);
        BlobHash first = page.getFirst().hash();
        boolean cursorIgnored = cursor.isPresent() && first.equals(firstOfPage.orElse(null));
        firstOfPage = Optional.of(first);
        if (byTime || cursorIgnored) {
            turnByTime(page.getLast().uploaded(), fresh.isEmpty());
        } else {
            cursor = Optional.of(page.getLast().hash());
            ended = fresh.isEmpty();
        }
    }

    /**
     * The last second of a page is asked for once more, as the page may have cut it in two. If that gives nothing new, the
     * second before is asked for, and if that does not either, there is nothing more.
     */
    private void turnByTime(Instant last, boolean nothingNew) {
        boolean again = byTime && nothingNew;
        ended = (again && barren) || !last.isAfter(Instant.EPOCH);
        until = again && !ended ? last.minusSeconds(1) : last;
        barren = again;
        byTime = true;
        cursor = Optional.empty();
    }

    /** Servers need not know {@code since} and {@code until}. */
    private boolean wanted(BlobDescriptor blob) {
        return !blob.uploaded().isBefore(query.since()) && !blob.uploaded().isAfter(query.until());
    }

    private List<BlobDescriptor> page() {
        pages++;
        if (pages > session.limits().pages()) {
            throw new BlossomException.BadAnswer(
                    "%s lists more than %d pages"
                            .formatted(session.server(), session.limits().pages()),
                    null);
        }
        Leeway leeway = Leeway.of(Permit.toList(authorization), authorization).paidBy(query.payments());
        return session.ask(leeway, this::send).orThrow();
    }

    /** Who has wanted a token for one page will want one for the next. */
    private Answer<List<BlobDescriptor>> send(Credentials credentials) {
        if (credentials.token().isPresent()) {
            authorization = authorization.with(Authorization.When.ALWAYS);
        }
        HttpRequest request = session.request(url(), credentials).GET().build();
        Patience patience = Patience.of(query.timeout().orElse(session.timeout()));
        return session.answer(session.wire().send(request, patience), this::descriptors);
    }

    private URI url() {
        StringBuilder path = new StringBuilder("/list/%s?limit=%d".formatted(author, query.pageSize()));
        cursor.ifPresent(hash -> path.append("&cursor=").append(hash));
        if (query.since().isAfter(Instant.EPOCH)) {
            path.append("&since=").append(query.since().getEpochSecond());
        }
        if (until.isBefore(Instant.MAX)) {
            path.append("&until=").append(until.getEpochSecond());
        }
        return session.server().resolve(path.toString());
    }

    private List<BlobDescriptor> descriptors(HttpResponse<ArrivingBody> response) {
        try {
            return BlobDescriptor.parseList(session.text(response));
        } catch (BlossomException.Malformed e) {
            throw new BlossomException.BadAnswer("%s: %s".formatted(response.uri(), e.getMessage()), e);
        }
    }
}
