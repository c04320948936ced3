package dev.rowcast.mqtt;

import static java.util.Objects.requireNonNull;

import com.hivemq.client.mqtt.exceptions.MqttDecodeException;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import dev.rowcast.config.TransportSettings.Tls;
import dev.rowcast.pem.UnusablePemException;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Severity;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Tells failures that another attempt may cure from those that only a person can. Reason codes are those of MQTT 5, section
 * 2.4.
 */
final class Failures {
    private static final Map<Integer, String> REMEDIES = Map.ofEntries(
            Map.entry(0x84, "the broker must speak the version of MQTT that MQTT_VERSION says"),
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

    private static final String NEEDED_CONSENT = "the broker's consent";
    private static final String NEEDED_TLS = "TLS with certificates that both ends trust";

    private final BrokerAddress address;
    private final Tls tls;

    Failures(BrokerAddress address, Tls tls) {
        this.address = address;
        this.tls = tls;
    }

    /** Either a {@link MisconfiguredException} or a {@link BrokerUnavailableException}, for a future to fail with. */
    Exception explained(String attempt, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof MisconfiguredException || cause instanceof BrokerUnavailableException) {
            return (Exception) cause;
        }
        String problem = attempt + " at the broker " + address.display() + " failed: ";
        Refusal refusal = Refusal.of(cause);
        if (refusal != null) {
            String remedy = REMEDIES.get(refusal.code());
            return remedy == null
                    ? new BrokerUnavailableException(problem + "it answered " + refusal.text(), cause)
                    : new MisconfiguredException(problem + "it answered " + refusal.text() + "; " + remedy, cause);
        }
        if (cause instanceof MqttEncodeException) {
            return new MisconfiguredException(
                    problem + cause.getMessage() + "; " + requireNonNull(REMEDIES.get(0x95)), cause);
        }
        if (cause.getCause() instanceof MqttDecodeException) {
            return new BrokerUnavailableException(
                    problem + describe(root(cause))
                            + "; if it does not speak MQTT 5, MQTT_VERSION must be auto or 3.1.1",
                    cause);
        }
        String remedy = TlsFailure.remedy(cause, tls);
        return remedy == null
                ? new BrokerUnavailableException(problem + describe(root(cause)), cause)
                : new MisconfiguredException(problem + describe(root(cause)) + "; " + remedy, cause);
    }

    /** What {@link #explained} tells, to be thrown. */
    BrokerUnavailableException raised(String attempt, Throwable failure) throws MisconfiguredException {
        Exception explained = explained(attempt, failure);
        if (explained instanceof MisconfiguredException misconfigured) {
            throw misconfigured;
        }
        return (BrokerUnavailableException) explained;
    }

    /**
     * What {@link #explained} has told, as what a check found.
     *
     * @param check which, if TLS is not to blame
     */
    Finding finding(Check check, Exception explained) {
        Throwable cause = explained.getCause() == null ? explained : unwrapped(explained.getCause());
        String found = String.valueOf(explained.getMessage());
        Refusal refusal = Refusal.of(cause);
        if (refusal != null) {
            String remedy = REMEDIES.get(refusal.code());
            return new Finding(
                    check,
                    remedy == null ? Severity.UNREACHABLE : Severity.ERROR,
                    "the answer " + refusal.text(),
                    NEEDED_CONSENT,
                    remedy == null ? "see in the broker's log why it answers so" : remedy);
        }
        if (cause instanceof UnusablePemException) {
            return new Finding(
                    Check.BROKER_TLS,
                    Severity.ERROR,
                    found,
                    NEEDED_TLS,
                    "name readable PEM files in MQTT_TLS_CA, MQTT_TLS_CERT and MQTT_TLS_KEY");
        }
        String remedy = TlsFailure.remedy(cause, tls);
        if (remedy != null || TlsFailure.isOne(cause)) {
            return new Finding(
                    Check.BROKER_TLS,
                    remedy == null ? Severity.UNREACHABLE : Severity.ERROR,
                    describe(root(cause)),
                    NEEDED_TLS,
                    remedy == null
                            ? "name scheme and port in MQTT_URL as the broker listens: with TLS or without"
                            : remedy);
        }
        boolean misconfigured = explained instanceof MisconfiguredException;
        return new Finding(
                check,
                misconfigured ? Severity.ERROR : Severity.UNREACHABLE,
                found,
                NEEDED_CONSENT,
                "see in the broker's log what keeps it from answering");
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean wrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapper && failure.getCause() != null ? unwrapped(failure.getCause()) : failure;
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    private static String describe(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
