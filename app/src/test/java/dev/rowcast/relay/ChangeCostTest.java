package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.NOW;
import static dev.rowcast.relay.TestingFollowing.ORDERS;
import static dev.rowcast.relay.TestingFollowing.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.Source;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.Value;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change costs that no machine makes faster or slower: messages, and memory on the relay's thread. */
final class ChangeCostTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CHANGES = 20_000;
    private static final int STEP = 500;
    /** Measured: 3,043 bytes, the broker in memory included. More means that something is made for each change that was not before. */
    private static final long MOST_BYTES = 3_800;

    private final TestingFollowing testing = new TestingFollowing();
    private int offset = 200;

    @Test
    void aChangeIsTwoMessagesAndBoundedMemory() throws Exception {
        try (Following following = testing.settled()) {
            relay(following);
            testing.broker.forget();

            long bytes = relay(following);

            assertThat(testing.topics()).hasSize(2 * CHANGES);
            assertThat(bytes / CHANGES).isLessThan(MOST_BYTES);
        }
    }

    @Test
    void manyChangesOfARowAtOnceAreManyEventsAndOneState() throws Exception {
        try (Following following = testing.settled()) {
            for (int i = 0; i < 300; i++) {
                add(7);
            }
            TestingFollowing.steps(following, 1);

            assertThat(testing.topics())
                    .hasSize(301)
                    .containsOnlyOnce("orders/state/7")
                    .contains("orders/updated/7");
        }
    }

    /**
     * In transactions of one change each, which cost most.
     *
     * @return what this thread has allocated for them
     */
    private long relay(Following following) throws Exception {
        long bytes = 0;
        for (int i = 0; i < CHANGES; i++) {
            add(i);
            if (i % STEP == STEP - 1) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                TestingFollowing.steps(following, 1);
                bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
            }
        }
        assertThat(testing.source.items).isEmpty();
        return bytes;
    }

    private void add(long id) {
        offset += 100;
        Row key = new Row(List.of("id"), List.of(new Value.Int(id)));
        Source source = new Source(testing.source.server, null, "binlog.000001", offset, 1, NOW);
        testing.source.items.add(
                new RowChange(ORDERS, Operation.UPDATE, key, row(id, "pending"), row(id, "shipped"), source));
        testing.source.items.add(new Commit(at(offset + 50), NOW));
    }

    private static Row row(long id, String status) {
        return new Row(
                List.of("id", "customer_name", "quantity", "total", "status"),
                List.of(
                        new Value.Int(id),
                        new Value.Text("Łukasz Żółć"),
                        new Value.Int(3),
                        new Value.Text("104.97"),
                        new Value.Text(status)));
    }
}
