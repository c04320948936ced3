package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.testing.TestingSubscriber.Received;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.message.impl.BaseGenericBinaryMessageReaderImpl;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Reads MQTT messages as CloudEvents, by the SDK's own rules for attributes and their types. Any thread. */
public final class TestingCloudEvents {
    private static final String CONTENT_TYPE = "datacontenttype";

    private TestingCloudEvents() {}

    /**
     * Reads a message in the binary mode of the MQTT binding: user properties are attributes, the content type is {@code
     * datacontenttype}. The user properties that are not named as attributes may be would fail.
     */
    public static CloudEvent read(Received message) {
        Map<String, String> attributes = new TreeMap<>(message.properties());
        attributes.put(CONTENT_TYPE, message.contentType());
        return new Reader(attributes, message.payload()).toEvent();
    }

    private static final class Reader extends BaseGenericBinaryMessageReaderImpl<String, String> {
        private final Map<String, String> attributes;

        Reader(Map<String, String> attributes, String payload) {
            super(
                    SpecVersion.parse(String.valueOf(attributes.get("specversion"))),
                    BytesCloudEventData.wrap(payload.getBytes(UTF_8)));
            this.attributes = attributes;
        }

        @Override
        protected boolean isContentTypeHeader(String name) {
            return name.equals(CONTENT_TYPE);
        }

        @Override
        protected boolean isCloudEventsHeader(String name) {
            return !name.equals(CONTENT_TYPE) && !name.equals("specversion");
        }

        @Override
        protected String toCloudEventsKey(String name) {
            return name;
        }

        @Override
        protected void forEachHeader(BiConsumer<String, String> action) {
            attributes.forEach(action);
        }

        @Override
        protected String toCloudEventsValue(String value) {
            return value;
        }
    }
}
