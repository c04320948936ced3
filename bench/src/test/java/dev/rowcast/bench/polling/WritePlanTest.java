package dev.rowcast.bench.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rowcast.bench.polling.Write.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WritePlanTest {
    private static final List<Long> ORDERS = List.of(1L, 2L, 3L);
    private static final List<Write> HOUR = WritePlan.of(7, Duration.ofHours(1), 5, ORDERS, 4);

    @Test
    void theSameSeedMakesTheSamePlan() {
        assertThat(WritePlan.of(7, Duration.ofHours(1), 5, ORDERS, 4)).isEqualTo(HOUR);
        assertThat(WritePlan.of(8, Duration.ofHours(1), 5, ORDERS, 4)).isNotEqualTo(HOUR);
    }

    @Test
    void writesAsMuchAsAskedForOnAverage() {
        assertThat(HOUR.size() / 3600.0).isCloseTo(5, within(0.5));
    }

    @Test
    void hasQuietSpells() {
        long quiet = 0;
        for (int i = 1; i < HOUR.size(); i++) {
            Duration pause = HOUR.get(i).at().minus(HOUR.get(i - 1).at());
            assertThat(pause).isGreaterThanOrEqualTo(Duration.ZERO).isLessThan(Duration.ofSeconds(25));
            quiet += pause.compareTo(Duration.ofSeconds(7)) > 0 ? 1 : 0;
        }
        assertThat(quiet).isBetween(150L, 210L);
    }

    @Test
    void changesOnlyOrdersThatAreThereAndUsesNoIdTwice() {
        Set<Long> there = new HashSet<>(ORDERS);
        Set<Long> used = new HashSet<>(ORDERS);
        for (Write write : HOUR) {
            switch (write.kind()) {
                case INSERT -> {
                    assertThat(used.add(write.order())).isTrue();
                    there.add(write.order());
                }
                case UPDATE -> assertThat(there).contains(write.order());
                case DELETE -> assertThat(there.remove(write.order())).isTrue();
            }
        }
        assertThat(HOUR).extracting(Write::kind).contains(Kind.values());
    }

    @Test
    void numbersWritesFromOneOn() {
        for (int i = 0; i < HOUR.size(); i++) {
            assertThat(HOUR.get(i).number()).isEqualTo(i + 1);
        }
    }

    @Test
    void keepsTransactionsOfSomeOrdersOpen() {
        assertThat(HOUR).allSatisfy(write -> {
            if (WritePlan.isSlow(write.order())) {
                assertThat(write.open()).isBetween(Duration.ofMillis(20), Duration.ofMillis(200));
            } else {
                assertThat(write.open()).isZero();
            }
        });
        assertThat(HOUR).anyMatch(write -> WritePlan.isSlow(write.order()));
    }

    @Test
    void aFewSecondsHaveWritesToo() {
        assertThat(WritePlan.of(1, Duration.ofSeconds(3), 5, ORDERS, 4)).isNotEmpty();
        assertThat(WritePlan.of(1, Duration.ofSeconds(3), 5, List.of(), 4)).isNotEmpty();
    }

    @Test
    void refusesARateOfNone() {
        assertThatThrownBy(() -> WritePlan.of(1, Duration.ofSeconds(3), 0, ORDERS, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
