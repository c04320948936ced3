package dev.rowcast.mqtt;

import static java.util.Objects.requireNonNull;

import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.Mqtt5ReasonCode;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures that another attempt may cure from those that only a person can. Reason codes are those of MQTT 5, section
 * 2.4.
 */
final class Failures {
    private static final Map<Integer, String> REMEDIES = Map.ofEntries(
            Map.entry(0x84, "the broker must speak MQTT 5"),
            Map.entry(0x85, "the broker does not accept the client id: choose another ROWCAST_NAME"),
            Map.entry(0x86, "check MQTT_USERNAME and MQTT_PASSWORD"),
            Map.entry(
                    0x87,
                    "check MQTT_USERNAME and MQTT_PASSWORD, and let this user publish and subscribe in the broker's access"
                            + " rules"),
            Map.entry(0x8A, "the broker has banned this client: lift the ban"),
            Map.entry(0x8C, "the broker wants an authentication method other than user name and password"),
            Map.entry(0x8F, "the broker does not accept the topic filter"),
            Map.entry(0x90, "the broker does not accept the topic: choose other topics"),
            Map.entry(0x95, "raise the broker's maximum packet size"),
            Map.entry(0x99, "the broker does not accept the payload"),
            Map.entry(0x9A, "allow retained messages on the broker"),
            Map.entry(0x9B, "allow QoS 1 on the broker"),
            Map.entry(0x9D, "the broker has moved: set MQTT_URL to its new address"),
            Map.entry(0xA2, "allow wildcard subscriptions on the broker"));

    private final BrokerAddress address;

    Failures(BrokerAddress address) {
        this.address = address;
    }

    /** Either a {@link MisconfiguredException} or a {@link BrokerUnavailableException}, for a future to fail with. */
    Exception explained(String attempt, Throwable failure) {
        Throwable cause = unwrapped(failure);
        String problem = attempt + " at the broker " + address.display() + " failed: ";
        Mqtt5ReasonCode code = reasonCode(cause);
        if (code != null) {
            String reason = "it answered " + code + reasonString(cause);
            String remedy = REMEDIES.get(code.getCode());
            return remedy == null
                    ? new BrokerUnavailableException(problem + reason, cause)
                    : new MisconfiguredException(problem + reason + "; " + remedy, cause);
        }
        if (cause instanceof MqttEncodeException) {
            return new MisconfiguredException(
                    problem + cause.getMessage() + "; " + requireNonNull(REMEDIES.get(0x95)), cause);
        }
        if (hasCause(cause, CertificateException.class)) {
            return new MisconfiguredException(
                    problem + root(cause).getMessage()
                            + "; add the broker's certificate authority to the Java trust store",
                    cause);
        }
        return new BrokerUnavailableException(problem + describe(root(cause)), cause);
    }

    /** Throws what {@link #explained} tells. */
    void raise(String attempt, Throwable failure) throws BrokerUnavailableException, MisconfiguredException {
        Exception explained = explained(attempt, failure);
        if (explained instanceof MisconfiguredException misconfigured) {
            throw misconfigured;
        }
        throw (BrokerUnavailableException) explained;
    }

    private static @Nullable Mqtt5ReasonCode reasonCode(Throwable cause) {
        if (cause instanceof Mqtt5ConnAckException refused) {
            return refused.getMqttMessage().getReasonCode();
        }
        if (cause instanceof Mqtt5PubAckException refused) {
            return refused.getMqttMessage().getReasonCode();
        }
        if (cause instanceof Mqtt5SubAckException refused) {
            return refused.getMqttMessage().getReasonCodes().stream()
                    .filter(Mqtt5ReasonCode::isError)
                    .findFirst()
                    .orElse(null);
        }
        return cause instanceof Mqtt5DisconnectException ended
                ? ended.getMqttMessage().getReasonCode()
                : null;
    }

    private static String reasonString(Throwable cause) {
        if (cause instanceof Mqtt5ConnAckException refused) {
            return refused.getMqttMessage()
                    .getReasonString()
                    .map(text -> " (" + text + ")")
                    .orElse("");
        }
        return "";
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean wrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapper && failure.getCause() != null ? unwrapped(failure.getCause()) : failure;
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return type.isInstance(failure) || (failure.getCause() != null && hasCause(failure.getCause(), type));
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    private static String describe(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
