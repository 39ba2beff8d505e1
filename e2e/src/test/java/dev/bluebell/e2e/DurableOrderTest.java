package dev.bluebell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.client.BlossomClient;
import dev.bluebell.blossom.client.LocalBlob;
import dev.bluebell.e2e.SystemCalls.Call;
import dev.bluebell.nostr.KeySigner;
import dev.bluebell.nostr.SecretKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Watches the system calls of the server during an upload. A kill leaves the caches of the kernel, so it cannot show what a
 * loss of power would take; the order of the calls can.
 */
class DurableOrderTest {

    private static final String WAL = "/index.db-wal";

    private static final List<String> STRACE = List.of(
            "strace",
            "-f",
            "-y",
            "-qq",
            "-s",
            "16",
            "--seccomp-bpf",
            "-e",
            "trace=write,pwrite64,pwritev,writev,sendto,sendmsg,fsync,fdatasync,?rename,renameat,renameat2");

    @TempDir
    private Path home;

    @BeforeAll
    static void straceMustWork() throws Exception {
        String help = "this test needs strace (a package of that name) and a system that allows ptrace: ";
        try {
            Process probe = new ProcessBuilder("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(probe.waitFor()).as(help + said).isZero();
        } catch (IOException e) {
            throw new AssertionError(help + e.getMessage(), e);
        }
    }

    @Test
    void everythingIsOnDiskBeforeTheAnswerIsSent() throws IOException {
        LocalBlob blob = LocalBlob.of(() -> new ByteArrayInputStream(new byte[300_000]), "application/octet-stream");
        String hex = blob.hash().hex();

        SystemCalls calls = callsOfUploading(blob);

        Call rename = calls.first(
                "rename",
                call -> call.name().startsWith("rename") && call.text().contains(hex));
        Call answer = calls.first("answer", call -> call.text().contains("\"HTTP/1.1 201"));
        String incoming = rename.text().replaceFirst("[^\"]*\"([^\"]*)\".*", "$1");
        Call lastByte = calls.last("write of the blob", call -> call.writesTo(incoming));
        Call fileSync = calls.first("sync of the blob", call -> call.syncs(incoming) && lastByte.isBefore(call));
        Call lastRow = calls.last("write of the row", call -> call.writesTo(WAL) && call.isBefore(answer));
        Call rowSync = calls.last("sync of the row", call -> call.syncs(WAL) && call.isBefore(answer));
        inOrder(fileSync, rename);
        inOrder(lastRow, rowSync, answer);
        String outer = "/blobs/" + hex.substring(0, 2);
        for (String folder : List.of(outer + "/" + hex.substring(2, 4), outer, "/blobs")) {
            Call sync = calls.first("sync of " + folder, call -> call.syncs(folder) && rename.isBefore(call));
            inOrder(rename, sync, lastRow);
        }
    }

    private static void inOrder(Call... calls) {
        for (int i = 1; i < calls.length; i++) {
            Call one = calls[i - 1];
            Call next = calls[i];
            assertThat(one.isBefore(next))
                    .as("%s is over before %s begins", one, next)
                    .isTrue();
        }
    }

    private SystemCalls callsOfUploading(LocalBlob blob) throws IOException {
        Path output = home.resolve("strace");
        List<String> wrapper = Stream.concat(STRACE.stream(), Stream.of("-o", output.toString()))
                .toList();
        KeySigner signer = new KeySigner(SecretKey.generate(new SecureRandom()), new SecureRandom());
        try (ServerProcess server = ServerProcess.start(home, wrapper);
                BlossomClient client =
                        BlossomClient.builder(server.url()).signer(signer).build()) {
            client.upload(blob).orThrow();
            server.stop();
        }
        return SystemCalls.parse(Files.readAllLines(output, StandardCharsets.ISO_8859_1));
    }
}
