package dev.bluebell.server.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.server.Body;
import dev.bluebell.server.BodyException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InflowTest {

    private static final Body PIECES = () -> ByteBuffer.allocate(40);

    private final Inflow inflow = new Inflow(100);

    private static Body through(Inflow.Share share) {
        return share.through(PIECES);
    }

    @Test
    void boundsAllBodiesTogether() {
        try (Inflow.Share one = inflow.share(OptionalLong.empty());
                Inflow.Share other = inflow.share(OptionalLong.empty())) {
            assertThat(through(one).next().remaining()).isEqualTo(40);
            assertThat(through(other).next().remaining()).isEqualTo(40);

            assertThatThrownBy(() -> through(one).next()).isInstanceOf(BodyException.TooLarge.class);
        }
    }

    @Test
    void givesBackWhatABodyTook() {
        for (int i = 0; i < 10; i++) {
            try (Inflow.Share share = inflow.share(OptionalLong.empty())) {
                through(share).next();
                through(share).next();
                assertThatThrownBy(() -> through(share).next()).isInstanceOf(BodyException.TooLarge.class);
            }
        }
    }

    @Test
    void endsABodyThatIsLongerThanItsHint() {
        try (Inflow.Share share = inflow.share(OptionalLong.of(79))) {
            through(share).next();

            assertThatThrownBy(() -> through(share).next())
                    .isInstanceOf(BodyException.TooLarge.class)
                    .hasMessageContaining("79");
        }
    }
}
