package dev.rowcast.examples.assistant.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a tool takes by one name. The schema that the model is shown, and what is checked, are of the same words. */
sealed interface Parameter {
    String name();

    boolean required();

    /** As JSON Schema. */
    ObjectNode schema();

    /** Null if the value is one. */
    @Nullable
    String problem(JsonNode value);

    /** A whole number within bounds. */
    record Whole(String name, boolean required, long least, long most) implements Parameter {
        @Override
        public ObjectNode schema() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "integer")
                    .put("minimum", least)
                    .put("maximum", most);
        }

        @Override
        public @Nullable String problem(JsonNode value) {
            boolean fits = value.isIntegralNumber()
                    && value.canConvertToLong()
                    && value.longValue() >= least
                    && value.longValue() <= most;
            return fits ? null : "must be an integer from " + least + " to " + most;
        }
    }

    /** A text that is not longer than so many characters. */
    record Text(String name, boolean required, int most) implements Parameter {
        @Override
        public ObjectNode schema() {
            return JsonNodeFactory.instance.objectNode().put("type", "string").put("maxLength", most);
        }

        @Override
        public @Nullable String problem(JsonNode value) {
            return value.isTextual() && value.textValue().length() <= most
                    ? null
                    : "must be a string of at most " + most + " characters";
        }
    }

    /** One of some words. */
    record Choice(String name, boolean required, List<String> words) implements Parameter {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public ObjectNode schema() {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
            words.forEach(schema.putArray("enum")::add);
            return schema;
        }

        @Override
        public @Nullable String problem(JsonNode value) {
            return value.isTextual() && words.contains(value.textValue()) ? null : "must be one of " + words;
        }
    }

    /** Of a tool's parameters together. */
    static ObjectNode schema(List<Parameter> parameters) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        parameters.forEach(parameter -> properties.set(parameter.name(), parameter.schema()));
        parameters.stream().filter(Parameter::required).map(Parameter::name).forEach(schema.putArray("required")::add);
        return schema.put("additionalProperties", false);
    }

    /**
     * Compares arguments with the parameters.
     *
     * @throws ArgumentException if the schema does not allow them
     */
    static void check(List<Parameter> parameters, JsonNode arguments) throws ArgumentException {
        Set<String> unknown = new HashSet<>();
        for (Iterator<String> names = arguments.fieldNames(); names.hasNext(); ) {
            unknown.add(names.next());
        }
        for (Parameter parameter : parameters) {
            unknown.remove(parameter.name());
            JsonNode value = arguments.get(parameter.name());
            String problem = value == null ? (parameter.required() ? "is missing" : null) : parameter.problem(value);
            if (problem != null) {
                throw new ArgumentException(parameter.name() + " " + problem);
            }
        }
        if (!unknown.isEmpty()) {
            throw new ArgumentException("there are arguments that the tool does not take");
        }
    }
}
