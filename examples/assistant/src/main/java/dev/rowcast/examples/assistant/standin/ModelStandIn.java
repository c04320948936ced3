package dev.rowcast.examples.assistant.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that speaks the model's protocol and understands a few words, to try the assistant without a model, and to test
 * it: it calls the tool that the question's words are for, and answers with what that returned.
 */
public final class ModelStandIn implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEFAULT_PORT = 8091;
    private static final Pattern ORDER = Pattern.compile("order (\\d+)");
    private static final Pattern STATUS = Pattern.compile("pending|shipped|delivered");

    private final HttpServer server;

    private ModelStandIn(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/v1/chat/completions", ModelStandIn::respond);
    }

    /**
     * Answers from now on.
     *
     * @param port 0 lets the system pick
     */
    public static ModelStandIn start(int port) throws IOException {
        ModelStandIn standIn = new ModelStandIn(port);
        standIn.server.start();
        return standIn;
    }

    /**
     * Answers until it is ended, and prints where.
     *
     * @param arguments the port, if another than 8091
     */
    public static void main(String[] arguments) throws IOException {
        ModelStandIn standIn = start(arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_PORT);
        System.out.println("MODEL_URL=" + standIn.url());
    }

    /** Of its endpoint. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/chat/completions");
    }

    private static void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode messages = JSON.readTree(exchange.getRequestBody()).path("messages");
            byte[] reply = completion(reply(messages)).toString().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    private static ObjectNode completion(ObjectNode message) {
        ObjectNode completion = JSON.createObjectNode().put("object", "chat.completion");
        completion
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", message.has("tool_calls") ? "tool_calls" : "stop")
                .set("message", message);
        return completion;
    }

    private static ObjectNode reply(JsonNode messages) {
        JsonNode last = messages.path(messages.size() - 1);
        if (last.path("role").asText().equals("tool")) {
            return answer("The orders say: " + last.path("content").asText());
        }
        String question = last.path("content").asText().toLowerCase(Locale.ROOT);
        Matcher order = ORDER.matcher(question);
        Matcher status = STATUS.matcher(question);
        if (order.find()) {
            return call("get_order", JSON.createObjectNode().put("id", order.group(1)));
        }
        if (question.contains("how many")) {
            return call("count_by_status", JSON.createObjectNode());
        }
        if (question.contains("longest") || question.contains("oldest")) {
            return call("oldest_pending", JSON.createObjectNode().put("limit", 3));
        }
        if (status.find()) {
            return call(
                    "find_orders",
                    JSON.createObjectNode().put("status", status.group()).put("limit", 5));
        }
        return answer("I only understand: how many, oldest, order 7, pending, shipped, delivered.");
    }

    private static ObjectNode answer(String text) {
        return JSON.createObjectNode().put("role", "assistant").put("content", text);
    }

    private static ObjectNode call(String tool, ObjectNode arguments) {
        ObjectNode message = JSON.createObjectNode().put("role", "assistant").putNull("content");
        message.putArray("tool_calls")
                .addObject()
                .put("id", "call-1")
                .put("type", "function")
                .putObject("function")
                .put("name", tool)
                .put("arguments", arguments.toString());
        return message;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
