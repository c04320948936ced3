package dev.rowcast.examples.assistant.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks to a model over HTTP. Answers are bounded in time and size; what went wrong is logged here, and whoever asked is told
 * no more than that. Any thread.
 */
final class ModelClient {
    private static final Logger LOG = LoggerFactory.getLogger(ModelClient.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 256 << 10;
    private static final int MOST_TOKENS = 800;

    private final ModelSettings settings;
    private final HttpClient client;

    ModelClient(ModelSettings settings) {
        this.settings = settings;
        client = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * One turn.
     *
     * @param messages of the conversation so far
     * @param tools that the model may call; none for a turn that has to end in an answer
     */
    ModelReply reply(ArrayNode messages, ArrayNode tools) throws AskException, InterruptedException {
        ObjectNode request = JSON.createObjectNode()
                .put("model", settings.name())
                .put("temperature", 0)
                .put("max_tokens", MOST_TOKENS);
        request.set("messages", messages);
        if (!tools.isEmpty()) {
            request.set("tools", tools);
        }
        HttpResponse<byte[]> response = send(request.toString());
        if (response.statusCode() != 200) {
            LOG.warn("The model at {} answers with {}", settings.url(), response.statusCode());
            throw new AskException(502, "the model can not be asked at the moment");
        }
        try {
            JsonNode parsed = JSON.readTree(response.body());
            return ModelReply.of(parsed == null ? JSON.nullNode() : parsed);
        } catch (IOException e) {
            LOG.warn("The model at {} answers with what is no JSON", settings.url());
            throw ModelReply.garbage();
        }
    }

    /** The client's own timeout ends with the headers; this one with the body. */
    private HttpResponse<byte[]> send(String body) throws AskException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (settings.key() != null) {
            request.header("Authorization", "Bearer " + settings.key());
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), status -> new BoundedBody(MOST_BYTES));
        try {
            return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("The model at {} does not answer within {}", settings.url(), settings.timeout());
            throw new AskException(504, "the model does not answer in time");
        } catch (ExecutionException e) {
            LOG.warn("The model at {} can not be asked: {}", settings.url(), String.valueOf(e.getCause()));
            throw new AskException(502, "the model can not be asked at the moment");
        } finally {
            answer.cancel(true);
        }
    }

    /** Arguments as the model wrote them. */
    static JsonNode arguments(String text) throws ArgumentException {
        try {
            JsonNode arguments = JSON.readTree(text.isBlank() ? "{}" : text);
            if (arguments != null && arguments.isObject()) {
                return arguments;
            }
        } catch (JsonProcessingException e) {
            // told below
        }
        throw new ArgumentException("arguments must be a JSON object");
    }
}
