package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.broker.Router.Subscriber;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what a courier brings. On the courier's event loop, and read when that is idle. */
final class RecordingSubscriber implements Subscriber {
    private final Courier courier;
    private final @Nullable RuntimeException failure;

    private final List<String> received = new ArrayList<>();
    private int flushes;
    private boolean closed;

    /** @param failure thrown at each message, if any */
    RecordingSubscriber(Courier courier, @Nullable RuntimeException failure) {
        this.courier = courier;
        this.failure = failure;
    }

    RecordingSubscriber(Courier courier) {
        this(courier, null);
    }

    /** A message to {@code orders/7}, whose payload is the caller's. */
    static Publication publication(String text) {
        return new Publication(
                MqttMessageBuilders.publish()
                        .topicName("orders/7")
                        .qos(MqttQoS.AT_LEAST_ONCE)
                        .payload(Unpooled.copiedBuffer(text, UTF_8))
                        .build(),
                0,
                null);
    }

    List<String> received() {
        return received;
    }

    int flushes() {
        return flushes;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Courier courier() {
        return courier;
    }

    @Override
    public void deliver(Publication publication, @Nullable String share) {
        if (failure != null) {
            throw failure;
        }
        received.add(publication.payload().toString(UTF_8));
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void close() {
        closed = true;
    }
}
