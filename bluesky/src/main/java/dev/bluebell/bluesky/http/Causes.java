package dev.bluebell.bluesky.http;

import dev.bluebell.bluesky.BlueskyException.Unreachable.Delivery;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why something failed, in words. The JDK often has none, or only those that its own parts have for each other. */
final class Causes {

    private Causes() {}

    /** Why there is no answer, or no whole one. */
    static String of(URI url, Throwable failure) {
        return chain(failure)
                .flatMap(cause -> known(url, cause).stream())
                .findFirst()
                .orElseGet(() -> words(failure));
    }

    /** What is known of the request; {@code wasThere} says that the server has answered before. */
    static Delivery delivery(Throwable failure, boolean wasThere) {
        if (chain(failure).anyMatch(Causes::stays)) {
            return Delivery.NEVER;
        }
        boolean nobody = chain(failure)
                .anyMatch(cause -> cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException);
        return !nobody ? Delivery.PERHAPS : wasThere ? Delivery.NOT_NOW : Delivery.NEVER;
    }

    /** Why a file cannot be read; the words do not name it. */
    static String ofFile(IOException failure) {
        return switch (failure) {
            case AccessDeniedException e -> "permission denied";
            case NoSuchFileException e -> "there is no such file";
            default -> words(failure);
        };
    }

    private static boolean stays(Throwable cause) {
        return switch (cause) {
            case UnresolvedAddressException e -> true;
            case UnknownHostException e -> true;
            case CertificateException e -> true;
            case SSLException e -> speaksNoTls(e);
            default -> false;
        };
    }

    private static boolean speaksNoTls(SSLException failure) {
        return words(failure).toLowerCase(Locale.ROOT).contains("unrecognized ssl message");
    }

    /** The JDK puts an unknown host into a {@link ConnectException}, so that the causes come before it. */
    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList().reversed().stream();
    }

    private static Optional<String> known(URI url, Throwable cause) {
        return switch (cause) {
            case UnresolvedAddressException e -> Optional.of("there is no host " + url.getHost());
            case UnknownHostException e -> Optional.of("there is no host " + url.getHost());
            case HttpConnectTimeoutException e -> Optional.of("it does not answer");
            case ConnectException e
            when e.getMessage() == null || e.getMessage().contains("refused") ->
                Optional.of("connection refused; is the server running?");
            case SSLException e when speaksNoTls(e) -> Optional.of("it speaks no TLS");
            case EOFException e -> Optional.of("the connection was lost before an answer came");
            case ProtocolException e -> Optional.of("what came is no HTTP");
            case IOException e
            when words(e).contains("received no bytes") -> Optional.of("the connection was lost before an answer came");
            case IOException e
            when words(e).contains("content-length:") || words(e).startsWith("chunked transfer") ->
                Optional.of("the connection was lost before the end of the answer");
            default -> Optional.empty();
        };
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : OneLine.of(message);
    }
}
