package dev.bluebell.nostr.relay;

import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventCheck;
import dev.bluebell.nostr.NostrException.MalformedEvent;
import dev.bluebell.nostr.relay.RelaySocket.Arrival;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Reads what a relay sends, checks it, and hands it to those who wait for it. One thread runs it. */
final class RelayReader implements Runnable {

    private static final Logger LOG = System.getLogger(RelayReader.class.getName());

    private final RelayAddress relay;
    private final RelaySocket socket;
    private final RelaySettings settings;
    private final RelayConnection connection;
    private int faults;

    RelayReader(RelayAddress relay, RelaySocket socket, RelaySettings settings, RelayConnection connection) {
        this.relay = relay;
        this.socket = socket;
        this.settings = settings;
        this.connection = connection;
    }

    @Override
    public void run() {
        ConnectionLost loss = new ConnectionLost("the connection was lost");
        try {
            readOn();
        } catch (ConnectionLost e) {
            loss = e;
        } catch (InterruptedException e) {
            loss = new ConnectionLost("closed here");
        } finally {
            LOG.log(Level.DEBUG, "{0}: {1}", relay, loss.reason());
            connection.lost(loss);
            socket.close();
        }
    }

    private void readOn() throws ConnectionLost, InterruptedException {
        while (true) {
            Arrival arrival = socket.next(settings.silence()).orElse(null);
            if (arrival == null) {
                arrival = afterSilence();
            }
            connection.heard(settings.clock().instant());
            switch (arrival) {
                case Arrival.Text(String text) -> read(MessageReader.read(text));
                case Arrival.Alive alive -> {}
                case Arrival.Lost(String reason) -> throw new ConnectionLost(reason);
            }
        }
    }

    /** Whoever waits for something asks for a sign of life meanwhile. */
    private Arrival afterSilence() throws ConnectionLost, InterruptedException {
        if (connection.isIdle()) {
            throw new ConnectionLost("nobody needs it");
        }
        return socket.next(settings.silence()).orElseThrow(() -> new ConnectionLost("it gives no sign of life"));
    }

    private void read(RelayMessage message) throws ConnectionLost, InterruptedException {
        switch (message) {
            case RelayMessage.Arrived(String id, String json) -> {
                Optional<Feed> feed = connection.feed(id);
                if (feed.isPresent()) { // otherwise it was on its way when the subscription ended
                    read(feed.get(), json);
                }
            }
            case RelayMessage.Ok ok -> connection.answered(ok.id(), Reason.verdict(ok.accepted(), ok.reason()));
            case RelayMessage.Stored(String id) -> connection.feed(id).ifPresent(Feed::stored);
            case RelayMessage.Closed(String id, String reason) ->
                connection.feed(id).ifPresent(feed -> feed.closed(reason));
            case RelayMessage.Challenge(String text) -> connection.challenged(text);
            case RelayMessage.Notice(String words) -> LOG.log(Level.DEBUG, "{0} says: {1}", relay, words);
            case RelayMessage.Unknown(String type) -> LOG.log(Level.DEBUG, "{0} sends a message {1}", relay, type);
            case RelayMessage.Senseless(String why) -> fault(why);
        }
    }

    private void read(Feed feed, String json) throws ConnectionLost, InterruptedException {
        try {
            Event event = Event.parse(json);
            if (!feed.asksFor(event)) {
                fault("an event that nobody asked for");
            } else if (!feed.knows(event.id())) {
                check(feed, event, json.length());
            }
        } catch (MalformedEvent e) {
            fault("an event that is none: " + e.getMessage());
        }
    }

    private void check(Feed feed, Event event, int characters) throws ConnectionLost, InterruptedException {
        switch (event.check()) {
            case EventCheck.VALID -> feed.take(event, characters);
            case EventCheck.WRONG_ID -> fault("an event whose id is not its own");
            case EventCheck.WRONG_SIGNATURE -> fault("an event that its author did not sign");
        }
    }

    private void fault(String what) throws ConnectionLost {
        LOG.log(Level.DEBUG, "{0} sends nonsense: {1}", relay, what);
        faults++;
        if (faults >= settings.limits().faults()) {
            throw new ConnectionLost("it sends nonsense: " + what);
        }
    }
}
