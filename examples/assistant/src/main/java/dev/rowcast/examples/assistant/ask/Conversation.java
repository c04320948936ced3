package dev.rowcast.examples.assistant.ask;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.examples.assistant.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One question and its answer: the model may call tools a few times before it answers. It is given no more than the
 * question, the tools' results, and words of ours that say how these are to be taken; what it writes is text for a person,
 * and nothing is done because of it. Any thread.
 */
final class Conversation {
    private static final int MOST_ROUNDS = 4;
    private static final int MOST_ANSWER = 4000;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String INSTRUCTIONS = instructions();

    private final ModelClient model;
    private final Map<String, Tool> tools;

    Conversation(ModelClient model, List<Tool> tools) {
        this.model = model;
        this.tools = tools.stream().collect(Collectors.toMap(Tool::name, Function.identity()));
    }

    private static String instructions() {
        try (InputStream text = Conversation.class.getResourceAsStream("instructions.txt")) {
            return new String(
                    Objects.requireNonNull(text, "instructions.txt is missing").readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws AskException if there is no answer in the end */
    String answer(String question) throws AskException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        messages.addObject().put("role", "system").put("content", INSTRUCTIONS);
        messages.addObject().put("role", "user").put("content", question);
        for (int round = 0; round <= MOST_ROUNDS; round++) {
            boolean last = round == MOST_ROUNDS || System.nanoTime() - deadline > 0;
            ModelReply reply = model.reply(messages, last ? none() : declarations());
            if (reply.calls().isEmpty()) {
                return PlainText.lines(reply.text(), MOST_ANSWER).strip();
            }
            if (last) {
                break;
            }
            callTools(reply, messages);
        }
        throw new AskException(502, "the model has not come to an answer");
    }

    private static ArrayNode none() {
        return JsonNodeFactory.instance.arrayNode();
    }

    private ArrayNode declarations() {
        ArrayNode declarations = none();
        tools.values().forEach(tool -> declarations.add(tool.declaration()));
        return declarations;
    }

    private void callTools(ModelReply reply, ArrayNode messages) {
        ArrayNode calls =
                messages.addObject().put("role", "assistant").putNull("content").putArray("tool_calls");
        for (ModelReply.ToolCall call : reply.calls()) {
            calls.addObject()
                    .put("id", call.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name())
                    .put("arguments", call.arguments());
        }
        for (ModelReply.ToolCall call : reply.calls()) {
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", call.id())
                    .put("content", result(call).toString());
        }
    }

    /** Values of rows only ever appear as quoted JSON below {@code data}. */
    private ObjectNode result(ModelReply.ToolCall call) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        Tool tool = tools.get(call.name());
        if (tool == null) {
            return result.put("error", "there is no such tool");
        }
        try {
            JsonNode data = tool.call(ModelClient.arguments(call.arguments()));
            result.set("data", data);
            return result;
        } catch (ArgumentException e) {
            return result.put("error", e.getMessage());
        }
    }
}
