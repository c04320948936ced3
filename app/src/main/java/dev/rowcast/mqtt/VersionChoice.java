package dev.rowcast.mqtt;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.MqttDecodeException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import dev.rowcast.config.MqttVersion;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which version of MQTT to speak. Each connection begins with MQTT 5, so that a broker that has learned it is spoken to in
 * it; only where that is refused a second connection tries 3.1.1. A broker that has accepted MQTT 5 in this process must
 * refuse it in so many words: when it merely hangs up, it is on its way down or up. The relay's thread.
 */
final class VersionChoice {
    private static final Logger LOG = LoggerFactory.getLogger(VersionChoice.class);

    private final BrokerAddress address;
    private final Dialler dialler;
    private final MqttVersion setting;
    private final Failures failures;

    private boolean hasSpoken5;
    private boolean hasWarned;

    VersionChoice(BrokerAddress address, Dialler dialler, MqttVersion setting, Failures failures) {
        this.address = address;
        this.dialler = dialler;
        this.setting = setting;
        this.failures = failures;
    }

    Session open() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        try {
            return switch (setting) {
                case V5 -> dialler.dial5();
                case V3_1_1 -> dialler.dial3();
                case AUTO -> openEither();
            };
        } catch (ExecutionException e) {
            throw failures.raised("Connecting", e);
        }
    }

    private Session openEither() throws ExecutionException, BrokerUnavailableException, InterruptedException {
        try {
            Session5 session = dialler.dial5();
            hasSpoken5 = true;
            return session;
        } catch (ExecutionException e) {
            boolean refused = isRefusal(e.getCause());
            if (!refused && (hasSpoken5 || !mayBeRefusal(e.getCause()))) {
                throw e;
            }
            return openOlder(e, refused);
        }
    }

    private Session openOlder(ExecutionException first, boolean refused)
            throws ExecutionException, BrokerUnavailableException, InterruptedException {
        Session3 session;
        try {
            session = dialler.dial3();
        } catch (ExecutionException e) {
            // who hangs up on either version had another reason
            throw refused || e.getCause() instanceof Mqtt3ConnAckException ? e : first;
        }
        if (!hasWarned) {
            hasWarned = true;
            LOG.warn(
                    "The broker {} does not speak MQTT 5, only 3.1.1: version and commit time do not go with a row's state"
                            + " (they are in the events), and a message that it refuses is lost without a word from it",
                    address.display());
        }
        return session;
    }

    /** As a broker of MQTT 5 says it, and as one of 3.1.1 does, which the client understands too. */
    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure instanceof Mqtt5ConnAckException answer
                && answer.getMqttMessage().getReasonCode() == Mqtt5ConnAckReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
    }

    /** It hung up, or answered with what is no MQTT 5. */
    private static boolean mayBeRefusal(@Nullable Throwable failure) {
        return failure instanceof ConnectionClosedException
                || (failure != null && failure.getCause() instanceof MqttDecodeException);
    }
}
