package dev.rowcast.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RateTest {
    private static final long SECOND = 1_000_000_000L;

    private final Rate rate = new Rate();

    @Test
    void isUnknownBeforeTwoSamples() {
        assertThat(rate.perSecond()).isZero();
        rate.sample(100, 0);
        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void isOverTheLastSeconds() {
        for (int second = 0; second <= 10; second++) {
            rate.sample(second < 5 ? 0 : (second - 5) * 50L, second * SECOND);
        }

        assertThat(rate.perSecond()).isEqualTo(50);
    }

    @Test
    void fallsToZero() {
        rate.sample(0, 0);
        rate.sample(100, SECOND);
        for (int second = 2; second <= 6; second++) {
            rate.sample(100, second * SECOND);
        }

        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void isNeverBelowZero() {
        rate.sample(100, 0);
        rate.sample(0, SECOND);

        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void keepsTwoSamplesThatAreFarApart() {
        rate.sample(0, 0);
        rate.sample(100, 10 * SECOND);

        assertThat(rate.perSecond()).isEqualTo(10);
    }
}
