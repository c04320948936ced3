package dev.rowcast.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Passed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class HandoffTest {
    private static final int MAX_ITEMS = 8;
    private static final long MAX_BYTES = 100;
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Handoff handoff = new Handoff(MAX_ITEMS, MAX_BYTES);

    @Test
    void handsOnInOrderWithinItsBounds() throws Exception {
        AtomicInteger put = new AtomicInteger();
        CompletableFuture<Void> reader = reading(1_000, put);

        await().untilAsserted(() -> assertThat(put).hasValue(MAX_ITEMS));
        List<StreamItem> taken = new ArrayList<>();
        while (taken.size() < 1_000) {
            taken.add(handoff.poll(LONG));
            assertThat(put).hasValueLessThanOrEqualTo(taken.size() + MAX_ITEMS + 1);
        }

        reader.join();
        assertThat(taken)
                .extracting(item -> ((Passed) item).position().offset())
                .isSorted();
    }

    @Test
    void aReaderThatWaitedForRoomGoesOnOnceHalfIsTaken() throws Exception {
        AtomicInteger put = new AtomicInteger();
        CompletableFuture<Void> reader = reading(MAX_ITEMS + 1, put);
        await().untilAsserted(() -> assertThat(put).hasValue(MAX_ITEMS));

        for (int i = 0; i < MAX_ITEMS / 2; i++) {
            assertThat(handoff.poll(Duration.ZERO)).isNotNull();
        }

        reader.join();
    }

    @Test
    void oneItemFitsHoweverLarge() throws Exception {
        handoff.put(item(1), 10 * MAX_BYTES);
        CompletableFuture<Void> reader = reading(1, new AtomicInteger());

        assertThat(handoff.poll(LONG)).isEqualTo(item(1));
        reader.join();
        assertThat(handoff.poll(LONG)).isEqualTo(item(0));
        assertThat(handoff.poll(Duration.ZERO)).isNull();
    }

    @Test
    void theEndComesBehindWhatWasPut() throws Exception {
        handoff.put(item(1), 1);
        handoff.end(new IOException("cut"));
        handoff.end(new IOException("again"));

        assertThat(handoff.hasEndedWithNothing()).isFalse();
        assertThat(handoff.poll(LONG)).isEqualTo(item(1));
        assertThat(handoff.hasEndedWithNothing()).isTrue();
        assertThatThrownBy(() -> handoff.poll(LONG)).hasMessage("cut");
        assertThat(handoff.awaitEnd(LONG)).isTrue();
    }

    @Test
    void theEndWakesWhoWaitsForAnItem() {
        CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> handoff.end(new IOException("cut")));

        assertThatThrownBy(() -> handoff.poll(LONG)).hasMessage("cut");
        ending.join();
    }

    @Test
    void onceClosedNothingWaitsForRoom() {
        AtomicInteger put = new AtomicInteger();
        CompletableFuture<Void> reader = reading(100, put);
        await().untilAsserted(() -> assertThat(put).hasValue(MAX_ITEMS));

        handoff.close();

        reader.join();
        assertThat(put).hasValue(100);
    }

    private CompletableFuture<Void> reading(int count, AtomicInteger put) {
        return CompletableFuture.runAsync(() -> {
            for (int i = 0; i < count; i++) {
                try {
                    handoff.put(item(i), 1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                put.incrementAndGet();
            }
        });
    }

    private static StreamItem item(long offset) {
        return new Passed(new Position(GtidSet.NONE, "binlog.000001", offset));
    }
}
