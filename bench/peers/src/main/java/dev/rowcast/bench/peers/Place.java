package dev.rowcast.bench.peers;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Where in the binlog changes stand, in the form that Rowcast tells. One thread: what a transaction's rows share is made once. */
final class Place {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int UUID_LENGTH = 36;

    private final long epochMillis;

    private long committedMicros = Long.MIN_VALUE;
    private String committedAt = "";

    /** @param epochMillis what all versions begin with */
    Place(long epochMillis) {
        this.epochMillis = epochMillis;
    }

    /** As long as Rowcast's, and made of the same: epoch, file, position, row. */
    String version(Struct source) {
        String file = source.getString("file");
        return hex(epochMillis, 12)
                + '-'
                + hex(fileNumber(file), 8)
                + '-'
                + hex(source.getInt64("pos"), 10)
                + '-'
                + hex(source.getInt32("row"), 8);
    }

    private static int fileNumber(String file) {
        String digits = file.substring(file.lastIndexOf('.') + 1);
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static String hex(long number, int digits) {
        String hex = Long.toHexString(number).toLowerCase(Locale.ROOT);
        return hex.length() < digits ? "0".repeat(digits - hex.length()) + hex : hex;
    }

    /** With microseconds. */
    String committedAt(Struct source) {
        long micros = source.getInt64("ts_us");
        if (micros != committedMicros) {
            committedMicros = micros;
            committedAt = MICROSECONDS.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        }
        return committedAt;
    }

    /** The server's UUID where the GTID leads with one. */
    static String server(Struct source) {
        String gtid = gtid(source);
        return gtid != null && gtid.length() > UUID_LENGTH
                ? gtid.substring(0, UUID_LENGTH)
                : Long.toString(source.getInt64("server_id"));
    }

    static @Nullable String gtid(Struct source) {
        return source.getString("gtid");
    }
}
