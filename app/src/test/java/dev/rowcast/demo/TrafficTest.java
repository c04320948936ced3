package dev.rowcast.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TrafficTest {
    private final CountedTable table = new CountedTable();
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000);

    @Test
    void makesSoManyChangesASecondEvenOverTheClocksOverflow() {
        try (Traffic traffic = traffic(20)) {
            for (int millis = 0; millis < 10_000; millis += 10) {
                traffic.makeDueChanges();
                nanoTime.addAndGet(Duration.ofMillis(10).toNanos());
            }
        }
        assertThat(table.changes).hasSize(200);
    }

    @Test
    void leavesOutWhatIsMoreThanASecondLate() {
        try (Traffic traffic = traffic(20)) {
            nanoTime.addAndGet(Duration.ofMinutes(5).toNanos());
            traffic.makeDueChanges();
        }
        assertThat(table.changes).hasSize(21);
    }

    @Test
    void triesOnceASecondWhileTheDatabaseIsAway() {
        try (Traffic traffic = traffic(1_000)) {
            table.away = true;
            for (int second = 0; second < 5; second++) {
                traffic.makeDueChanges();
                traffic.makeDueChanges();
                nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
            }
            assertThat(table.attempts).isEqualTo(5);

            table.away = false;
            traffic.makeDueChanges();
        }
        assertThat(table.changes).isNotEmpty();
    }

    @Test
    void makesNoChangeOnceItIsClosed() {
        Traffic traffic = traffic(1_000);
        traffic.close();
        traffic.makeDueChanges();
        assertThat(table.attempts).isZero();
    }

    @Test
    void stopsItsThread() throws InterruptedException {
        CountDownLatch changed = new CountDownLatch(3);
        table.onChange = changed::countDown;
        try (Traffic traffic = Traffic.start(table, 1_000, 1)) {
            assertThat(traffic).isNotNull();
            assertThat(changed.await(10, TimeUnit.SECONDS)).isTrue();
        }
        int attempts = table.attempts;
        // A thread is listed for a moment after its executor has ended.
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("traffic")));
        assertThat(table.attempts).isEqualTo(attempts);
    }

    @Test
    void refusesAFrequencyThatMakesNoSense() {
        assertThatThrownBy(() -> traffic(0)).hasMessageContaining("0 changes a second");
        assertThatThrownBy(() -> traffic(10_001)).hasMessageContaining("1 to 10000");
    }

    @Test
    void keepsTheTableAroundItsSize() throws SqlExecutionException {
        table.pending = 5;
        RandomOrders orders = new RandomOrders(table, new Random(42));
        long most = 0;
        for (int i = 0; i < 20_000; i++) {
            orders.change();
            most = Math.max(most, table.rows());
        }
        assertThat(most).isBetween(50L, 100L);
        assertThat(table.rows()).isGreaterThan(10);
        assertThat(table.changes).hasSize(20_000);
        assertThat(table.changes.stream().distinct()).containsExactlyInAnyOrder("INSERT", "SHIP", "DELIVER", "DELETE");
    }

    @Test
    void makesTheSameChangesWithTheSameSeed() throws SqlExecutionException {
        CountedTable other = new CountedTable();
        RandomOrders orders = new RandomOrders(table, new Random(7));
        RandomOrders sameOrders = new RandomOrders(other, new Random(7));
        for (int i = 0; i < 1_000; i++) {
            orders.change();
            sameOrders.change();
        }
        assertThat(table.changes).isEqualTo(other.changes);
    }

    private Traffic traffic(int changesPerSecond) {
        return new Traffic(new RandomOrders(table, new Random(1)), changesPerSecond, nanoTime::get);
    }

    /** How many orders there are in each status is all that the traffic depends on. */
    private static final class CountedTable implements SqlExecutor {
        private final List<String> changes = new ArrayList<>();
        private long pending;
        private long shipped;
        private long delivered;
        private int attempts;
        private volatile boolean away;
        private volatile Runnable onChange = () -> {};

        private long rows() {
            return pending + shipped + delivered;
        }

        @Override
        public long execute(String sql, Object... parameters) throws SqlExecutionException {
            attempt();
            if (sql.startsWith("INSERT")) {
                pending++;
                return changed("INSERT");
            }
            if (sql.startsWith("DELETE") && delivered > 0) {
                delivered--;
                return changed("DELETE");
            }
            if (sql.contains("SET status = 'shipped'") && pending > 0) {
                pending--;
                shipped++;
                return changed("SHIP");
            }
            if (sql.contains("SET status = 'delivered'") && shipped > 0) {
                shipped--;
                delivered++;
                return changed("DELIVER");
            }
            return 0;
        }

        private long changed(String change) {
            changes.add(change);
            onChange.run();
            return 1;
        }

        @Override
        public long queryForNumber(String sql) throws SqlExecutionException {
            attempt();
            return rows();
        }

        private void attempt() throws SqlExecutionException {
            attempts++;
            if (away) {
                throw new SqlExecutionException("away", new IllegalStateException());
            }
        }
    }
}
