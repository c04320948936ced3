package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.broker.Router.Subscriber;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultEventLoop;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
        List<Recording> subscribers = IntStream.range(0, SUBSCRIBERS)
                .mapToObj(i -> new Recording(router.courier(loops.get(i % loops.size()))))
                .toList();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            router.subscribe(i % 2 == 0 ? "orders/+" : "orders/#", subscribers.get(i));
        }
        router.subscribe("orders/#", subscribers.get(0));
        CountDownLatch complete = new CountDownLatch(MESSAGES);
        List<ByteBuf> payloads = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            MqttPublishMessage message = MqttMessageBuilders.publish()
                    .topicName("orders/7")
                    .qos(MqttQoS.AT_LEAST_ONCE)
                    .payload(Unpooled.copiedBuffer(Integer.toString(i), UTF_8))
                    .build();
            expected.add(Integer.toString(i));
            payloads.add(message.payload());
            Receipt receipt = new Receipt(complete::countDown);
            router.publish(new Publication(message, false, 0, null), receipt);
            receipt.done();
            message.release();
        }

        assertThat(complete.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(subscribers).allSatisfy(one -> assertThat(one.received).isEqualTo(expected));
        assertThat(payloads).allMatch(payload -> payload.refCnt() == 0);

        subscribers.forEach(one -> {
            router.unsubscribe("orders/+", one);
            router.unsubscribe("orders/#", one);
        });
        Receipt toNobody = new Receipt(() -> {});
        router.publish(
                new Publication(
                        MqttMessageBuilders.publish()
                                .topicName("orders/7")
                                .qos(MqttQoS.AT_LEAST_ONCE)
                                .payload(Unpooled.EMPTY_BUFFER)
                                .build(),
                        false,
                        0,
                        null),
                toNobody);
        toNobody.done();
        assertThat(toNobody.isComplete()).isTrue();
    }

    /** On its event loop, and read when all is complete. */
    private static final class Recording implements Subscriber {
        private final Courier courier;
        private final List<String> received = new ArrayList<>();

        Recording(Courier courier) {
            this.courier = courier;
        }

        @Override
        public Courier courier() {
            return courier;
        }

        @Override
        public void deliver(Publication publication, @Nullable String share) {
            received.add(publication.payload().toString(UTF_8));
        }

        @Override
        public void flush() {
            // nothing is written
        }

        @Override
        public void close() {
            throw new AssertionError("nobody is to be closed");
        }
    }
}
