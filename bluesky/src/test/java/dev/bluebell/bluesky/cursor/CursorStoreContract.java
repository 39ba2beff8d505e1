package dev.bluebell.bluesky.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluebell.bluesky.Did;
import dev.bluebell.bluesky.Nsid;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of positions does. */
public abstract class CursorStoreContract {

    private static final Did ALICE = new Did("did:plc:z72i7hdynmk6r22z27h6tvur");
    private static final Did BOB = new Did("did:web:bob.example");
    private static final Nsid LIST = new Nsid("com.atproto.repo.listRecords");
    private static final CursorScope SCOPE = new CursorScope(Optional.of(ALICE), "pds.example", LIST, "posts");

    protected abstract CursorStore store();

    @Test
    void hasThePositionThatWasSavedLast() {
        assertThat(store().find(SCOPE)).isEmpty();

        store().save(SCOPE, new Position("a"));
        store().save(SCOPE, new Position("b"));

        assertThat(store().find(SCOPE)).contains(new Position("b"));
    }

    @Test
    void defect04KeepsThePositionsOfAccountsHostsEndpointsAndKeysApart() {
        // pysky kept one position an endpoint, for whatever account.
        store().save(SCOPE, new Position("here"));

        assertThat(store().find(new CursorScope(Optional.of(BOB), "pds.example", LIST, "posts")))
                .isEmpty();
        assertThat(store().find(new CursorScope(Optional.empty(), "pds.example", LIST, "posts")))
                .isEmpty();
        assertThat(store().find(new CursorScope(Optional.of(ALICE), "pds.example:3000", LIST, "posts")))
                .isEmpty();
        assertThat(store().find(new CursorScope(
                        Optional.of(ALICE), "pds.example", new Nsid("app.bsky.graph.getFollows"), "posts")))
                .isEmpty();
        assertThat(store().find(new CursorScope(Optional.of(ALICE), "pds.example", LIST, "")))
                .isEmpty();
        assertThat(store().find(SCOPE)).contains(new Position("here"));
    }

    @Test
    void keepsThePositionsOfNobody() {
        CursorScope nobodys = new CursorScope(Optional.empty(), "api.example", LIST, "");

        store().save(nobodys, new Position("1"));
        store().save(nobodys, new Position("2"));

        assertThat(store().find(nobodys)).contains(new Position("2"));
        store().forget(nobodys);
        assertThat(store().find(nobodys)).isEmpty();
    }

    @Test
    void forgetsOnePositionOnly() {
        CursorScope other = new CursorScope(Optional.of(BOB), "pds.example", LIST, "posts");
        store().save(SCOPE, new Position("a"));
        store().save(other, new Position("b"));

        store().forget(SCOPE);
        store().forget(SCOPE);

        assertThat(store().find(SCOPE)).isEmpty();
        assertThat(store().find(other)).contains(new Position("b"));
    }

    @Test
    void keepsLongAndStrangePositionsWhole() {
        Position strange = new Position("é'\"\\ %_;\n😀".repeat(2000));
        Position longest = new Position("x".repeat(Position.MOST_BYTES));
        CursorScope longKey = new CursorScope(Optional.of(ALICE), "h".repeat(255), LIST, "k".repeat(1024));

        store().save(SCOPE, strange);
        store().save(longKey, longest);

        assertThat(store().find(SCOPE)).contains(strange);
        assertThat(store().find(longKey)).contains(longest);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> new Position("é".repeat(Position.MOST_BYTES / 2 + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 KiB");
        assertThatThrownBy(() -> new CursorScope(Optional.empty(), "h", LIST, "k".repeat(1025)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CursorScope(Optional.empty(), "", LIST, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
