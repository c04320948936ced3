package dev.rowcast.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One message for very many subscribers, on several event loops. */
final class RouterTest {
    private static final int SUBSCRIBERS = 3_000;
    private static final int MESSAGES = 20;

    private final List<DefaultEventLoop> loops =
            List.of(new DefaultEventLoop(), new DefaultEventLoop(), new DefaultEventLoop());
    private final Router router = new Router();

    @AfterEach
    void endLoops() {
        loops.forEach(
                loop -> loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS));
    }

    @Test
    void everyOneOfManyGetsEveryMessageInOrder() throws Exception {
        List<RecordingSubscriber> subscribers = IntStream.range(0, SUBSCRIBERS)
                .mapToObj(i -> new RecordingSubscriber(router.courier(loops.get(i % loops.size()))))
                .toList();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            router.subscribe(i % 2 == 0 ? "orders/+" : "orders/#", subscribers.get(i));
        }
        router.subscribe("orders/#", subscribers.get(0));
        CountDownLatch complete = new CountDownLatch(MESSAGES);
        List<ByteBuf> payloads = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            Publication publication = RecordingSubscriber.publication(Integer.toString(i));
            expected.add(Integer.toString(i));
            payloads.add(publication.payload());
            Receipt receipt = new Receipt(complete::countDown);
            router.publish(publication, receipt);
            receipt.done();
            publication.payload().release();
        }

        assertThat(complete.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(subscribers).allSatisfy(one -> assertThat(one.received()).isEqualTo(expected));
        assertThat(subscribers).noneMatch(RecordingSubscriber::isClosed);
        assertThat(payloads).allMatch(payload -> payload.refCnt() == 0);

        subscribers.forEach(one -> {
            router.unsubscribe("orders/+", one);
            router.unsubscribe("orders/#", one);
        });
        Receipt toNobody = new Receipt(() -> {});
        router.publish(RecordingSubscriber.publication("to nobody"), toNobody);
        toNobody.done();
        assertThat(toNobody.isComplete()).isTrue();
    }
}
