package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import dev.rowcast.relay.RelayStatus.Gap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells subscribers what the relay is doing: {@code online} or {@code offline} on one retained topic, everything else as
 * JSON on another. Says nothing twice. Relay's thread; one per broker connection, for what a broker has been told goes with
 * it.
 */
final class StatusAnnouncer {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final JsonFactory JSON = new JsonFactory();

    private final String version;
    private @Nullable RelayStatus told;
    private long toldNanos;

    StatusAnnouncer(String version) {
        this.version = version;
    }

    /** What has to be said now: a change of phase at once, progress only now and then. */
    List<Message> news(RelayStatus status) {
        RelayStatus before = told;
        boolean turned = before == null
                || before.phase() != status.phase()
                || before.ready() != status.ready()
                || !Objects.equals(before.reason(), status.reason());
        if (!turned && (!isDue() || status.equals(before))) {
            return List.of();
        }
        told = status;
        toldNanos = System.nanoTime();
        Message info = new Message(RelayTopics.INFO, info(status), true, null, null);
        if (before != null && before.ready() == status.ready()) {
            return List.of(info);
        }
        byte[] word = (status.ready() ? "online" : "offline").getBytes(UTF_8);
        return List.of(info, new Message(RelayTopics.STATUS, word, true, null, null));
    }

    /** Whether it is time for progress. */
    boolean isDue() {
        return System.nanoTime() - toldNanos >= INTERVAL.toNanos();
    }

    private byte[] info(RelayStatus status) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(512);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringField("version", version);
            generator.writeStringField("phase", status.phase().name().toLowerCase(Locale.ROOT));
            generator.writeStringField("reason", status.reason());
            writeTables(generator, new TreeMap<>(status.rows()));
            generator.writeFieldName("position");
            writePosition(generator, status.position());
            generator.writeNumberField("lag_ms", status.lagMillis());
            generator.writeStringField("started_at", status.startedAt().toString());
            generator.writeFieldName("last_gap");
            writeGap(generator, status.lastGap());
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void writeTables(JsonGenerator generator, Map<TableId, Long> rows) throws IOException {
        generator.writeArrayFieldStart("tables");
        for (Map.Entry<TableId, Long> table : rows.entrySet()) {
            generator.writeStartObject();
            generator.writeStringField("schema", table.getKey().schema());
            generator.writeStringField("table", table.getKey().table());
            generator.writeNumberField("rows", table.getValue());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static void writePosition(JsonGenerator generator, @Nullable Position position) throws IOException {
        if (position == null) {
            generator.writeNull();
            return;
        }
        generator.writeStartObject();
        generator.writeStringField("file", position.file());
        generator.writeNumberField("offset", position.offset());
        generator.writeStringField("gtids", position.gtids().toString());
        generator.writeEndObject();
    }

    private static void writeGap(JsonGenerator generator, @Nullable Gap gap) throws IOException {
        if (gap == null) {
            generator.writeNull();
            return;
        }
        generator.writeStartObject();
        generator.writeStringField("at", gap.at().toString());
        generator.writeStringField("reason", gap.reason());
        generator.writeFieldName("from");
        writePosition(generator, gap.from());
        generator.writeFieldName("to");
        writePosition(generator, gap.to());
        generator.writeEndObject();
    }
}
