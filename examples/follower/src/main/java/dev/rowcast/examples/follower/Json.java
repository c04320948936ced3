package dev.rowcast.examples.follower;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads payloads digit for digit: integers beyond 2^63 and fractions lose nothing. */
final class Json {
    /** The largest packet of MQTT. */
    private static final int MOST_CHARACTERS = 256 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MOST_CHARACTERS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** @throws ContractException if the payload is anything else than a JSON object */
    static ObjectNode object(String topic, byte[] payload) throws ContractException {
        try {
            JsonNode read = MAPPER.readTree(payload);
            if (read instanceof ObjectNode object) {
                return object;
            }
            throw new ContractException(
                    "On " + topic + " came " + read.getNodeType() + ", and a JSON object was expected");
        } catch (IOException e) {
            throw new ContractException("On " + topic + " came what is no JSON: " + e.getMessage(), e);
        }
    }
}
