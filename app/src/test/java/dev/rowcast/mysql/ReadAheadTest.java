package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.relay.TableReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ReadAheadTest {
    private static final TableId ORDERS = new TableId("shop", "orders");
    private static final Position EARLIER = new Position(MysqlGtidSet.parse(""), "binlog.000001", 100);
    private static final Position LATER = new Position(MysqlGtidSet.parse(""), "binlog.000001", 200);

    private final Tables tables = new Tables();
    private final ReadAhead reader = new ReadAhead(tables);

    /** Notes what is asked for, in the order in which it is done, each with what was delivered then. */
    private static final class Tables implements TableReader {
        final List<String> done = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch mayRead = new CountDownLatch(1);
        volatile boolean lost;

        @Override
        public Chunk read(TableId table, @Nullable String after, Position delivered) throws SourceUnavailableException {
            try {
                if (!mayRead.await(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody lets it read");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            done.add("read after " + after);
            if (lost) {
                throw new SourceUnavailableException("lost");
            }
            return new Chunk(List.of(), delivered, delivered, null);
        }

        @Override
        public Keys readKeys(TableId table, @Nullable String after, String last, Position delivered) {
            done.add("keys");
            return new Keys(List.of(), null);
        }

        @Override
        public Count count(TableId table, Position delivered) {
            done.add("count");
            return new Count(OptionalLong.of(0), 0, delivered);
        }

        @Override
        public void close() {
            done.add("close");
        }
    }

    @AfterEach
    void close() {
        tables.mayRead.countDown();
        reader.close();
    }

    @Test
    void aPreparedChunkIsOfWhenItWasPrepared() throws Exception {
        reader.prepare(ORDERS, "7", EARLIER);
        tables.mayRead.countDown();

        assertThat(reader.read(ORDERS, "7", LATER).low()).isEqualTo(EARLIER);
        assertThat(reader.read(ORDERS, "7", LATER).low()).as("once").isEqualTo(LATER);
    }

    @Test
    void itSaysWhetherAChunkIsStillBeingRead() throws Exception {
        assertThat(reader.isPreparing()).isFalse();
        reader.prepare(ORDERS, "7", EARLIER);
        assertThat(reader.isPreparing()).isTrue();

        tables.mayRead.countDown();
        await().until(() -> !reader.isPreparing());

        assertThat(reader.read(ORDERS, "7", LATER).low()).isEqualTo(EARLIER);
        assertThat(reader.isPreparing()).isFalse();
    }

    @Test
    void whatIsNotAskedForNextIsForgotten() throws Exception {
        tables.mayRead.countDown();
        reader.prepare(ORDERS, "7", EARLIER);

        assertThat(reader.read(ORDERS, null, LATER).low()).isEqualTo(LATER);
        assertThat(reader.read(ORDERS, "7", LATER).low()).isEqualTo(LATER);
        assertThat(tables.done).containsExactly("read after 7", "read after null", "read after 7");
    }

    @Test
    void whyAChunkCanNotBeReadIsToldToWhoAsksForIt() throws Exception {
        tables.lost = true;
        tables.mayRead.countDown();
        reader.prepare(ORDERS, "7", EARLIER);

        assertThat(reader.count(ORDERS, LATER).rows()).hasValue(0);
        assertThatThrownBy(() -> reader.read(ORDERS, "7", LATER))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessage("lost");
    }

    @Test
    void allElseWaitsForTheChunk() throws Exception {
        reader.prepare(ORDERS, "7", EARLIER);
        Thread asking = new Thread(() -> {
            try {
                reader.count(ORDERS, LATER);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        asking.start();
        tables.mayRead.countDown();
        asking.join();
        reader.close();

        assertThat(tables.done).containsExactly("read after 7", "count", "close");
    }
}
