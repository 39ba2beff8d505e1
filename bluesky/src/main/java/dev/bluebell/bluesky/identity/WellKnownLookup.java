package dev.bluebell.bluesky.identity;

import dev.bluebell.bluesky.BlueskyException;
import dev.bluebell.bluesky.BlueskyException.Unreachable.Delivery;
import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Handle;
import dev.bluebell.bluesky.http.Http;
import dev.bluebell.bluesky.http.HttpAnswer;
import dev.bluebell.bluesky.http.HttpQuestion;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks the web server of the handle for {@code /.well-known/atproto-did}. Redirects are not followed.
 *
 * @param http asks it
 * @param server where the web server of a handle is
 */
public record WellKnownLookup(Http http, Function<Handle, URI> server) implements HandleLookup {

    @Override
    public Optional<Did> find(Handle handle) {
        try {
            HttpAnswer answer = http.send(HttpQuestion.get(server.apply(handle).resolve("/.well-known/atproto-did")));
            return answer.isSuccess() ? Dids.read(answer.text()) : Optional.empty();
        } catch (BlueskyException.BadAnswer e) {
            return Optional.empty();
        } catch (BlueskyException.Unreachable e) {
            if (e.delivery() == Delivery.NEVER) {
                // Few handles have a web server.
                return Optional.empty();
            }
            throw e;
        }
    }
}
