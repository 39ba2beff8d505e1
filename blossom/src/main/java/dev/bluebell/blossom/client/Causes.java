package dev.bluebell.blossom.client;

import dev.bluebell.blossom.BlossomException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why something failed, in words. The JDK often has none, or only those that its own parts have for each other. */
final class Causes {

    private static final Pattern SHORT_BODY = Pattern.compile("fixed content-length: (\\d+), bytes received: (\\d+)");

    private Causes() {}

    /** Why there is no answer, or no whole one. */
    static String ofConnection(URI url, Throwable failure) {
        return chain(failure)
                .flatMap(cause -> known(url, cause).stream())
                .findFirst()
                .orElseGet(() -> words(failure));
    }

    /** Why an answer that has begun does not go on. */
    static String ofBody(Throwable failure) {
        String words = words(failure);
        Matcher fixed = SHORT_BODY.matcher(words);
        if (fixed.matches()) {
            return "%s of %s bytes came".formatted(fixed.group(2), fixed.group(1));
        }
        return words.startsWith("chunked transfer encoding") ? "the connection was lost before its end" : words;
    }

    /**
     * Whether the same request may go through later. Not if there is no such host, its certificate is not to be trusted, it
     * speaks something else, or nobody answers where nobody ever did.
     */
    static boolean mayPass(BlossomException failure, boolean wasThere) {
        return failure instanceof BlossomException.Unreachable
                && chain(failure).noneMatch(cause -> stays(cause) || (isNobody(cause) && !wasThere));
    }

    /** Whether somebody may have got the request, though no answer came. */
    static boolean mayHaveArrived(BlossomException failure) {
        return chain(failure).noneMatch(cause -> isNobody(cause) || stays(cause));
    }

    private static boolean isNobody(Throwable cause) {
        return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    }

    private static boolean speaksNoTls(SSLException failure) {
        return words(failure).toLowerCase(Locale.ROOT).contains("unrecognized ssl message");
    }

    private static boolean stays(Throwable cause) {
        return switch (cause) {
            case UnresolvedAddressException e -> true;
            case UnknownHostException e -> true;
            case CertificateException e -> true;
            case ProtocolException e -> true;
            case SSLException e -> speaksNoTls(e);
            default -> false;
        };
    }

    /** Why a file cannot be read or written; the words do not name it. */
    static String ofFile(IOException failure) {
        return switch (failure) {
            case AccessDeniedException e -> "permission denied";
            case NoSuchFileException e -> "there is no such file or folder";
            case FileSystemException e when e.getReason() != null -> OneLine.of(e.getReason());
            default -> words(failure);
        };
    }

    /** The JDK puts an unknown host into a {@link ConnectException}, so that the causes come before it. */
    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList().reversed().stream();
    }

    private static Optional<String> known(URI url, Throwable cause) {
        return switch (cause) {
            case UnresolvedAddressException e -> Optional.of("there is no host " + url.getHost());
            case UnknownHostException e -> Optional.of("there is no host " + url.getHost());
            case ConnectException e
            when e.getMessage() == null || e.getMessage().contains("refused") ->
                Optional.of("connection refused; is the server running?");
            case SSLException e
            when speaksNoTls(e) -> Optional.of("it speaks no TLS; try http://" + url.getRawAuthority());
            case HttpConnectTimeoutException e -> Optional.of("it does not answer");
            case EOFException e -> Optional.of("the connection was lost before an answer came");
            case ProtocolException e ->
                Optional.of("what came is no HTTP: " + words(e).replace("Invalid status line:", "it begins with"));
            case IOException e
            when words(e).contains("received no bytes") -> Optional.of("the connection was lost before an answer came");
            default -> Optional.empty();
        };
    }

    /** The words may quote the server. */
    static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : OneLine.of(message);
    }
}
