package dev.rowcast.bench.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import dev.rowcast.broker.EmbeddedBroker;
import dev.rowcast.netty.PacedReads;
import io.reactivex.schedulers.Schedulers;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Publishes over one MQTT 5 connection that is set up as Rowcast's, with at most as many messages unacknowledged as Rowcast has. One
 * thread publishes. The connection ends with the process.
 */
public final class WindowedPublisher {
    static {
        // Else no reads are paced.
        EmbeddedBroker.prepareNetty();
    }

    /** How a client reads what the broker sends. */
    public enum Reads {
        /** Each piece when it comes, as the client does by itself. */
        AT_ONCE,
        /** Together, as Rowcast does. */
        PACED;

        private CompletableFuture<?> connect(Mqtt5AsyncClient client) {
            return this == PACED ? PacedReads.in(client::connect) : client.connect();
        }
    }

    private static final int WINDOW = 1_000;
    private static final int LIMIT_SECONDS = 20;

    private final Mqtt5AsyncClient client;
    private final Semaphore window = new Semaphore(WINDOW);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private WindowedPublisher(Mqtt5AsyncClient client) {
        this.client = client;
    }

    /**
     * Connects, and returns with the broker's consent.
     *
     * @param broker {@code mqtt://[USER:PASSWORD@]HOST:PORT}
     * @param reads how the broker's acknowledgements are read
     */
    public static WindowedPublisher connect(URI broker, Reads reads) throws IOException, InterruptedException {
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .executorConfig()
                .applicationScheduler(Schedulers.trampoline())
                .nettyThreads(1)
                .applyExecutorConfig();
        if (broker.getUserInfo() != null) {
            String[] login = broker.getUserInfo().split(":", 2);
            builder = builder.simpleAuth()
                    .username(login[0])
                    .password(login[1].getBytes(UTF_8))
                    .applySimpleAuth();
        }
        Mqtt5AsyncClient client = builder.buildAsync();
        try {
            reads.connect(client).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no connection to " + broker.getHost() + ":" + broker.getPort(), e);
        }
        return new WindowedPublisher(client);
    }

    /**
     * Sends it as soon as there is room in the window.
     *
     * @throws IllegalStateException if an earlier message was not taken by the broker
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to settle
    public void publish(Mqtt5Publish message) {
        window.acquireUninterruptibly();
        requireNoFailure();
        client.publish(message).whenComplete(this::settle);
    }

    /** Netty's thread. */
    private void settle(@Nullable Mqtt5PublishResult result, @Nullable Throwable thrown) {
        Throwable error =
                thrown != null || result == null ? thrown : result.getError().orElse(null);
        if (error != null) {
            failure.compareAndSet(null, error);
        }
        window.release();
    }

    /**
     * Waits until the broker has acknowledged all.
     *
     * @throws IllegalStateException if a message was not taken by the broker
     */
    public void drain() {
        window.acquireUninterruptibly(WINDOW);
        window.release(WINDOW);
        requireNoFailure();
    }

    private void requireNoFailure() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("a message was not published", thrown);
        }
    }
}
