package dev.rowcast.examples.assistant.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * Something that the model may ask for. It reads, and changes nothing.
 *
 * @param parameters that it takes, and no other
 * @param read its result, of arguments that were checked
 */
record Tool(String name, String description, List<Parameter> parameters, Function<JsonNode, JsonNode> read) {
    Tool {
        parameters = List.copyOf(parameters);
    }

    /** As the model is shown it. */
    ObjectNode declaration() {
        ObjectNode declaration = JsonNodeFactory.instance.objectNode().put("type", "function");
        declaration
                .putObject("function")
                .put("name", name)
                .put("description", description)
                .set("parameters", Parameter.schema(parameters));
        return declaration;
    }

    JsonNode call(JsonNode arguments) throws ArgumentException {
        Parameter.check(parameters, arguments);
        return read.apply(arguments);
    }
}
