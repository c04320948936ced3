package dev.rowcast.mysql;

import com.github.shyiko.mysql.binlog.event.GtidEventData;
import com.github.shyiko.mysql.binlog.event.GtidTaggedEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.GtidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.GtidTaggedEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads the event that opens each transaction. */
final class GtidEvents {
    private static final int MARIADB_STANDALONE = 1;
    private static final int MARIADB_PREPARED_XA = 64;

    private GtidEvents() {}

    /**
     * The head of a transaction.
     *
     * @param gtid null where the server writes none
     * @param standalone whether the transaction ends with the next statement, without a commit event
     * @param prepared whether the transaction is only prepared (XA) when it ends
     */
    record Head(@Nullable String gtid, Instant committedAt, boolean standalone, boolean prepared) {}

    static Head read(RawEvent event) {
        try {
            return switch (event.type()) {
                case RawEvent.GTID -> mysql(event, true);
                case RawEvent.ANONYMOUS_GTID -> mysql(event, false);
                case RawEvent.GTID_TAGGED -> tagged(event);
                case RawEvent.MARIADB_GTID -> mariadb(event);
                default -> throw new IllegalArgumentException("opens no transaction: " + event.type());
            };
        } catch (IOException e) {
            throw new CorruptEventException("GTID event can not be read: " + e.getMessage());
        }
    }

    private static Head mysql(RawEvent event, boolean named) throws IOException {
        GtidEventData data = new GtidEventDataDeserializer().deserialize(new ByteArrayInputStream(event.body()));
        return new Head(
                named ? data.getMySqlGtid().toString() : null,
                committedAt(event, data.getOriginalCommitTimestamp()),
                false,
                false);
    }

    private static Head tagged(RawEvent event) throws IOException {
        GtidTaggedEventData data =
                new GtidTaggedEventDataDeserializer().deserialize(new ByteArrayInputStream(event.body()));
        return new Head(
                data.getMySqlGtid().toString(), committedAt(event, data.getOriginalCommitTimestamp()), false, false);
    }

    /** Format: MariaDB's sql/log_event.h, class Gtid_log_event; the server's id stands in the header. */
    private static Head mariadb(RawEvent event) {
        Cursor cursor = new Cursor(event.body());
        long sequence = cursor.littleEndian(8);
        long domain = cursor.littleEndian(4);
        int flags = cursor.unsignedByte();
        return new Head(
                domain + "-" + event.serverId() + "-" + Long.toUnsignedString(sequence),
                Instant.ofEpochSecond(event.timestampSeconds()),
                (flags & MARIADB_STANDALONE) != 0,
                (flags & MARIADB_PREPARED_XA) != 0);
    }

    /** Servers before MySQL 8.0.1 write no microseconds. */
    private static Instant committedAt(RawEvent event, long micros) {
        return micros == 0
                ? Instant.ofEpochSecond(event.timestampSeconds())
                : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
