package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.message.Message;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Messages that a connection sends through the broker to itself. Only the newest is waited for; what others publish on the
 * topic, which an external broker may let them, has another payload. The relay's thread; messages arrive on Netty's.
 */
final class Loopback {
    private final String topic;
    private volatile @Nullable Probe newest;

    /**
     * One message.
     *
     * @param returned to be completed when it has come back
     */
    record Probe(Message message, CompletableFuture<Void> returned) {}

    Loopback(String topic) {
        this.topic = topic;
    }

    String topic() {
        return topic;
    }

    CompletableFuture<?> subscribe(Session session) {
        return session.subscribe(topic, this::arrived);
    }

    /** One to be published now. */
    Probe next() {
        String number = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
        Probe next =
                new Probe(new Message(topic, number.getBytes(UTF_8), false, null, null), new CompletableFuture<>());
        newest = next;
        return next;
    }

    private void arrived(byte[] payload) {
        Probe probe = newest;
        if (probe != null && Arrays.equals(payload, probe.message().payload())) {
            probe.returned().complete(null);
        }
    }
}
