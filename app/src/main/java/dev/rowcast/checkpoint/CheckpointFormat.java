package dev.rowcast.checkpoint;

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
import dev.rowcast.relay.Gap;
import dev.rowcast.relay.Gaps;
import dev.rowcast.relay.ScanPoint;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A checkpoint as JSON, with the format's version in it. Any thread. */
final class CheckpointFormat {
    private static final int VERSION = 3;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private CheckpointFormat() {}

    static byte[] write(Checkpoint checkpoint) {
        Document document = new Document(
                VERSION,
                checkpoint.server(),
                checkpoint.epoch().toString(),
                Place.of(checkpoint.position()),
                checkpoint.stateComplete(),
                checkpoint.unfinished(),
                checkpoint.tables(),
                checkpoint.rows().entrySet().stream()
                        .map(counted -> new Rows(
                                counted.getKey().schema(), counted.getKey().table(), counted.getValue()))
                        .toList(),
                checkpoint.retained(),
                Losses.of(checkpoint.gaps()),
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
     * @throws UnreadableCheckpointException if the bytes are anything else, another version of the format for example; says what
     */
    static Checkpoint read(byte[] json) throws UnreadableCheckpointException {
        try {
            return parsed(json);
        } catch (JsonProcessingException e) {
            throw new UnreadableCheckpointException(e.getOriginalMessage(), e);
        } catch (UnreadableCheckpointException e) {
            throw e;
        } catch (IOException | NullPointerException | IllegalArgumentException | DateTimeException e) {
            throw new UnreadableCheckpointException("its content makes no sense: " + e.getMessage(), e);
        }
    }

    private static Checkpoint parsed(byte[] json) throws IOException {
        int version = MAPPER.readTree(json).path("format").asInt();
        if (version != VERSION) {
            throw new UnreadableCheckpointException("its format is " + version + ", not " + VERSION, null);
        }
        Document document = MAPPER.readValue(json, Document.class);
        return new Checkpoint(
                document.server(),
                Instant.parse(document.epoch()),
                document.position().toPosition(),
                document.stateComplete(),
                document.unfinished(),
                document.tables(),
                document.rows().stream()
                        .collect(Collectors.toMap(
                                counted -> new TableId(counted.schema(), counted.table()), Rows::rows)),
                document.retained(),
                document.losses().toGaps(),
                document.fingerprint());
    }

    private record Document(
            int format,
            String server,
            String epoch,
            Place position,
            @JsonProperty(value = "state_complete", required = true) boolean stateComplete,
            List<ScanPoint> unfinished,
            List<TableId> tables,
            List<Rows> rows,
            List<RetainedTopics> retained,
            Losses losses,
            String fingerprint) {}

    private record Rows(String schema, String table, @JsonProperty(required = true) long rows) {}

    private record Place(
            @JsonProperty("gtid_kind") String gtidKind,
            String gtids,
            String file,
            @JsonProperty(required = true) long offset,
            @JsonInclude(JsonInclude.Include.NON_NULL) Position.@Nullable Place undecided) {
        static Place of(Position position) {
            return new Place(
                    kind(position.gtids()),
                    position.gtids().toString(),
                    position.file(),
                    position.offset(),
                    position.undecided());
        }

        Position toPosition() {
            return new Position(gtids(gtidKind, gtids), file, offset, undecided);
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
    }

    /** How often events were lost for good, and the last time. */
    private record Losses(@JsonProperty(required = true) long count, @Nullable Loss last) {
        static Losses of(Gaps gaps) {
            Gap last = gaps.last();
            return new Losses(gaps.count(), last == null ? null : Loss.of(last));
        }

        Gaps toGaps() {
            return new Gaps(count, last == null ? null : last.toGap());
        }
    }

    private record Loss(String at, String reason, Place from, Place to, @Nullable Long transactions) {
        static Loss of(Gap gap) {
            return new Loss(
                    gap.at().toString(), gap.reason(), Place.of(gap.from()), Place.of(gap.to()), gap.transactions());
        }

        Gap toGap() {
            return new Gap(Instant.parse(at), reason, from.toPosition(), to.toPosition(), transactions);
        }
    }
}
