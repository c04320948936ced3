package dev.rowcast.examples.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ReconciliationTest {
    @Test
    void fewerRowsThanWereCountedAreNotAll() {
        assertThat(Reconciliation.isTruncated(1000, OptionalLong.of(5000), 0)).isTrue();
        assertThat(Reconciliation.isTruncated(5000, OptionalLong.of(5000), 0)).isFalse();
        assertThat(Reconciliation.isTruncated(5100, OptionalLong.of(5000), 0)).isFalse();
    }

    @Test
    void rowsThatWereDeletedMeanwhileAreNotMissing() {
        assertThat(Reconciliation.isTruncated(4990, OptionalLong.of(5000), 10)).isFalse();
        assertThat(Reconciliation.isTruncated(4989, OptionalLong.of(5000), 10)).isTrue();
    }

    @Test
    void whereRowcastDoesNotCountNothingIsCompared() {
        assertThat(Reconciliation.isTruncated(0, OptionalLong.empty(), 0)).isFalse();
    }
}
