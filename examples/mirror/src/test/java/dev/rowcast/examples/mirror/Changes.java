package dev.rowcast.examples.mirror;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.examples.follower.Change;

/** Changes as a follower gives them. */
final class Changes {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Changes() {}

    static Change.State state(String key, String version, String row) {
        return new Change.State(key, version, row(row), true);
    }

    static Change.Gone gone(String key, String version) {
        return new Change.Gone(key, version);
    }

    static Change.Gone cleared(String key) {
        return new Change.Gone(key, null);
    }

    static Change.Event updated(String key, String version, String before, String after) {
        return new Change.Event(key, version, row(before), row(after));
    }

    static Change.Event deleted(String key, String version, String before) {
        return new Change.Event(key, version, row(before), null);
    }

    static ObjectNode row(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
