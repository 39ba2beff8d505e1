package dev.bluebell.cli;

import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.CashuRequest;
import dev.bluebell.blossom.LightningInvoice;
import dev.bluebell.blossom.PaymentRequest;
import dev.bluebell.blossom.Refusal;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.store.BlueskyStoreException;
import dev.bluebell.cli.config.ConfigurationException;
import dev.bluebell.database.DatabaseException;
import dev.bluebell.nostr.NostrException;
import dev.bluebell.server.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExecutionException;

/** What went wrong, for a person, on one line. */
final class Explanation {

    /** What servers say that do not have an endpoint. */
    private static final Set<Integer> NO_ENDPOINT = Set.of(404, 405, 501);

    private Explanation() {}

    static String of(Throwable failure) {
        return switch (failure) {
            case CommandException e -> oneLine(e);
            case OutputException e -> oneLine(e);
            case ConfigurationException e -> oneLine(e);
            case RefusedException e -> oneLine(e) + advice(e);
            case BlossomException e -> oneLine(e);
            case NostrException.SignerRefused e ->
                oneLine(e) + "; if it no longer knows this machine, take a new bunker:// address from it";
            case NostrException e -> oneLine(e);
            case BlueskyException e -> oneLine(e);
            case BlueskyStoreException e -> oneLine(e);
            case StoreException e
            when e.getCause() instanceof FileSystemException cause ->
                "the data folder cannot be used: %s; name another with --data".formatted(of(cause));
            case StoreException e -> oneLine(e);
            case DatabaseException e -> oneLine(e);
            case UncheckedIOException e -> of(Objects.requireNonNull(e.getCause()));
            case NoSuchFileException e -> "there is no " + e.getFile() + because(e);
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileAlreadyExistsException e -> e.getFile() + " exists already";
            case FileSystemException e -> e.getFile() + ": " + words(e, e.getReason());
            case IOException e -> oneLine(e);
            case OutOfMemoryError e ->
                "there is not enough memory for that; allow more with BLUEBELL_JAVA_OPTS=-Xmx512m";
            case ExecutionException e when e.getCause() instanceof Error cause -> of(cause);
            default -> bug(failure);
        };
    }

    private static String advice(RefusedException refused) {
        boolean noMedia = refused.url().getPath().equals("/media")
                && NO_ENDPOINT.contains(refused.refusal().status());
        return noMedia ? "; it does not process media: leave out --media" : advice(refused.refusal());
    }

    private static String advice(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Unauthorized r ->
                r.reason().contains("server")
                        ? "; use the address under which the server knows itself"
                        : "; check the key (bluebell key show) and the clock of this machine";
            case Refusal.PaymentRequired r ->
                r.requests().stream()
                        .map(Explanation::request)
                        .collect(Collectors.joining(", or ", "; it wants to be paid: ", ""));
            case Refusal.ProofRefused r -> "; what was paid is not what it wants";
            case Refusal.TooManyRequests r -> later(r.retryAfter());
            case Refusal.ServerError r -> mayPass(r) ? later(r.retryAfter()) : "";
            case Refusal.BadRequest r -> "";
            case Refusal.Forbidden r -> "";
            case Refusal.NotFound r -> "";
            case Refusal.Conflict r -> "";
            case Refusal.LengthRequired r -> "";
            case Refusal.TooLarge r -> "";
            case Refusal.UnsupportedType r -> "";
            case Refusal.RangeNotSatisfiable r -> "";
            case Refusal.Unprocessable r -> "";
            case Refusal.Other r -> "";
        };
    }

    /** What a server never learnt will not be there later; a 502 with a reason tells what ails the origin of a mirror. */
    private static boolean mayPass(Refusal.ServerError refusal) {
        return switch (refusal.status()) {
            case 501 -> false;
            case 502 -> refusal.reason().isEmpty() || refusal.retryAfter().isPresent();
            default -> true;
        };
    }

    private static String request(PaymentRequest request) {
        return switch (request) {
            case PaymentRequest.Lightning(LightningInvoice invoice) -> "Lightning " + invoice.text();
            case PaymentRequest.Cashu(CashuRequest cashu) -> "Cashu " + cashu.text();
            case PaymentRequest.Unreadable unreadable -> "%s, but %s".formatted(unreadable.method(), unreadable.flaw());
            case PaymentRequest.Unknown unknown -> unknown.method();
        };
    }

    private static String later(Optional<Duration> wait) {
        return wait.map(time -> "; try again in %d s".formatted(time.toSeconds()))
                .orElse("; try again later");
    }

    /** The message of a failure whose messages are written for people. */
    static String oneLine(Throwable failure) {
        return words(failure, failure.getMessage())
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ")
                .strip();
    }

    private static String because(FileSystemException failure) {
        return Optional.ofNullable(failure.getReason())
                .filter(reason -> !reason.isEmpty())
                .map(reason -> ": " + reason)
                .orElse("");
    }

    private static String words(Throwable failure, @Nullable String message) {
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** The place says more to who can mend it than a stack trace says to who cannot. */
    private static String bug(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return "this should not happen, please report it: %s: %s, at %s"
                .formatted(
                        failure.getClass().getName(),
                        oneLine(failure),
                        trace.length > 0 ? trace[0] : "an unknown place");
    }
}
