package dev.rowcast.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rowcast.change.Operation;
import dev.rowcast.watch.Cell.Kind;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the payloads of states and events. Anybody may publish anything, so what is none is an error to be borne. Pure. */
final class PayloadReader {
    private static final JsonFactory JSON = new JsonFactory();

    private PayloadReader() {}

    /** A payload that is not what its topic promises. */
    static final class UnreadablePayloadException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadablePayloadException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The columns of a state, in their order. */
    static Map<String, Cell> row(byte[] payload) throws UnreadablePayloadException {
        String json = new String(payload, UTF_8);
        try (JsonParser parser = JSON.createParser(json)) {
            requireObject(parser.nextToken());
            Map<String, Cell> row = cells(parser, json);
            requireEnd(parser);
            return row;
        } catch (IOException e) {
            throw new UnreadablePayloadException("a row that is no JSON object", e);
        }
    }

    static TableEvent event(byte[] payload) throws UnreadablePayloadException {
        String json = new String(payload, UTF_8);
        try (JsonParser parser = JSON.createParser(json)) {
            requireObject(parser.nextToken());
            Members members = new Members();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                members.read(parser, json);
            }
            requireEnd(parser);
            return members.event(json);
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            throw new UnreadablePayloadException("an event that is none", e);
        }
    }

    /** What has been read of an event. */
    private static final class Members {
        private final Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();
        private final Map<String, String> texts = new LinkedHashMap<>();

        void read(JsonParser parser, String json) throws IOException {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "key", "before", "after" -> {
                    if (token == JsonToken.START_OBJECT) {
                        rows.put(name, cells(parser, json));
                    } else {
                        parser.skipChildren();
                    }
                }
                default -> {
                    if (token == JsonToken.VALUE_STRING) {
                        texts.put(name, parser.getText());
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        }

        TableEvent event(String json) {
            Operation operation = Operation.valueOf(texts.getOrDefault("op", "").toUpperCase(Locale.ROOT));
            String committedAt = texts.get("committed_at");
            return new TableEvent(
                    operation,
                    rows.getOrDefault("key", Map.of()),
                    rows.get("before"),
                    rows.get("after"),
                    texts.get("version"),
                    committedAt == null ? null : Instant.parse(committedAt),
                    json);
        }
    }

    private static void requireObject(@Nullable JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw new IOException("no object");
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new IOException("more than one object");
        }
    }

    /** The members of the object that the parser has just begun. */
    private static Map<String, Cell> cells(JsonParser parser, String json) throws IOException {
        Map<String, Cell> cells = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            cells.put(name, cell(requireNonNull(parser.nextToken()), parser, json));
        }
        return Collections.unmodifiableMap(cells);
    }

    private static Cell cell(JsonToken token, JsonParser parser, String json) throws IOException {
        return switch (token) {
            case VALUE_NULL -> Cell.NULL;
            case VALUE_STRING -> new Cell(Kind.TEXT, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Cell(Kind.BOOLEAN, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Cell(Kind.NUMBER, parser.getText());
            default -> {
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                yield new Cell(Kind.STRUCTURE, json.substring(start, (int)
                        parser.currentLocation().getCharOffset()));
            }
        };
    }
}
