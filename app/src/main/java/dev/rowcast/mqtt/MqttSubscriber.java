package dev.rowcast.mqtt;

import static java.util.Objects.requireNonNull;

import dev.rowcast.config.TransportSettings;
import dev.rowcast.message.Message;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client that follows topics and publishes nothing, connected with a clean start each time. One thread. */
public final class MqttSubscriber {
    private final BrokerAddress address;
    private final Failures failures;
    private final VersionChoice choice;

    /**
     * Not connected yet.
     *
     * @param address without a Last Will
     */
    public MqttSubscriber(BrokerAddress address, TransportSettings transport) {
        this.address = requireNonNull(address, "address is null");
        failures = new Failures(address, transport.tls());
        Dialler dialler = new Dialler(address, () -> address.encrypted() ? TlsConfig.of(transport.tls()) : null);
        choice = new VersionChoice(address, dialler, transport.version(), failures);
    }

    /**
     * Connects and subscribes at QoS 1: what the broker retains comes first, or between what is published later.
     *
     * @throws BrokerUnavailableException if the broker can not be reached now; worth another attempt
     * @throws MisconfiguredException if the broker refuses for a reason that only a person can mend
     */
    public Feed subscribe(List<String> filters)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        Session session = choice.open();
        Arrivals arrivals = new Arrivals();
        boolean consented = false;
        try {
            arrivals.subscribe(session.messages(filters), address.timeout(), session.lost());
            consented = true;
            return new Feed(session, arrivals);
        } catch (ExecutionException e) {
            throw failures.raised("Subscribing", e);
        } catch (TimeoutException e) {
            throw new BrokerUnavailableException(
                    "The broker " + address.display() + " did not answer within " + address.timeout(), e);
        } finally {
            if (!consented) {
                disconnect(session, arrivals);
            }
        }
    }

    private void disconnect(Session session, Arrivals arrivals) {
        arrivals.cancel();
        session.end(session::disconnect, address.timeout());
    }

    /** The messages of one connection, in the order in which they come. The broker is read no faster than they are taken. */
    public final class Feed implements AutoCloseable {
        private final Session session;
        private final Arrivals arrivals;

        private final CompletableFuture<Object> ended;

        private Feed(Session session, Arrivals arrivals) {
            this.session = session;
            this.arrivals = arrivals;
            this.ended = CompletableFuture.anyOf(arrivals.ended(), session.lost());
        }

        /**
         * The next message; null if none comes in this time.
         *
         * @throws BrokerUnavailableException if the connection is lost, and all that came before has been handed out
         * @throws MisconfiguredException if the broker has ended it for a reason that only a person can mend
         */
        public @Nullable Message next(Duration longest)
                throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
            boolean over = ended.isDone();
            Message next = arrivals.poll(over ? Duration.ZERO : longest);
            if (next != null || !over) {
                return next;
            }
            try {
                ended.get();
            } catch (ExecutionException e) {
                throw failures.raised("Listening", e);
            }
            throw new BrokerUnavailableException("The broker " + address.display() + " has ended the subscription");
        }

        /** Says goodbye; waits a bounded time. */
        @Override
        public void close() {
            disconnect(session, arrivals);
        }
    }
}
