package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.message.Oversized;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether the largest event that a table can have fits into the largest packet that the broker takes.
 *
 * @param maxBytes of a packet
 * @param oversized what becomes of a message that is larger
 */
public record SizeForecast(LargestRow row, long maxBytes, Oversized oversized) {
    private static final int WIDEST_COLUMNS = 3;

    public SizeForecast {
        requireNonNull(row, "row is null");
        requireNonNull(oversized, "oversized is null");
    }

    /** Whether no row can be too large. */
    public boolean fits() {
        return row.eventBytes() <= maxBytes;
    }

    /** The largest event, with what makes it large. */
    public String largest() {
        String columns = row.widest(WIDEST_COLUMNS).stream()
                .map(column -> column.name() + " up to " + readable(column.bytes()))
                .collect(Collectors.joining(", "));
        return "up to " + readable(row.eventBytes()) + " (" + columns + ")";
    }

    /** What becomes of a row that is too large. */
    public String outcome() {
        return switch (oversized) {
            case FAIL -> "such a row would stop Rowcast";
            case MARKER -> "such a row would be told without its columns";
        };
    }

    /** What makes room, or does without. */
    public String remedy() {
        return remedies(oversized == Oversized.FAIL);
    }

    static String remedies(boolean markerHelps) {
        return "raise the broker's limit (Mosquitto: max_packet_size; MQTT_MAX_PACKET_SIZE where that is set), or leave the"
                + " table's widest columns out by ROWCAST_COLUMNS"
                + (markerHelps ? ", or let such rows be told without their columns: ROWCAST_OVERSIZED=marker" : "");
    }

    /** For a table whose rows can be too large. */
    @Override
    public String toString() {
        return "An event of " + row.table() + " can have " + largest() + ", and the broker takes packets of " + maxBytes
                + " bytes: " + outcome();
    }

    static String readable(long bytes) {
        String[] units = {"bytes", "KiB", "MiB", "GiB"};
        double number = bytes;
        int unit = 0;
        while (number >= 1024 && unit < units.length - 1) {
            number /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", number, units[unit]);
    }
}
