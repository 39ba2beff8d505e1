package dev.bluebell.nostr.bunker;

import dev.bluebell.nostr.Conversation;
import dev.bluebell.nostr.Event;
import dev.bluebell.nostr.EventDraft;
import dev.bluebell.nostr.Filter;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.nostr.NostrException.SignerRefused;
import dev.bluebell.nostr.NostrException.SignerUnreachable;
import dev.bluebell.nostr.NostrException.Undecipherable;
import dev.bluebell.nostr.Signer;
import dev.bluebell.nostr.bunker.Reply.Approval;
import dev.bluebell.nostr.bunker.Reply.Lost;
import dev.bluebell.nostr.bunker.Reply.Refusal;
import dev.bluebell.nostr.bunker.Reply.Result;
import dev.bluebell.nostr.relay.Published;
import dev.bluebell.nostr.relay.RelayAddress;
import dev.bluebell.nostr.relay.RelayPool;
import dev.bluebell.nostr.relay.Subscription;
import dev.bluebell.nostr.relay.SubscriptionState;
import dev.bluebell.nostr.relay.SubscriptionState.Ended;
import dev.bluebell.nostr.relay.SubscriptionState.Live;
import dev.bluebell.nostr.relay.SubscriptionState.Starting;
import dev.bluebell.nostr.relay.SubscriptionState.Waiting;
import dev.bluebell.nostr.relay.Verdict.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The line to a bunker: each request waits for the answer with its number. Thread-safe. */
final class BunkerLine implements AutoCloseable {

    /** What carries requests and answers; relays pass it on and do not keep it. */
    private static final int KIND = 24_133;

    private static final int ID_BYTES = 16;
    private static final int MOST_REPLIES = 4;

    /** How long a relay that is slow to connect is waited for when another one is ready. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final Duration LONGEST_SILENCE = Duration.ofHours(1);

    private final BunkerAddress address;
    private final BunkerSettings settings;
    private final Signer client;
    private final Conversation conversation;
    private final RelayPool relays;
    private final Subscription answers;
    private final Map<String, BlockingQueue<Reply>> waiting = new ConcurrentHashMap<>();

    BunkerLine(
            BunkerAddress address,
            Signer client,
            Conversation conversation,
            RelayPool relays,
            BunkerSettings settings) {
        this.address = address;
        this.settings = settings;
        this.client = client;
        this.conversation = conversation;
        this.relays = relays;
        this.answers = relays.subscribe(List.of(answers()), address.relays());
        Thread.ofVirtual().name("answers of " + address).start(this::listen);
    }

    /** Only what comes from now on: whatever a relay has kept answers nothing that was asked here. */
    private Filter answers() {
        return Filter.builder()
                .authors(List.of(address.bunker()))
                .kinds(KIND)
                .tag('p', List.of(client.publicKey().hex()))
                .limit(0)
                .build();
    }

    private void listen() {
        try {
            while (true) {
                answers.next(LONGEST_SILENCE).ifPresent(this::receive);
            }
        } catch (NostrException e) {
            waiting.values().forEach(replies -> replies.offer(new Lost(String.valueOf(e.getMessage()))));
        }
    }

    /** Whatever is no answer to a request that waits is passed over, an answer that comes again too. */
    private void receive(Event event) {
        try {
            Messages.answer(conversation.decrypt(event.content())).ifPresent(answer -> {
                BlockingQueue<Reply> replies = waiting.get(answer.id());
                if (replies != null) {
                    replies.offer(answer.reply());
                }
            });
        } catch (Undecipherable e) {
            // Not by this bunker's encryption, so nothing that it was asked for.
        }
    }

    /**
     * Asks the bunker, and waits for its answer.
     *
     * @return the result
     */
    String ask(String method, List<String> parameters) {
        String id = newId();
        Event request = request(Messages.request(id, method, parameters));
        BlockingQueue<Reply> replies = new ArrayBlockingQueue<>(MOST_REPLIES);
        waiting.put(id, replies);
        Thread sender = Thread.ofVirtual().unstarted(() -> send(request, replies));
        try {
            awaitRelays();
            sender.start();
            return await(replies, method);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NostrException.Interrupted("interrupted while " + address + " was asked", e);
        } finally {
            waiting.remove(id);
            sender.interrupt(); // it may still wait for the word of a slow relay
        }
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        settings.random().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private Event request(String message) {
        int length = message.getBytes(StandardCharsets.UTF_8).length;
        if (length > Conversation.MAX_TEXT_BYTES) {
            throw new SignerRefused(
                    "a bunker can be asked at most %d bytes at a time, this is %d; sign something smaller"
                            .formatted(Conversation.MAX_TEXT_BYTES, length));
        }
        return client.sign(new EventDraft(
                settings.clock().instant(),
                KIND,
                List.of(List.of("p", address.bunker().hex())),
                conversation.encrypt(message)));
    }

    /** Answers are not kept for who comes late, so that nothing is asked before somebody listens. */
    private void awaitRelays() {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        while (!answers.awaitLive(GRACE)) {
            Map<RelayAddress, SubscriptionState> states = answers.states();
            if (!states.containsValue(new Starting()) || System.nanoTime() - deadline > 0) {
                throw new SignerUnreachable(states.entrySet().stream()
                        .map(state -> state.getKey() + " " + words(state.getValue()))
                        .collect(Collectors.joining("; ", "no relay of %s can be used: ".formatted(address), "")));
            }
        }
    }

    private static String words(SubscriptionState state) {
        return switch (state) {
            case Starting starting -> "does not answer";
            case Live live -> "is there";
            case Waiting waiting -> "(" + waiting.reason() + ")";
            case Ended ended -> "(" + ended.reason() + ")";
        };
    }

    private void send(Event request, BlockingQueue<Reply> replies) {
        try {
            List<Published> verdicts = relays.publish(request, address.relays());
            if (verdicts.stream().allMatch(one -> one.verdict() instanceof Rejected)) {
                replies.offer(new Lost("its relays take no request: " + verdicts));
            }
        } catch (RuntimeException e) {
            replies.offer(new Lost(String.valueOf(e.getMessage())));
        }
    }

    private String await(BlockingQueue<Reply> replies, String method) throws InterruptedException {
        Duration patience = settings.timeout();
        long begin = System.nanoTime();
        boolean sentAway = false;
        while (true) {
            long left = patience.toNanos() - (System.nanoTime() - begin);
            switch (replies.poll(left, TimeUnit.NANOSECONDS)) {
                case Result result -> {
                    return result.text();
                }
                case Refusal refusal ->
                    throw new SignerRefused("%s refused %s: %s".formatted(address, method, refusal.words()));
                case Lost lost ->
                    throw new SignerUnreachable("%s cannot be asked: %s".formatted(address, lost.reason()));
                case Approval approval -> {
                    if (!sentAway) {
                        settings.approvals().accept(approval.page());
                        patience = settings.approvalTime();
                        begin = System.nanoTime();
                        sentAway = true;
                    }
                }
                case null ->
                    throw new SignerUnreachable(
                            "%s did not answer %s within %d s; see whether it runs, and whether it waits for your approval"
                                    .formatted(address, method, patience.toSeconds()));
            }
        }
    }

    @Override
    public void close() {
        relays.close();
    }
}
