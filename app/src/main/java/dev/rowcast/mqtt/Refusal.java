package dev.rowcast.mqtt;

import com.hivemq.client.mqtt.exceptions.MqttDecodeException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.Mqtt5ReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * A broker's answer that it will not.
 *
 * @param code the reason code of MQTT 5, also for the answers of 3.1.1
 * @param text its name, and what the broker says besides
 */
record Refusal(int code, String text) {

    /** What the client's exception tells; null if it is none that a broker's answer has caused. */
    static @Nullable Refusal of(Throwable failure) {
        if (failure instanceof Mqtt5ConnAckException refused) {
            return of(
                    refused.getMqttMessage().getReasonCode(),
                    refused.getMqttMessage()
                            .getReasonString()
                            .map(text -> " (" + text + ")")
                            .orElse(""));
        }
        if (failure instanceof Mqtt5PubAckException refused) {
            return of(refused.getMqttMessage().getReasonCode(), "");
        }
        if (failure instanceof Mqtt5SubAckException refused) {
            return refused.getMqttMessage().getReasonCodes().stream()
                    .filter(Mqtt5ReasonCode::isError)
                    .findFirst()
                    .map(code -> of(code, ""))
                    .orElse(null);
        }
        if (failure instanceof Mqtt5DisconnectException ended && !(failure.getCause() instanceof MqttDecodeException)) {
            return of(ended.getMqttMessage().getReasonCode(), "");
        }
        return ofOlder(failure);
    }

    private static Refusal of(Mqtt5ReasonCode code, String besides) {
        return new Refusal(code.getCode(), code + besides);
    }

    /** Of MQTT 3.1.1, sections 3.2.2.3 and 3.9.3. */
    private static @Nullable Refusal ofOlder(Throwable failure) {
        if (failure instanceof Mqtt3ConnAckException refused) {
            Mqtt3ConnAckReturnCode code = refused.getMqttMessage().getReturnCode();
            Mqtt5ReasonCode same =
                    switch (code) {
                        case UNSUPPORTED_PROTOCOL_VERSION -> Mqtt5ConnAckReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
                        case IDENTIFIER_REJECTED -> Mqtt5ConnAckReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
                        case SERVER_UNAVAILABLE -> Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE;
                        case BAD_USER_NAME_OR_PASSWORD -> Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD;
                        case NOT_AUTHORIZED -> Mqtt5ConnAckReasonCode.NOT_AUTHORIZED;
                        case SUCCESS -> Mqtt5ConnAckReasonCode.UNSPECIFIED_ERROR;
                    };
            return new Refusal(same.getCode(), code.toString());
        }
        return failure instanceof Mqtt3SubAckException
                ? new Refusal(Mqtt5SubAckReasonCode.NOT_AUTHORIZED.getCode(), "FAILURE")
                : null;
    }
}
