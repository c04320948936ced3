package dev.rowcast.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void timesHaveAsManyDigitsAsPeopleRead() {
        assertThat(Figures.time(Duration.ofNanos(4_449_000))).isEqualTo("4.4 ms");
        assertThat(Figures.time(Duration.ofMillis(43))).isEqualTo("43 ms");
        assertThat(Figures.time(Duration.ofMillis(2_013))).isEqualTo("2,013 ms");
        assertThat(Figures.time(Duration.ofMillis(12_345))).isEqualTo("12.3 s");
    }

    @Test
    void bytesAreInPowersOfTen() {
        assertThat(Figures.bytes(1_234)).isEqualTo("1.2 kB");
        assertThat(Figures.bytes(2_500_000)).isEqualTo("2.5 MB");
    }

    @Test
    void mebibytesAreInPowersOfTwo() {
        assertThat(Figures.mebibytes(128L << 20)).isEqualTo("128 MiB");
        assertThat(Figures.mebibytes(2L << 30)).isEqualTo("2,048 MiB");
    }

    @Test
    void thereIsNoShareOfNothing() {
        assertThat(Figures.percent(1, 3)).isEqualTo("33 %");
        assertThat(Figures.percent(0, 0)).isEqualTo("–");
    }

    @Test
    void aMachineSaysWhatFiguresHoldFor() {
        Machine machine = new Machine(
                Instant.parse("2026-11-20T09:12:00Z"), "1a2b3c4", "17.0.15", "Linux", 2, "Some CPU", 8L << 30, 1.25);

        assertThat(machine.sentence())
                .isEqualTo(
                        "Measured on 2026-11-20T09:12:00Z at commit 1a2b3c4 with JDK 17.0.15 on Linux, 2 cores (Some CPU),"
                                + " 8.0 GB of memory, load average 1.3 before the start");
        assertThat(Machine.now("1a2b3c4").processors()).isPositive();
    }
}
