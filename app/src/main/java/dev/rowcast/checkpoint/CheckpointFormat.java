package dev.rowcast.checkpoint;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MariadbGtidPosition;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.message.RetainedTopics;
import dev.rowcast.relay.Checkpoint;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A checkpoint as JSON, with the format's version in it. Any thread. */
final class CheckpointFormat {
    private static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private CheckpointFormat() {}

    static byte[] write(Checkpoint checkpoint) {
        Position position = checkpoint.position();
        Document document = new Document(
                VERSION,
                checkpoint.server(),
                checkpoint.epoch().toString(),
                kind(position.gtids()),
                position.gtids().toString(),
                position.file(),
                position.offset(),
                position.undecided(),
                checkpoint.stateComplete(),
                checkpoint.rows().entrySet().stream()
                        .map(counted -> new Rows(
                                counted.getKey().schema(), counted.getKey().table(), counted.getValue()))
                        .toList(),
                checkpoint.retained(),
                checkpoint.fingerprint());
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a checkpoint can not be written as JSON: " + checkpoint, e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the bytes are anything else, another version of the format for example; says what
     */
    static Checkpoint read(byte[] json) throws IOException {
        try {
            return parsed(json);
        } catch (JsonProcessingException e) {
            throw new IOException(e.getOriginalMessage(), e);
        } catch (NullPointerException | IllegalArgumentException | DateTimeException e) {
            throw new IOException("its content makes no sense: " + e.getMessage(), e);
        }
    }

    private static Checkpoint parsed(byte[] json) throws IOException {
        int version = MAPPER.readTree(json).path("format").asInt();
        if (version != VERSION) {
            throw new IOException("its format is " + version + ", not " + VERSION);
        }
        Document document = MAPPER.readValue(json, Document.class);
        return new Checkpoint(
                document.server(),
                Instant.parse(document.epoch()),
                new Position(
                        gtids(document.gtidKind(), document.gtids()),
                        document.file(),
                        document.offset(),
                        document.undecided()),
                document.stateComplete(),
                document.rows().stream()
                        .collect(Collectors.toMap(
                                counted -> new TableId(counted.schema(), counted.table()), Rows::rows)),
                requireNonNullElse(document.retained(), List.of()),
                document.fingerprint());
    }

    private static String kind(GtidSet gtids) {
        if (gtids instanceof MysqlGtidSet) {
            return "mysql";
        }
        return gtids instanceof MariadbGtidPosition ? "mariadb" : "none";
    }

    private static GtidSet gtids(@Nullable String kind, String text) {
        return switch (String.valueOf(kind)) {
            case "none" -> GtidSet.NONE;
            case "mysql" -> MysqlGtidSet.parse(text);
            case "mariadb" -> MariadbGtidPosition.parse(text);
            default -> throw new IllegalArgumentException("unknown kind of GTID set: " + kind);
        };
    }

    private record Document(
            int format,
            String server,
            String epoch,
            @JsonProperty("gtid_kind") String gtidKind,
            String gtids,
            String file,
            @JsonProperty(required = true) long offset,
            @JsonInclude(JsonInclude.Include.NON_NULL) Position.@Nullable Place undecided,
            @JsonProperty(value = "state_complete", required = true) boolean stateComplete,
            List<Rows> rows,
            @Nullable List<RetainedTopics> retained,
            String fingerprint) {}

    private record Rows(String schema, String table, @JsonProperty(required = true) long rows) {}
}
