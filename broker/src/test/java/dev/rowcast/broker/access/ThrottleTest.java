package dev.rowcast.broker.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
    private final SetClock clock = new SetClock();
    private final Throttle throttle = new Throttle(clock);

    @Test
    void failuresAreToldLaterAndLaterUpToABound() throws Exception {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            delays.add(fail("192.0.2.1").toMillis());
        }

        assertThat(delays).containsExactly(0L, 0L, 0L, 250L, 500L, 1000L, 2000L, 4000L, 8000L, 8000L, 8000L);
        assertThat(fail("192.0.2.2")).isZero();
    }

    @Test
    void onlyAddressesThatFailHaveABoundOfOpenAttempts() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            assertThat(throttle.begin(address("192.0.2.1"))).isTrue();
        }
        for (int i = 0; i < Throttle.FREE_FAILURES; i++) {
            fail("192.0.2.2");
        }
        for (int i = 0; i < Throttle.OPEN_ATTEMPTS_MAX; i++) {
            assertThat(throttle.begin(address("192.0.2.2"))).isTrue();
        }
        assertThat(throttle.begin(address("192.0.2.2"))).isFalse();

        throttle.done(address("192.0.2.2"));
        assertThat(throttle.begin(address("192.0.2.2"))).isTrue();
    }

    @Test
    void forgetsAnAddressThatHasNotFailedForAWhile() throws Exception {
        for (int i = 0; i < 5; i++) {
            fail("192.0.2.1");
        }
        clock.now = clock.now.plus(Throttle.MEMORY).plusMillis(1);

        assertThat(fail("192.0.2.1")).isZero();
    }

    @Test
    void remembersABoundedNumberOfAddressesAndNoneThatSucceeded() throws Exception {
        throttle.begin(address("192.0.2.1"));
        throttle.done(address("192.0.2.1"));
        assertThat(throttle.size()).isZero();

        for (int i = 0; i < Throttle.ADDRESSES_MAX + 100; i++) {
            fail("10.0." + i / 256 + "." + i % 256);
        }
        assertThat(throttle.size()).isEqualTo(Throttle.ADDRESSES_MAX);
    }

    @Test
    void countsAnIpv6NetworkAsOneAddress() throws Exception {
        for (int i = 0; i < Throttle.FREE_FAILURES; i++) {
            fail("2001:db8:0:1::" + i);
        }

        assertThat(fail("2001:db8:0:1:ffff::1")).isEqualTo(Throttle.FIRST_DELAY);
        assertThat(fail("2001:db8:0:2::1")).isZero();
    }

    private Duration fail(String address) throws UnknownHostException {
        assertThat(throttle.begin(address(address))).isTrue();
        Duration delay = throttle.failed(address(address));
        throttle.done(address(address));
        return delay;
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    /** A clock that stands still. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-11-20T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
