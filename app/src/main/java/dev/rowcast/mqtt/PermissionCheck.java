package dev.rowcast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.message.Message;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.preflight.BrokerFacts;
import dev.rowcast.preflight.BrokerFacts.Permission;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the broker takes what we publish, on topics that are no row's, so that nobody is misled. On MQTT 5 what
 * clears a retained message is enough, for the broker says whether it takes it; subscribers see a row go that they never
 * had. On 3.1.1 a broker may acknowledge what it drops, so a small message is retained there, read back, and cleared. Event
 * topics are not tried: each message there is an event to somebody. Once for each version of MQTT. The relay's thread.
 */
final class PermissionCheck {
    private final @Nullable String user;
    private final List<String> topics;

    private @Nullable BrokerFacts checked;

    /** @param user as whom we connect; null for an anonymous client */
    PermissionCheck(@Nullable String user, List<String> topics) {
        this.user = user;
        this.topics = List.copyOf(topics);
    }

    /** What the broker is known to be, with what was found out; after the first time, for the same version, that of then. */
    BrokerFacts onceChecked(MqttConnection connection)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        BrokerFacts facts = connection.facts();
        BrokerFacts known = checked;
        if (known != null && known.version().equals(facts.version())) {
            return facts.with(known.permission());
        }
        List<String> tried = new ArrayList<>(topics);
        tried.add(connection.probeTopic());
        List<String> refused = facts.version().equals("5") ? refused(connection, tried) : dropped(connection);
        BrokerFacts found = facts.with(new Permission(user, tried, refused));
        checked = refused.isEmpty() ? found : null;
        return found;
    }

    /** Of a broker that says so, and may hang up then. */
    private static List<String> refused(MqttConnection connection, List<String> tried)
            throws BrokerUnavailableException, InterruptedException {
        List<String> refused = new ArrayList<>();
        for (String topic : tried) {
            try {
                connection.publishNow(MessageMapper.tombstone(topic));
            } catch (MisconfiguredException e) {
                refused.add(topic);
            } catch (BrokerUnavailableException e) {
                if (refused.isEmpty()) {
                    throw e;
                }
                return refused;
            }
        }
        return refused;
    }

    /**
     * Of a broker that acknowledges what it drops, or hangs up or keeps silent. Without what we send to ourselves nothing
     * can be read back, so that comes first.
     */
    private List<String> dropped(MqttConnection connection)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        List<String> dropped = new ArrayList<>();
        try {
            if (!connection.comesBack()) {
                return List.of(connection.probeTopic());
            }
            for (String topic : topics) {
                if (!isKept(connection, topic)) {
                    dropped.add(topic);
                }
            }
            return dropped;
        } catch (BrokerUnavailableException e) {
            throw new BrokerUnavailableException(
                    e.getMessage() + "; if this happens each time, it may not let "
                            + (user == null ? "anonymous clients" : user)
                            + " publish there, which MQTT 3.1.1 can not say",
                    e);
        }
    }

    private static boolean isKept(MqttConnection connection, String topic)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        byte[] payload = ("{\"check\":\"" + UUID.randomUUID() + "\"}").getBytes(UTF_8);
        AtomicBoolean kept = new AtomicBoolean();
        connection.publishNow(new Message(topic, payload, true, null, null));
        connection.forEachRetained(
                topic, message -> kept.compareAndSet(false, Arrays.equals(message.payload(), payload)));
        connection.publishNow(MessageMapper.tombstone(topic));
        return kept.get();
    }
}
