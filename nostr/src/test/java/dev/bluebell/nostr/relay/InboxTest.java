package dev.bluebell.nostr.relay;

import static dev.bluebell.nostr.relay.Parties.LONG;
import static dev.bluebell.nostr.relay.Parties.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bluebell.nostr.Event;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final Event FIRST = event("first");
    private static final Event SECOND = event("second");

    private final Inbox inbox = new Inbox(new RelayLimits(1, 100, 1, 1, 10, 1));

    @Test
    void letsNobodyPutInMoreThanFits() throws InterruptedException {
        inbox.put(FIRST, 60);
        Thread putting = startPutting(60);
        await().atMost(LONG).until(() -> putting.getState() == Thread.State.WAITING);

        assertThat(inbox.take(Deadline.in(LONG))).contains(FIRST);
        assertThat(inbox.take(Deadline.in(LONG))).contains(SECOND);
        putting.join();
    }

    @Test
    void takesOneThatIsLargerThanItselfWhenItIsEmpty() throws InterruptedException {
        inbox.put(FIRST, 1000);

        assertThat(inbox.take(Deadline.in(LONG))).contains(FIRST);
    }

    @Test
    void letsThoseGoWhoWaitWhenItEnds() throws InterruptedException {
        inbox.put(FIRST, 100);
        Thread putting = startPutting(1);
        await().atMost(LONG).until(() -> putting.getState() == Thread.State.WAITING);

        inbox.end();

        putting.join();
        assertThat(inbox.take(Deadline.in(LONG))).contains(FIRST);
        assertThat(inbox.take(Deadline.in(LONG))).isEmpty();
        assertThat(inbox.isOver()).isTrue();
    }

    @Test
    void givesNothingWhenNothingComesInTime() throws InterruptedException {
        assertThat(inbox.take(Deadline.in(Duration.ofMillis(1)))).isEmpty();
        assertThat(inbox.isOver()).isFalse();
    }

    private Thread startPutting(int characters) {
        return Thread.ofPlatform().start(() -> {
            try {
                inbox.put(SECOND, characters);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
