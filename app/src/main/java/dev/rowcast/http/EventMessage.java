package dev.rowcast.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.relay.Broadcast;
import java.util.List;

/**
 * One message of a stream, in the form of the HTML standard, 9.2.6.
 *
 * @param parts its bytes, in this order; an event's payload is among them uncopied
 */
record EventMessage(List<byte[]> parts) {
    private static final byte[] END = {'\n', '\n'};
    private static final String REMEDY =
            "read the state again (/api/orders, or the retained topics), and go on from here";

    /** Ahead of all others: where the connection is lost, browsers come back in so many milliseconds. */
    static EventMessage greeting() {
        return text("retry: 1000\n\n");
    }

    /** An event; its payload is the data as it is. */
    static EventMessage of(Broadcast.Event event) {
        String head = "event: " + TopicTemplate.event(event.operation()) + "\nid: " + event.version() + "\ndata: ";
        return new EventMessage(List.of(head.getBytes(UTF_8), inData(event.payload()), END));
    }

    /**
     * Events are missing.
     *
     * @param after the last version that the client is known to have
     * @param before no event above it is missing from here on
     */
    static EventMessage gap(String after, String before, String reason) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("after", after).put("before", before).put("reason", reason).put("remedy", REMEDY);
        return text("event: gap\nid: " + before + "\ndata: " + data + "\n\n");
    }

    /** All that is kept has been sent; from here on events come as they happen. */
    static EventMessage live(String version) {
        return text("event: live\nid: " + version + "\ndata: {\"version\":\"" + version + "\"}\n\n");
    }

    /** Nothing has happened; clients note the version all the same, for it is a field and no comment. */
    static EventMessage keepAlive(String version) {
        return text(": keep-alive\n" + (version.isEmpty() ? "" : "id: " + version + "\n") + "\n");
    }

    private static EventMessage text(String text) {
        return new EventMessage(List.of(text.getBytes(UTF_8)));
    }

    /** Line ends within JSON, which are white space there, would end the field. */
    private static byte[] inData(byte[] payload) {
        for (byte octet : payload) {
            if (octet == '\n' || octet == '\r') {
                return new String(payload, UTF_8)
                        .replaceAll("\r\n|\r|\n", "\ndata: ")
                        .getBytes(UTF_8);
            }
        }
        return payload;
    }
}
