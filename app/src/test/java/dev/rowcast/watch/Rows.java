package dev.rowcast.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.watch.PayloadReader.UnreadablePayloadException;
import java.util.Map;

/** Rows and events of tests, from JSON with single quotes. */
final class Rows {
    private Rows() {}

    static Map<String, Cell> row(String json) {
        try {
            return PayloadReader.row(bytes(json));
        } catch (UnreadablePayloadException e) {
            throw new AssertionError(e);
        }
    }

    static TableEvent event(String json) {
        try {
            return PayloadReader.event(bytes(json));
        } catch (UnreadablePayloadException e) {
            throw new AssertionError(e);
        }
    }

    /** Of order 7, whose status goes from one to another. */
    static TableEvent update(String from, String to) {
        return event(
                "{'op':'update','key':{'id':7},'before':{'id':7,'status':'" + from + "'},'after':{'id':7,'status':'"
                        + to + "'},'version':'v-" + from + to + "','committed_at':'2026-11-20T09:12:00.123456Z'}");
    }

    static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }
}
