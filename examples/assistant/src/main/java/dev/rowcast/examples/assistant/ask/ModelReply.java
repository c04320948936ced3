package dev.rowcast.examples.assistant.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model says: an answer, or tools that it wants called first.
 *
 * @param text empty where it calls tools
 */
record ModelReply(String text, List<ToolCall> calls) {
    private static final int MOST_CALLS = 4;
    private static final int MOST_ID = 100;
    private static final int MOST_NAME = 64;
    private static final int MOST_ARGUMENTS = 4096;

    /**
     * A tool that the model wants called. Name and arguments are its own: there may be no such tool, and anything in them.
     *
     * @param arguments JSON, or so it should be
     */
    record ToolCall(String id, String name, String arguments) {}

    ModelReply {
        calls = List.copyOf(calls);
    }

    /** @throws AskException if it is no reply of the protocol, or calls too much at once */
    static ModelReply of(JsonNode response) throws AskException {
        JsonNode message = response.path("choices").path(0).path("message");
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            calls.add(new ToolCall(
                    bounded(call.path("id"), MOST_ID),
                    bounded(function.path("name"), MOST_NAME),
                    bounded(function.path("arguments"), MOST_ARGUMENTS)));
        }
        if (calls.size() > MOST_CALLS) {
            throw garbage();
        }
        JsonNode content = message.path("content");
        if (calls.isEmpty() && !content.isTextual()) {
            throw garbage();
        }
        return new ModelReply(calls.isEmpty() ? content.textValue() : "", calls);
    }

    private static String bounded(JsonNode text, int most) throws AskException {
        if (!text.isTextual() || text.textValue().length() > most) {
            throw garbage();
        }
        return text.textValue();
    }

    static AskException garbage() {
        return new AskException(502, "the model's answer makes no sense");
    }
}
