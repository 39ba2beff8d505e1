package dev.bluebell.blossom.servers;

import static dev.bluebell.blossom.servers.Samples.HASH;
import static dev.bluebell.blossom.servers.Samples.HELLO;
import static dev.bluebell.blossom.servers.Samples.address;
import static dev.bluebell.blossom.servers.Samples.closedPort;
import static dev.bluebell.blossom.servers.Samples.granted;
import static dev.bluebell.blossom.servers.Samples.localhost;
import static dev.bluebell.blossom.servers.Samples.signed;
import static dev.bluebell.blossom.servers.Samples.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluebell.blossom.RefusedException;
import dev.bluebell.blossom.ServerAddress;
import dev.bluebell.blossom.TokenVerdict;
import dev.bluebell.blossom.Verb;
import dev.bluebell.blossom.client.Accepted;
import dev.bluebell.blossom.client.BlobHead;
import dev.bluebell.blossom.client.ReadOptions;
import dev.bluebell.blossom.client.WriteOptions;
import dev.bluebell.testing.MemoryBlossom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhereIsItTest {

    private final MemoryBlossom one = MemoryBlossom.start();
    private final MemoryBlossom two = MemoryBlossom.start();
    private BlossomServers servers;

    @BeforeEach
    void oneServerHasTheBlobTheOtherHasNotAndTheThirdIsGone() {
        one.keep(HELLO, "application/json");
        servers = signed(List.of(one.url(), localhost(two), closedPort())).build();
    }

    @AfterEach
    void stop() {
        servers.close();
        one.close();
        two.close();
    }

    @Test
    void asksEveryServerWhetherItHasABlob() {
        List<Outcome<BlobHead>> heads = servers.head(HASH, ReadOptions.defaults());

        assertThat(heads).extracting(Outcome::server).isEqualTo(servers.addresses());
        assertThat(heads.get(0).orThrow().type()).isEqualTo("application/json");
        assertThat(heads.get(1).failure()).containsInstanceOf(RefusedException.NotFound.class);
        assertThat(heads.get(2)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void namesTheServersThatHaveABlob() {
        assertThat(servers.holders(HASH)).containsExactly(address(one));
    }

    @Test
    void deletesABlobOnEveryServerThatHasIt() {
        List<Outcome<Accepted>> deletions = servers.delete(HASH, WriteOptions.defaults());

        assertThat(one.hashes()).isEmpty();
        assertThat(deletions.get(0).orThrow()).isEqualTo(new Accepted(204));
        assertThat(deletions.get(2)).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void givesEachServerATokenToDeleteThatIsGoodThereAlone() {
        servers.delete(HASH, WriteOptions.defaults());

        MemoryBlossom.Request request = two.requests("DELETE", "/").getFirst();
        assertThat(verdict(request, Verb.DELETE, "localhost")).isEqualTo(granted(HASH));
        assertThat(verdict(request, Verb.DELETE, "127.0.0.1")).isInstanceOf(TokenVerdict.Refused.class);
    }

    @Test
    void asksSomeOfTheServers() {
        ServerAddress second = servers.addresses().get(1);

        assertThat(servers.only(List.of(second)).head(HASH, ReadOptions.defaults()))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.server()).isEqualTo(second));
        assertThat(one.requests()).isEmpty();
    }
}
