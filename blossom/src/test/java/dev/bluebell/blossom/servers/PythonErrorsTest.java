package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.BLOB;
import static dev.bluebell.blossom.servers.Samples.HASH;
import static dev.bluebell.blossom.servers.Samples.SIGNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bluebell.blossom.BlobHash;
import dev.bluebell.blossom.BlossomException;
import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.client.Answer;
import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.testing.MemoryBlossom;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the errors of python-blossom went; the README has the table. */
class PythonErrorsTest {

    private final MemoryBlossom server = MemoryBlossom.start();
    private final BlossomClient client =
            BlossomClient.builder(server.url()).signer(SIGNER).build();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "BadRequest, /upload, 400, BadRequest",
        "Unauthorized, /upload, 401, Unauthorized",
        "InvalidAuthorizationEvent, /upload, 401, Unauthorized",
        "InvalidSignature, /upload, 401, Unauthorized",
        "ExpiredAuthorization, /upload, 401, Unauthorized",
        "UnauthorizedVerb, /upload, 401, Unauthorized",
        "PaymentRequired, /upload, 402, PaymentRequired",
        "Forbidden, /upload, 403, Forbidden",
        "NotFound, /, 404, NotFound",
        "BlobNotFound, /, 404, NotFound",
        "EndpointNotSupported, /mirror, 404, NotFound",
        "PayloadTooLarge, /upload, 413, TooLarge",
        "UriTooLong, /, 414, Other",
        "UnsupportedMediaType, /upload, 415, UnsupportedType",
        "TooManyRequests, /upload, 429, TooManyRequests",
        "InternalServerError, /upload, 500, ServerError",
        "BadGateway, /upload, 502, ServerError",
        "ServiceUnavailable, /upload, 503, ServerError",
        "MirrorError, /mirror, 400, BadRequest",
        "RemoteBlobNotFound, /mirror, 502, ServerError",
        "MirrorHashMismatch, /mirror, 409, Conflict",
        "MirrorUnauthorized, /mirror, 401, Unauthorized",
    })
    void isToldByTheStatus(String python, String endpoint, int status, String ours) {
        server.rule(request -> status);

        Answer<?> answer = switch (endpoint) {
            case "/upload" -> client.upload(BLOB);
            case "/mirror" -> client.mirror(server.url().resolve("/" + HASH), HASH, WriteOptions.defaults());
            default -> client.head(HASH, ReadOptions.defaults());
        };

        assertThat(answer).as(python).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            RefusedException exception = RefusedException.of(refused.url(), refused.refusal());
            assertThat(exception.getClass().getSimpleName()).isEqualTo(ours);
            assertThat(exception.refusal().status()).isEqualTo(status);
        });
    }

    @Test
    void isAWrongArgument() {
        assertThatIllegalArgumentException().as("InvalidHash").isThrownBy(() -> new BlobHash("abc"));
        assertThatIllegalArgumentException().as("InvalidMimeType").isThrownBy(() -> BLOB.withType("image/png\r\nX: y"));
        assertThatIllegalArgumentException()
                .as("InvalidUrl")
                .isThrownBy(() -> BlossomClient.builder(URI.create("ftp://cdn.example")));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void hasOneRoot() {
        assertThat(BlossomException.class)
                .isAssignableFrom(RefusedException.class)
                .isAssignableFrom(BlossomException.Unreachable.class);
    }
}
