package dev.rowcast.examples.follower;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import org.jspecify.annotations.Nullable;

/** Makes changes out of messages on {@code <table>/state/<key>} and {@code <table>/inserted|updated|deleted/<key>}. */
final class MessageReader {
    private static final String OVERSIZED = "rowcast:oversized";

    private MessageReader() {}

    /** Null for a message that says nothing of a row: an event that is no longer retained, or a topic that is not Rowcast's. */
    static @Nullable Change change(Mqtt5Publish message) throws ContractException {
        String topic = message.getTopic().toString();
        String[] levels = topic.split("/", -1);
        String key = levels[levels.length - 1];
        byte[] payload = message.getPayloadAsBytes();
        return switch (levels[levels.length - 2]) {
            case "state" -> state(topic, key, version(message), payload, message.isRetain());
            case "inserted", "updated", "deleted" -> payload.length == 0 ? null : event(topic, key, payload);
            default -> null;
        };
    }

    private static Change state(String topic, String key, @Nullable String version, byte[] payload, boolean retained)
            throws ContractException {
        if (payload.length == 0) {
            return new Change.Gone(key, version);
        }
        if (version == null) {
            throw new ContractException(
                    "The state on " + topic
                            + " came without the user property 'version': let Rowcast speak MQTT 5 to the broker (MQTT_VERSION=5)");
        }
        ObjectNode row = Json.object(topic, payload);
        if (row.has(OVERSIZED)) {
            throw oversized(topic);
        }
        return new Change.State(key, version, row, retained);
    }

    private static Change event(String topic, String key, byte[] payload) throws ContractException {
        ObjectNode event = Json.object(topic, payload);
        if (event.has("oversized")) {
            throw oversized(topic);
        }
        JsonNode version = event.path("version");
        JsonNode before = event.path("before");
        JsonNode after = event.path("after");
        if (!version.isTextual() || (!before.isObject() && !after.isObject())) {
            throw new ContractException("The event on " + topic + " lacks its version or its rows");
        }
        return new Change.Event(key, version.textValue(), row(before), row(after));
    }

    private static @Nullable ObjectNode row(JsonNode node) {
        return node instanceof ObjectNode row ? row : null;
    }

    private static ContractException oversized(String topic) {
        return new ContractException(
                "The row on " + topic + " came without its columns, for it is too large for the broker:"
                        + " raise the broker's limit, or leave the widest columns out (ROWCAST_COLUMNS)");
    }

    private static @Nullable String version(Mqtt5Publish message) {
        return message.getUserProperties().asList().stream()
                .filter(property -> property.getName().toString().equals("version"))
                .map(property -> property.getValue().toString())
                .findFirst()
                .orElse(null);
    }
}
