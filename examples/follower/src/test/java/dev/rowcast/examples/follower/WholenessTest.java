package dev.rowcast.examples.follower;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WholenessTest {
    private static final long QUIET = Wholeness.QUIET.toNanos();

    private final Wholeness wholeness = new Wholeness(0);

    private void stream() {
        wholeness.status("online");
        wholeness.phase("streaming");
    }

    @Test
    void aProbeBehindTheQuietEndsIt() {
        stream();
        wholeness.retained(5);
        wholeness.probe(5 + QUIET);
        assertThat(wholeness.isWhole()).isTrue();
    }

    @Test
    void theQuietAloneDoesNot() {
        stream();
        wholeness.retained(5);
        assertThat(wholeness.isWhole()).isFalse();
    }

    @Test
    void aProbeBetweenRetainedMessagesDoesNot() {
        stream();
        wholeness.retained(5);
        wholeness.probe(4 + QUIET);
        assertThat(wholeness.isWhole()).isFalse();
        wholeness.retained(6 + QUIET);
        wholeness.probe(7 + QUIET);
        assertThat(wholeness.isWhole()).isFalse();
    }

    @Test
    void nothingIsBelievedWhileRowcastIsAwayOrTakesASnapshot() {
        wholeness.status("online");
        wholeness.probe(QUIET);
        wholeness.phase("snapshot");
        wholeness.probe(2 * QUIET);
        wholeness.phase("streaming");
        wholeness.status("offline");
        wholeness.probe(3 * QUIET);
        assertThat(wholeness.isWhole()).isFalse();
        wholeness.status("online");
        wholeness.probe(4 * QUIET);
        assertThat(wholeness.isWhole()).isTrue();
    }

    @Test
    void anEmptyTableIsWholeToo() {
        stream();
        wholeness.probe(QUIET);
        assertThat(wholeness.isWhole()).isTrue();
    }

    @Test
    void whatWasReadWholeStaysSo() {
        stream();
        wholeness.probe(QUIET);
        wholeness.phase("resync");
        wholeness.probe(2 * QUIET);
        assertThat(wholeness.isWhole()).isTrue();
    }
}
