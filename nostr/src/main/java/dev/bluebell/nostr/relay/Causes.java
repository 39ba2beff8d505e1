package dev.bluebell.nostr.relay;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why there is no connection, in words. The JDK often has none, or only those that its own parts have for each other. */
final class Causes {

    private static final String LOST = "the connection was lost";
    private static final Pattern LOST_IN_OTHER_WORDS =
            Pattern.compile("(?i)output closed|closed output|broken pipe|connection reset");

    private Causes() {}

    static String of(RelayAddress address, Throwable failure) {
        return chain(failure)
                .flatMap(cause -> known(address, cause).stream())
                .findFirst()
                .orElseGet(() -> words(failure));
    }

    /** The JDK puts an unknown host into a {@link ConnectException}, so that the causes come before it. */
    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList().reversed().stream();
    }

    private static Optional<String> known(RelayAddress address, Throwable cause) {
        return switch (cause) {
            case WebSocketHandshakeException e
            when e.getResponse() != null ->
                Optional.of("no relay answers there, but HTTP status "
                        + e.getResponse().statusCode());
            case UnresolvedAddressException e ->
                Optional.of("there is no host " + address.uri().getHost());
            case UnknownHostException e ->
                Optional.of("there is no host " + address.uri().getHost());
            case HttpTimeoutException e -> Optional.of("no connection in time");
            case ConnectException e
            when e.getMessage() == null || e.getMessage().contains("refused") ->
                Optional.of("connection refused; is the relay running?");
            case SSLException e
            when words(e).contains("unrecognized SSL message") ->
                Optional.of("it speaks no TLS; try ws://" + address.uri().getRawAuthority());
            case ProtocolException e -> Optional.of("what came is no WebSocket: " + words(e));
            case EOFException e -> Optional.of(LOST);
            case IOException e when LOST_IN_OTHER_WORDS.matcher(words(e)).find() -> Optional.of(LOST);
            default -> Optional.empty();
        };
    }

    /** The words may quote the relay. */
    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : Reason.oneLine(message);
    }
}
