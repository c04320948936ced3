package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.broker.Courier.Letter;
import dev.rowcast.broker.Router.Subscriber;
import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CourierTest {
    private static final int MESSAGES = 2_000;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final Courier courier = new Courier(loop);
    private final CountDownLatch busy = new CountDownLatch(1);
    private final AtomicInteger completed = new AtomicInteger();
    private final List<ByteBuf> payloads = new ArrayList<>();

    @AfterEach
    void endLoop() {
        busy.countDown();
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }

    @Test
    void nothingIsCompleteBeforeItIsWithTheSubscriber() throws Exception {
        loop.execute(() -> awaitQuietly(busy));
        RecordingSubscriber subscriber = new RecordingSubscriber(courier);
        for (int i = 0; i < MESSAGES; i++) {
            send(Integer.toString(i), subscriber);
        }
        assertThat(completed).hasValue(0);
        assertThat(payloads).allMatch(payload -> payload.refCnt() == 1);

        busy.countDown();
        becomeIdle();
        assertThat(completed).hasValue(MESSAGES);
        assertThat(subscriber.received()).hasSize(MESSAGES);
        assertThat(subscriber.received()).isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
        assertThat(payloads).allMatch(payload -> payload.refCnt() == 0);
        assertThat(subscriber.flushes()).isBetween(1, MESSAGES / 100);
    }

    @Test
    void whoCanNotTakeAMessageIsClosedAndOthersAreServed() throws Exception {
        RecordingSubscriber failing = new RecordingSubscriber(courier, new IllegalStateException("planted"));
        RecordingSubscriber other = new RecordingSubscriber(courier);
        send("1", failing, other);
        becomeIdle();
        assertThat(failing.isClosed()).isTrue();
        assertThat(other.received()).containsExactly("1");
        assertThat(other.flushes()).isPositive();
        assertThat(completed).hasValue(1);
        assertThat(payloads).allMatch(payload -> payload.refCnt() == 0);
    }

    @Test
    void whatComesAfterTheLoopHasEndedIsLetGo() {
        endLoop();
        send("1", new RecordingSubscriber(courier));
        assertThat(completed).hasValue(1);
        assertThat(payloads).allMatch(payload -> payload.refCnt() == 0);
    }

    private void send(String text, Subscriber... subscribers) {
        Publication publication = RecordingSubscriber.publication(text);
        payloads.add(publication.payload());
        Receipt receipt = new Receipt(completed::incrementAndGet);
        courier.take(new Letter(publication, List.of(subscribers), null, receipt));
        receipt.done();
        publication.payload().release();
    }

    /** As often as the courier may put itself at the queue's end. */
    private void becomeIdle() throws Exception {
        for (int i = 0; i < MESSAGES / 100; i++) {
            loop.submit(() -> {}).get(10, TimeUnit.SECONDS);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
