package dev.bluebell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class RealPdsTest {

    @Test
    void letsItsAccountInAndKnowsItsDid() throws Exception {
        try (RealPds pds = RealPds.start();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            HttpResponse<String> session = http.send(
                    HttpRequest.newBuilder(pds.url().resolve("/xrpc/com.atproto.server.createSession"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"identifier\":\"%s\",\"password\":\"%s\"}"
                                    .formatted(RealPds.HANDLE, pds.password())))
                            .build(),
                    BodyHandlers.ofString());
            HttpResponse<String> document = http.send(
                    HttpRequest.newBuilder(URI.create(pds.plcUrl() + "/" + pds.did()))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(session.statusCode()).as(session.body()).isEqualTo(200);
            assertThat(session.body()).contains("accessJwt", pds.did());
            assertThat(document.body()).contains(pds.url().toString(), RealPds.HANDLE);
        }
    }
}
