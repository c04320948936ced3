package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BacklogsTest {
    private final Backlogs backlogs = new Backlogs(new SubscriberLimits(100, 100, Duration.ofMinutes(1)));

    /** Of a subscriber whose thread is busy: told to go, it stays until the test lets it go. */
    private final class Busy implements Backlogs.Backlog {
        private long size;
        private int evictions;

        void grow(long by) {
            size += by;
            backlogs.changed(this, by);
        }

        void go() {
            backlogs.gone(this, size);
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void evict() {
            evictions++;
        }
    }

    @Test
    void theLargestGoes() {
        Busy small = new Busy();
        Busy large = new Busy();
        small.grow(40);
        large.grow(60);
        assertThat(large.evictions).isZero();

        small.grow(1);

        assertThat(large.evictions).isEqualTo(1);
        assertThat(small.evictions).isZero();
    }

    @Test
    void oneThatIsGoingIsEnoughWhileTheOthersFit() {
        Busy small = new Busy();
        Busy large = new Busy();
        large.grow(60);
        small.grow(41);

        small.grow(50);

        assertThat(large.evictions).isEqualTo(1);
        assertThat(small.evictions).isZero();
    }

    @Test
    void moreGoWhereTheThreadOfTheFirstIsBusy() {
        Busy small = new Busy();
        Busy large = new Busy();
        large.grow(60);
        small.grow(41);

        small.grow(60);

        assertThat(large.evictions).isEqualTo(1);
        assertThat(small.evictions).isEqualTo(1);
        assertThat(backlogs.total()).isEqualTo(161);
    }

    @Test
    void whatIsGoneCountsNoMore() {
        Busy small = new Busy();
        Busy large = new Busy();
        large.grow(60);
        small.grow(41);
        large.go();

        small.grow(59);
        assertThat(small.evictions).isZero();
        small.grow(1);

        assertThat(small.evictions).isEqualTo(1);
        assertThat(backlogs.total()).isEqualTo(101);
    }
}
