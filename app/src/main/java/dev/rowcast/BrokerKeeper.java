package dev.rowcast;

import dev.rowcast.broker.BrokerFigures;
import dev.rowcast.broker.BrokerSettings;
import dev.rowcast.broker.BrokerStartException;
import dev.rowcast.broker.EmbeddedBroker;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an embedded broker running: one that has failed is replaced by a new one on the same ports, which knows nothing until
 * the relay has filled it. Brokers that fail again and again are not replaced any more. A thread of its own; the methods are
 * for any thread.
 */
final class BrokerKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerKeeper.class);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);
    private static final int MAX_FAILURES = 5;
    private static final Duration WITHIN = Duration.ofMinutes(5);
    /** The system may take a moment to free the ports. */
    private static final int START_ATTEMPTS = 20;

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final BrokerSettings settings;
    private final Thread thread = new Thread(this::run, "broker-keeper");

    private final FailureCount failures = new FailureCount(MAX_FAILURES, WITHIN);

    private volatile EmbeddedBroker broker;
    private final AtomicInteger generation = new AtomicInteger(1);
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    private BrokerKeeper(BrokerSettings settings, EmbeddedBroker first) {
        this.settings = settings.withPorts(first.mqttPort(), first.webSocketPort());
        this.broker = first;
        thread.setDaemon(true);
    }

    /**
     * Starts the first broker.
     *
     * @throws BrokerStartException if it can not listen
     */
    static BrokerKeeper start(BrokerSettings settings) throws BrokerStartException {
        BrokerKeeper keeper = new BrokerKeeper(settings, EmbeddedBroker.start(settings));
        keeper.thread.start();
        return keeper;
    }

    int mqttPort() {
        return settings.listeners().mqttPort();
    }

    int webSocketPort() {
        return settings.listeners().webSocketPort();
    }

    /** Which broker it is; grows before a new one accepts clients. */
    int generation() {
        return generation.get();
    }

    /**
     * The certificate that new connections are shown.
     *
     * @throws IllegalStateException without TLS
     */
    X509Certificate certificate() {
        return broker.certificate().orElseThrow(() -> new IllegalStateException("the broker does not speak TLS"));
    }

    /** The present broker's. */
    BrokerFigures figures() {
        return broker.figures();
    }

    /** Why there is no broker any more; empty while there is, or will be soon. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private void run() {
        try {
            while (failure == null && !closed) {
                Thread.sleep(CHECK_INTERVAL.toMillis());
                Optional<Throwable> cause = broker.failure();
                if (cause.isPresent()) {
                    replace(cause.get());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Asked to stop");
        }
    }

    private void replace(Throwable cause) throws InterruptedException {
        LOG.debug("The embedded broker failed", cause);
        if (failures.isTooMany(System.nanoTime())) {
            failure = cause;
            return;
        }
        LOG.warn(
                "The embedded broker failed and is replaced by a new one, without its retained messages: {}",
                cause.toString());
        broker.close();
        generation.incrementAndGet();
        try {
            broker = restarted();
            LOG.warn("The new embedded broker accepts clients; the state of all rows is published anew");
        } catch (BrokerStartException e) {
            failure = e;
        }
        if (closed) {
            broker.close();
        }
    }

    private EmbeddedBroker restarted() throws BrokerStartException, InterruptedException {
        for (int attempt = 1; true; attempt++) {
            try {
                return EmbeddedBroker.start(settings);
            } catch (BrokerStartException e) {
                if (attempt == START_ATTEMPTS) {
                    throw e;
                }
                LOG.debug("Not yet", e);
                Thread.sleep(CHECK_INTERVAL.toMillis());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broker.close();
    }
}
