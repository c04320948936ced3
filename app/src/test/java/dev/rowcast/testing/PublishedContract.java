package dev.rowcast.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.rowcast.testing.TestingSubscriber.Received;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code asyncapi.yaml} and the schemas that it names say of messages. One thread. */
public final class PublishedContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Source source;
    private final JsonNode document;
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    /** Where the files are: their bytes by path, such as {@code schema/event.json}. */
    @FunctionalInterface
    public interface Source {
        byte[] read(String path) throws IOException, InterruptedException;
    }

    /** Reads {@code asyncapi.yaml}. */
    public PublishedContract(Source source) throws IOException, InterruptedException {
        this.source = source;
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(new String(source.read("asyncapi.yaml"), UTF_8));
        this.document = JSON.valueToTree(yaml);
    }

    /** The document as JSON. */
    public JsonNode document() {
        return document;
    }

    /** The names of all channels. */
    public List<String> channels() {
        List<String> names = new ArrayList<>();
        document.get("channels").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The names of the channels whose address the topic fits; parameters stand for one level each. */
    public List<String> channels(String topic) {
        return channels().stream()
                .filter(name -> topic.matches(
                        pattern(document.at("/channels/" + name + "/address").textValue())))
                .toList();
    }

    private static String pattern(String address) {
        return Pattern.quote(address).replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q");
    }

    /** What is wrong with a message on a channel; nothing with one that clears a retained topic. */
    public List<String> problems(String channel, Received message) throws IOException, InterruptedException {
        JsonNode messages = document.at("/channels/" + channel + "/messages");
        JsonNode described = resolved(messages.elements().next());
        List<String> problems = new ArrayList<>();
        if (!message.payload().isEmpty()) {
            String contentType = described
                    .path("contentType")
                    .asText(document.get("defaultContentType").textValue());
            if (!contentType.equals(message.contentType())) {
                problems.add("content type " + message.contentType());
            }
            JsonNode payload = contentType.equals("application/json")
                    ? JSON.readTree(message.payload())
                    : new TextNode(message.payload());
            validate(described.get("payload"), payload, problems);
        }
        if (described.has("headers")) {
            ObjectNode headers = JSON.createObjectNode();
            message.properties().forEach(headers::put);
            validate(described.get("headers"), headers, problems);
        } else if (!message.properties().isEmpty()) {
            problems.add("user properties " + message.properties());
        }
        return problems;
    }

    private void validate(JsonNode schema, JsonNode value, List<String> problems)
            throws IOException, InterruptedException {
        schema(schema).validate(value).forEach(problem -> problems.add(problem.getMessage()));
    }

    private JsonSchema schema(JsonNode schema) throws IOException, InterruptedException {
        String file = schema.path("$ref").asText();
        if (file.isEmpty()) {
            return factory.getSchema(schema);
        }
        JsonSchema known = schemas.get(file);
        if (known == null) {
            known = factory.getSchema(JSON.readTree(source.read(file)));
            schemas.put(file, known);
        }
        return known;
    }

    /** What a reference within the document stands for. */
    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }
}
