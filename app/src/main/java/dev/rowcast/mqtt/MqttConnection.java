package dev.rowcast.mqtt;

import com.hivemq.client.mqtt.MqttClientState;
import dev.rowcast.message.Message;
import dev.rowcast.preflight.BrokerFacts;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.RelayTopics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One connection, in either version of MQTT. The relay's thread, except {@link #isOpen}; stages complete on Netty's. */
final class MqttConnection implements BrokerConnection {
    private static final Duration MAX_CLOSE_TIME = Duration.ofSeconds(5);
    private static final Duration QUIET_OF_ONE = Duration.ofSeconds(1);
    private static final Duration QUIET_OF_MANY = Duration.ofSeconds(2);

    private final Session session;
    private final BrokerAddress address;
    private final Failures failures;
    private final boolean inOrder;
    private final Loopback loopback;

    /** @param inOrder whether the broker is known to send what it retains ahead of what is published later */
    MqttConnection(Session session, BrokerAddress address, Failures failures, boolean inOrder) {
        this.session = session;
        this.address = address;
        this.failures = failures;
        this.inOrder = inOrder;
        this.loopback = new Loopback(RelayTopics.PROBES + address.clientId());
    }

    /** What the broker has told of itself. */
    BrokerFacts facts() {
        return session.facts();
    }

    /** Where {@link #probe} publishes to. */
    String probeTopic() {
        return loopback.topic();
    }

    @Override
    public CompletionStage<Void> publish(Message message) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        String topic = message.topic();
        try {
            session.publish(message, failure -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(failures.explained(publishing(topic), failure));
                }
            });
        } catch (IllegalArgumentException e) {
            acknowledged.completeExceptionally(new MisconfiguredException(
                    "'" + topic + "' can not be published to: " + e.getMessage() + "; choose other topics", e));
        }
        return acknowledged;
    }

    private static String publishing(String topic) {
        return "Publishing to '" + topic + "'";
    }

    /** Publishes, and waits for the acknowledgement. */
    void publishNow(Message message) throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        String attempt = publishing(message.topic());
        try {
            publish(message).toCompletableFuture().get(address.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failures.raised(attempt, e);
        } catch (TimeoutException e) {
            throw unanswered(attempt, e);
        }
    }

    /** Whether a {@link #probe} does, within the timeout. */
    boolean comesBack() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        try {
            CompletableFuture.anyOf(probe().toCompletableFuture(), session.lost())
                    .get(address.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            throw failures.raised(publishing(loopback.topic()), e);
        } catch (TimeoutException e) {
            return false;
        }
    }

    private BrokerUnavailableException unanswered(String attempt, TimeoutException cause) {
        return new BrokerUnavailableException(
                attempt + " at the broker " + address.display() + " was not answered within " + address.timeout(),
                cause);
    }

    /** Must come before the first {@link #probe}. */
    void openLoopback() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        String attempt = "Subscribing to '" + loopback.topic() + "'";
        try {
            loopback.subscribe(session).get(address.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failures.raised(attempt, e);
        } catch (TimeoutException e) {
            throw unanswered(attempt, e);
        }
    }

    @Override
    public CompletionStage<Void> probe() {
        Loopback.Probe probe = loopback.next();
        publish(probe.message()).whenComplete((acknowledged, failure) -> {
            if (failure != null) {
                probe.returned().completeExceptionally(failure);
            }
        });
        return probe.returned();
    }

    /**
     * Subscribes to the filter and to a topic of our own, {@code rowcast/probe/<client id>}, and publishes there. Mosquitto
     * and the embedded broker queue the retained messages when they take the subscription, so ours comes after the last of
     * them; HiveMQ and EMQX send them bit by bit beside what is published meanwhile, so a while without any has to pass
     * first. Messages that others publish meanwhile may be delivered too.
     */
    @Override
    public void forEachRetained(String filter, Consumer<Message> action)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        String probeTopic = loopback.topic();
        String attempt = "Reading the retained messages of '" + filter + "'";
        RetainedMessages messages = new RetainedMessages(address.timeout(), session.lost());
        try {
            messages.subscribe(session.messages(List.of(probeTopic, filter)));
            messages.forEach(
                    isTopic(filter) ? filter : null,
                    quiet(filter),
                    probeTopic,
                    probe -> publish(new Message(probeTopic, probe, false, null, null))
                            .toCompletableFuture(),
                    action);
            unsubscribe(filter);
        } catch (ExecutionException e) {
            throw failures.raised(attempt, e);
        } catch (TimeoutException e) {
            throw new BrokerUnavailableException(
                    attempt + " at the broker " + address.display() + " stalled for " + address.timeout()
                            + "; it must let us publish and subscribe to '" + probeTopic + "'",
                    e);
        } finally {
            messages.cancel();
        }
    }

    /** The more there may be, the longer may the broker take to begin. */
    private Duration quiet(String filter) {
        if (inOrder) {
            return Duration.ZERO;
        }
        return isTopic(filter) ? QUIET_OF_ONE : QUIET_OF_MANY;
    }

    private static boolean isTopic(String filter) {
        return !filter.contains("+") && !filter.contains("#");
    }

    /** Not from the topic of our own: the loop-back needs it. */
    private void unsubscribe(String filter) throws ExecutionException, TimeoutException, InterruptedException {
        session.unsubscribe(filter).get(address.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public int maxPacketBytes() {
        return facts().abilities().maximumPacketBytes();
    }

    @Override
    public boolean isOpen() {
        return state().isConnected();
    }

    private MqttClientState state() {
        return session.client().getState();
    }

    @Override
    public void abandon() {
        end(session::disconnectWithWill);
    }

    @Override
    public void close() {
        end(session::disconnect);
    }

    private void end(Supplier<CompletableFuture<?>> goodbye) {
        Duration timeout = address.timeout();
        session.end(goodbye, timeout.compareTo(MAX_CLOSE_TIME) < 0 ? timeout : MAX_CLOSE_TIME);
    }
}
