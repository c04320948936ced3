package dev.rowcast.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.rowcast.testing.PublishedContract;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code asyncapi.yaml} is an AsyncAPI 3 document, and what it refers to is there. */
final class AsyncApiTest {
    private final JsonSchema asyncApi = asyncApi();
    private final JsonNode document = new PublishedContract(AsyncApiTest::read).document();

    AsyncApiTest() throws Exception {}

    @Test
    void theDocumentIsValid() {
        assertThat(document.get("asyncapi").textValue()).isEqualTo("3.0.0");
        assertThat(asyncApi.validate(document)).isEmpty();
    }

    @Test
    void aDocumentThatIsNotIsFoundOut() {
        ObjectNode withoutInfo = document.deepCopy();
        withoutInfo.remove("info");
        ObjectNode oddOperation = document.deepCopy();
        ((ObjectNode) oddOperation.at("/operations/changed")).put("action", "publish");

        assertThat(asyncApi.validate(withoutInfo)).isNotEmpty();
        assertThat(asyncApi.validate(oddOperation)).isNotEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() throws Exception {
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references).hasSizeGreaterThan(10);
        for (String reference : references) {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(read(reference)).as(reference).isNotEmpty();
            }
        }
    }

    @Test
    void everyChannelHasAnOperation() {
        List<String> used = document.get("operations").findValuesAsText("$ref");

        document.get("channels").fieldNames().forEachRemaining(channel -> assertThat(used)
                .contains("#/channels/" + channel));
    }

    private static JsonSchema asyncApi() throws IOException {
        try (InputStream schema = requireNonNull(AsyncApiTest.class.getResourceAsStream("/asyncapi/3.0.0.json"))) {
            return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);
        }
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream file = AsyncApiTest.class.getResourceAsStream("/web/" + path)) {
            if (file == null) {
                throw new FileNotFoundException(path);
            }
            return file.readAllBytes();
        }
    }
}
