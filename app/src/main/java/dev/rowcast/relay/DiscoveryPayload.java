package dev.rowcast.relay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.rowcast.change.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Rowcast as one device of Home Assistant, in JSON: its MQTT integration, "Device discovery payload" (since 2024.11). The
 * templates are Jinja's. Relay's thread.
 */
final class DiscoveryPayload {
    private static final JsonFactory JSON = new JsonFactory();
    /** When a value counts: while Rowcast is online, or whenever it was told. */
    private static final boolean ONLINE = true;

    private static final boolean ALWAYS = false;

    private final String version;
    private final String device;
    private final String title;
    /** All components that there were; those that are gone have to be named, or Home Assistant keeps them. */
    private final Set<String> told = new LinkedHashSet<>();
    /** As last known, so that no sensor goes away while its table is counted again. */
    private final Map<TableId, Map<String, Map<String, Long>>> labels = new TreeMap<>();

    /**
     * @param version of the product
     * @param name of this instance
     */
    DiscoveryPayload(String version, String name) {
        this.version = version;
        this.device = "rowcast_" + name;
        this.title = name.equals("rowcast") ? "Rowcast" : "Rowcast " + name;
    }

    /**
     * The device with a sensor for each thing that can be told.
     *
     * @param tables whose rows are told
     * @param counts by table, column and label; of a column that is missing what was known before stands
     */
    byte[] of(Collection<TableId> tables, Map<TableId, Map<String, Map<String, Long>>> counts) {
        counts.forEach((table, columns) ->
                labels.computeIfAbsent(table, absent -> new TreeMap<>()).putAll(columns));
        ByteArrayBuilder bytes = new ByteArrayBuilder(2_048);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeObjectFieldStart("dev");
            generator.writeStringField("identifiers", device);
            generator.writeStringField("name", title);
            generator.writeStringField("sw_version", version);
            generator.writeEndObject();
            generator.writeObjectFieldStart("o");
            generator.writeStringField("name", "Rowcast");
            generator.writeStringField("sw_version", version);
            generator.writeEndObject();
            generator.writeObjectFieldStart("cmps");
            writeComponents(new Components(generator), tables, labels);
            generator.writeEndObject();
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void writeComponents(
            Components to, Collection<TableId> tables, Map<TableId, Map<String, Map<String, Long>>> labels)
            throws IOException {
        to.connected();
        to.begin("lag", "Lag", RelayTopics.INFO, "value_json.lag_ms", ONLINE);
        to.generator.writeStringField("device_class", "duration");
        to.generator.writeStringField("unit_of_measurement", "ms");
        to.end(true);
        to.begin("phase", "Phase", RelayTopics.INFO, "value_json.phase", ALWAYS);
        to.generator.writeStringField("device_class", "enum");
        to.generator.writeFieldName("options");
        String[] phases = Arrays.stream(Phase.values())
                .map(phase -> phase.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        to.generator.writeArray(phases, 0, phases.length);
        to.end(false);
        to.begin("gaps", "Gaps", RelayTopics.INFO, "value_json.gaps", ALWAYS);
        to.end(true);
        for (TableId table : tables) {
            String rows = "value_json.tables | selectattr('schema', 'eq', " + quoted(table.schema())
                    + ") | selectattr('table', 'eq', " + quoted(table.table())
                    + ") | map(attribute='rows') | first | default(none)";
            to.begin(id("rows", table.schema(), table.table()), "Rows of " + table, RelayTopics.INFO, rows, ONLINE);
            to.end(true);
        }
        for (Map.Entry<TableId, Map<String, Map<String, Long>>> table : labels.entrySet()) {
            for (Map.Entry<String, Map<String, Long>> column : table.getValue().entrySet()) {
                for (String label : column.getValue().keySet()) {
                    writeLabel(to, table.getKey(), column.getKey(), label);
                }
            }
        }
        to.endAll();
    }

    private static void writeLabel(Components to, TableId table, String column, String label) throws IOException {
        String count = "value_json.get(" + quoted(table.toString()) + ", {}).get(" + quoted(column) + ", {}).get("
                + quoted(label) + ")";
        to.begin(
                id("count", table.schema(), table.table(), column, label),
                table + " " + column + " " + label,
                RelayTopics.COUNTS,
                count,
                ONLINE);
        to.end(true);
    }

    /** Names as a text in a template. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Of letters that an id may have, always the same for the same names, and of others another. */
    private static String id(String... parts) {
        CRC32 checksum = new CRC32();
        for (String part : parts) {
            checksum.update(part.getBytes(StandardCharsets.UTF_8));
            checksum.update(0);
        }
        return String.join("_", parts).replaceAll("[^A-Za-z0-9_]", "_") + "_"
                + HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    /** Writes components one after the other. */
    private final class Components {
        private final JsonGenerator generator;
        private final Set<String> written = new LinkedHashSet<>();

        Components(JsonGenerator generator) {
            this.generator = generator;
        }

        private void begin(String id, String platform, String name, String topic) throws IOException {
            written.add(id);
            generator.writeObjectFieldStart(id);
            generator.writeStringField("platform", platform);
            generator.writeStringField("unique_id", device + "_" + id);
            generator.writeStringField("name", name);
            generator.writeStringField("state_topic", topic);
        }

        void connected() throws IOException {
            begin("connected", "binary_sensor", "Connected", RelayTopics.STATUS);
            generator.writeStringField("device_class", "connectivity");
            generator.writeStringField("payload_on", "online");
            generator.writeStringField("payload_off", "offline");
            generator.writeEndObject();
        }

        /** A sensor, up to what only some have. */
        void begin(String id, String name, String topic, String value, boolean whileOnline) throws IOException {
            begin(id, "sensor", name, topic);
            generator.writeStringField("value_template", "{{ " + value + " }}");
            if (whileOnline) {
                generator.writeStringField("availability_topic", RelayTopics.STATUS);
            }
        }

        void end(boolean isNumber) throws IOException {
            if (isNumber) {
                generator.writeStringField("state_class", "measurement");
            }
            generator.writeEndObject();
        }

        void endAll() throws IOException {
            told.addAll(written);
            for (String id : told) {
                if (!written.contains(id)) {
                    generator.writeObjectFieldStart(id);
                    generator.writeStringField("platform", "sensor");
                    generator.writeEndObject();
                }
            }
        }
    }
}
