package dev.rowcast.broker;

import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.AUTHENTICATION_DATA;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.AUTHENTICATION_METHOD;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.CONTENT_TYPE;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.CORRELATION_DATA;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.MAXIMUM_PACKET_SIZE;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.PAYLOAD_FORMAT_INDICATOR;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.RECEIVE_MAXIMUM;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.REQUEST_PROBLEM_INFORMATION;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.REQUEST_RESPONSE_INFORMATION;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.RESPONSE_TOPIC;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.SESSION_EXPIRY_INTERVAL;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.SUBSCRIPTION_IDENTIFIER;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.TOPIC_ALIAS;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.TOPIC_ALIAS_MAXIMUM;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.USER_PROPERTY;
import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.WILL_DELAY_INTERVAL;

import dev.rowcast.broker.access.TopicFilter;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperty;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which properties MQTT 5 allows in which packet (MQTT 5, 2.2.2.2), and their values. Netty's codec reads any property
 * anywhere, and those of a PUBLISH go on to every subscriber, whose client library then ends the connection; one
 * retained message would keep them all away.
 */
final class PropertyRules {
    private static final Set<Integer> CONNECT = ids(
            SESSION_EXPIRY_INTERVAL,
            RECEIVE_MAXIMUM,
            MAXIMUM_PACKET_SIZE,
            TOPIC_ALIAS_MAXIMUM,
            REQUEST_RESPONSE_INFORMATION,
            REQUEST_PROBLEM_INFORMATION,
            USER_PROPERTY,
            AUTHENTICATION_METHOD,
            AUTHENTICATION_DATA);
    private static final Set<Integer> PUBLISH = ids(
            PAYLOAD_FORMAT_INDICATOR,
            PUBLICATION_EXPIRY_INTERVAL,
            TOPIC_ALIAS,
            RESPONSE_TOPIC,
            CORRELATION_DATA,
            USER_PROPERTY,
            CONTENT_TYPE);
    private static final Set<Integer> WILL = ids(
            WILL_DELAY_INTERVAL,
            PAYLOAD_FORMAT_INDICATOR,
            PUBLICATION_EXPIRY_INTERVAL,
            CONTENT_TYPE,
            RESPONSE_TOPIC,
            CORRELATION_DATA,
            USER_PROPERTY);
    private static final Set<Integer> SUBSCRIBE = ids(SUBSCRIPTION_IDENTIFIER, USER_PROPERTY);
    private static final Set<Integer> UNSUBSCRIBE = ids(USER_PROPERTY);
    private static final Set<Integer> MUST_NOT_BE_ZERO =
            ids(RECEIVE_MAXIMUM, MAXIMUM_PACKET_SIZE, SUBSCRIPTION_IDENTIFIER);

    private PropertyRules() {}

    private static Set<Integer> ids(MqttPropertyType... types) {
        return Arrays.stream(types).map(MqttPropertyType::value).collect(Collectors.toUnmodifiableSet());
    }

    static @Nullable String problemInConnect(MqttProperties properties) {
        return problem(properties, CONNECT);
    }

    static @Nullable String problemInWill(MqttProperties properties) {
        return problem(properties, WILL);
    }

    static @Nullable String problemInPublish(MqttProperties properties) {
        return problem(properties, PUBLISH);
    }

    static @Nullable String problemInSubscribe(MqttProperties properties) {
        return properties.getProperties(SUBSCRIPTION_IDENTIFIER.value()).size() > 1
                ? "two subscription identifiers"
                : problem(properties, SUBSCRIBE);
    }

    static @Nullable String problemInUnsubscribe(MqttProperties properties) {
        return problem(properties, UNSUBSCRIBE);
    }

    static boolean has(MqttProperties properties, MqttPropertyType type) {
        return properties.getProperty(type.value()) != null;
    }

    /** Whether the payload is said to be UTF-8. */
    static boolean saysText(MqttProperties properties) {
        return properties.getProperty(PAYLOAD_FORMAT_INDICATOR.value()) instanceof IntegerProperty indicator
                && indicator.value() == 1;
    }

    private static @Nullable String problem(MqttProperties properties, Set<Integer> allowed) {
        for (MqttProperty<?> property : properties.listAll()) {
            if (!allowed.contains(property.propertyId())) {
                return "the property " + property.propertyId() + ", which does not belong there";
            }
            if (!isValid(property)) {
                return "an invalid value of the property " + property.propertyId();
            }
        }
        return null;
    }

    private static boolean isValid(MqttProperty<?> property) {
        int id = property.propertyId();
        if (property instanceof UserProperties all) {
            return all.value().stream().allMatch(PropertyRules::isText);
        }
        if (property instanceof UserProperty one) {
            return isText(one.value());
        }
        if (property instanceof StringProperty text) {
            return isText(text.value()) && (id != RESPONSE_TOPIC.value() || TopicFilter.isTopicName(text.value()));
        }
        if (property instanceof IntegerProperty number) {
            return (number.value() != 0 || !MUST_NOT_BE_ZERO.contains(id))
                    && (id != PAYLOAD_FORMAT_INDICATOR.value() || number.value() == 0 || number.value() == 1);
        }
        return true;
    }

    private static boolean isText(StringPair pair) {
        return isText(pair.key) && isText(pair.value);
    }

    /** MQTT's strings may be empty, but never hold NUL (MQTT 5, 1.5.4). */
    private static boolean isText(String text) {
        return text.indexOf('\0') < 0;
    }
}
