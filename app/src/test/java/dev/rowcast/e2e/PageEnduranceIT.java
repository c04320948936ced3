package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.page.OrdersPageObject;
import dev.rowcast.testing.TestingBrowser;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingRowcast;
import dev.rowcast.testing.TestingSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/**
 * A page that is kept open while much is written: its memory stays bounded, and it stays equal to the table. How long, with
 * how many rows and changes is set by {@code rowcast.page.seconds}, {@code rowcast.page.rows} and {@code rowcast.page.rate};
 * {@code bench/page} runs it for an hour and prints what it measures.
 */
final class PageEnduranceIT {
    private static final int SECONDS = Integer.getInteger("rowcast.page.seconds", 20);
    private static final int ROWS = Integer.getInteger("rowcast.page.rows", 5_000);
    private static final int RATE = Integer.getInteger("rowcast.page.rate", 1_000);

    private static final int BATCHES_PER_SECOND = 50;
    private static final int SLICES = 10;
    private static final int LOADS = 5;
    /** What the page remembers beside rows is full only after some time: versions of the last events and deletions. */
    private static final double MOST_GROWTH_MB = 32;

    private static final int MOST_ELEMENTS = 4_000;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String WATCH =
            """
            window.frames = [];
            let last = performance.now();
            const frame = (now) => {
              frames.push(now - last);
              last = now;
              requestAnimationFrame(frame);
            };
            requestAnimationFrame(frame);""";
    private static final String SORT_FRAMES = "window.sorted = frames.splice(0).sort((a, b) => a - b)";

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void memoryIsBoundedAndThePageStaysEqual() throws Exception {
        TestingDatabase database = TestingFlavour.MARIADB.shared();
        new TestingOrders(database).clear();
        database.execute("INSERT INTO orders (id, customer_name, product_name, quantity, total, status)"
                + " SELECT seq, CONCAT('Customer ', seq), CONCAT('Product ', seq % 97), seq % 9 + 1, seq % 1000,"
                + " ELT(seq % 3 + 1, 'pending', 'shipped', 'delivered') FROM seq_1_to_" + ROWS);
        try (TestingRowcast rowcast = TestingRowcast.start(TestingSettings.embedded(database, directory));
                TestingBrowser browser = TestingBrowser.start()) {
            OrdersPageObject page = new OrdersPageObject(browser);
            tellOfLoads(browser, page, rowcast);
            browser.driver().executeScript(WATCH);
            try (Writer writer = new Writer(database)) {
                double first = 0;
                double lastHeap = 0;
                for (int slice = 1; slice <= SLICES; slice++) {
                    writer.awaitSeconds(slice * SECONDS / (double) SLICES);
                    lastHeap = browser.heapBytes() / 1e6;
                    first = slice == 2 ? lastHeap : first;
                    tell(browser, writer, lastHeap);
                }
                writer.stop();
                assertThat(lastHeap - first).isLessThan(MOST_GROWTH_MB);
                assertThat(browser.number("return document.querySelectorAll('*').length"))
                        .isLessThan(MOST_ELEMENTS);
            }
            String rows = database.query("SELECT FORMAT(COUNT(*), 0) FROM orders");
            String shipped = database.query("SELECT FORMAT(COUNT(*), 0) FROM orders WHERE status = 'shipped'");
            await("the page to show the table")
                    .until(() -> page.count("all").equals(rows)
                            && page.count("shipped").equals(shipped));
        }
    }

    /** How long it takes until the first row is on the screen, and all are there. */
    private static void tellOfLoads(TestingBrowser browser, OrdersPageObject page, TestingRowcast rowcast) {
        browser.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of(
                                "source",
                                """
                                new MutationObserver((changes, observer) => {
                                  if (document.querySelector('#rows tr')) {
                                    window.firstRow = performance.now();
                                    observer.disconnect();
                                  }
                                }).observe(document, { childList: true, subtree: true });"""));
        List<Long> firstRows = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < LOADS; i++) {
            browser.driver().get("about:blank");
            page.open(rowcast.pageUrl().toString());
            await("all rows").until(() -> page.count("all").equals(String.format(Locale.ROOT, "%,d", ROWS)));
            firstRows.add((long) browser.number("return window.firstRow"));
            all.add((long) browser.number("return performance.now()"));
        }
        System.out.printf(
                Locale.ROOT,
                "%,d rows: first row on the screen after %d ms, all after %d ms (medians of %d loads)%n",
                ROWS,
                median(firstRows),
                median(all),
                LOADS);
        System.out.println("seconds  changes     rows  heap MB  frame p50   p95   p99   longest (ms)");
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void tell(TestingBrowser browser, Writer writer, double heap) {
        String rows = browser.driver()
                .findElement(By.cssSelector("#counts .chip.all b"))
                .getText();
        browser.driver().executeScript(SORT_FRAMES);
        System.out.printf(
                Locale.ROOT,
                "%7.0f %8d %8s %8.1f %10.1f %5.1f %5.1f %9.1f%n",
                writer.seconds(),
                writer.changes(),
                rows,
                heap,
                frame(browser, 0.5),
                frame(browser, 0.95),
                frame(browser, 0.99),
                frame(browser, 1));
    }

    private static double frame(TestingBrowser browser, double share) {
        return browser.number(
                "return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * " + share + "))])");
    }

    /** Updates, inserts and deletes, in transactions of a few, at a rate, on a thread of its own. */
    private static final class Writer implements AutoCloseable {
        private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        private final long start = System.nanoTime();
        private final Connection connection;
        private final Statement statement;
        private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        private final ScheduledFuture<?> schedule;

        private long oldest = 1;
        private long next = ROWS + 1L;
        private final AtomicLong changes = new AtomicLong();

        Writer(TestingDatabase database) throws SQLException {
            this.connection = database.connection();
            this.statement = connection.createStatement();
            connection.setAutoCommit(false);
            long periodNanos = Duration.ofSeconds(1).toNanos() / BATCHES_PER_SECOND;
            this.schedule = executor.scheduleAtFixedRate(this::write, 0, periodNanos, TimeUnit.NANOSECONDS);
        }

        private void write() {
            try {
                for (int i = 0; i < RATE / BATCHES_PER_SECOND; i++) {
                    statement.executeUpdate(change());
                    changes.getAndIncrement();
                }
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private String change() {
            int choice = random.nextInt(10);
            if (choice == 0) {
                return "INSERT INTO orders (id, customer_name, product_name) VALUES (" + next++
                        + ", 'Newcomer', 'Pen')";
            }
            if (choice == 1) {
                return "DELETE FROM orders WHERE id = " + oldest++;
            }
            return "UPDATE orders SET quantity = quantity % 99 + 1, status = ELT(" + random.nextInt(1, 4)
                    + ", 'pending', 'shipped', 'delivered') WHERE id = " + random.nextLong(oldest, next);
        }

        double seconds() {
            return (System.nanoTime() - start) / 1e9;
        }

        long changes() {
            return changes.get();
        }

        /** Waits until this long after the start, or for the end of writing. */
        void awaitSeconds(double wanted) {
            Awaitility.await("the time to come").forever().until(() -> seconds() >= wanted || schedule.isDone());
        }

        /** After the transaction that is under way. */
        void stop() throws InterruptedException {
            assertThat(schedule.isDone()).as("the writer has failed").isFalse();
            executor.shutdown();
            assertThat(executor.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }

        @Override
        public void close() throws SQLException {
            executor.shutdown();
            await("the writer to end").until(executor::isTerminated);
            connection.close();
        }
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(50));
    }
}
