package dev.rowcast.mysql;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ChecksumType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the connector's decoders: frames each event, verifies its checksum, and hands the body on undecoded.
 * Runs on the connector's reading thread.
 */
final class RawEventDeserializer extends EventDeserializer {
    private static final int CHECKSUM_LENGTH = 4;
    private static final int FLAGS_OFFSET = 17;
    private static final int FLAG_BINLOG_IN_USE = 1;
    /** A packet holds 2^24 - 2 bytes if no other belongs to it, the first of which is a marker. */
    private static final long LONGEST_IN_ONE_PACKET = (1L << 24) - 3;

    private static final int GRACE_MILLIS = 10_000;
    private static final int LEAST_BYTES_A_MILLISECOND = 16;

    private final byte[] headerBytes = new byte[RawEvent.HEADER_LENGTH];
    private final byte[] checksum = new byte[CHECKSUM_LENGTH];
    private final EventHeaderV4 connectorHeader = new EventHeaderV4();
    private int checksumLength;

    @Override
    @SuppressWarnings("deprecation") // how the connector tells what it has agreed on with the server
    public void setChecksumType(ChecksumType checksumType) {
        checksumLength = checksumType.getLength();
    }

    @Override
    public @Nullable Event nextEvent(ByteArrayInputStream stream) throws IOException {
        if (stream.peek() == -1) {
            return null;
        }
        stream.fill(headerBytes, 0, headerBytes.length);
        Cursor header = new Cursor(headerBytes);
        long timestampSeconds = header.littleEndian(4);
        int type = header.unsignedByte();
        long serverId = header.littleEndian(4);
        long length = header.littleEndian(4);
        long nextPosition = header.littleEndian(4);
        requireFits(type, length, stream);
        byte[] body = read(stream, bodyLength(type, length));
        stream.fill(checksum, 0, checksumLength(type));
        verifyChecksum(type, body);
        RawEvent raw = new RawEvent(type, timestampSeconds, serverId, length, nextPosition, body);
        return new Event(connectorHeader(raw), type == RawEvent.ROTATE ? rotate(body) : raw);
    }

    /** The connector looks at ROTATE alone, by type and data, before it reads on; all else is ours. */
    private EventHeaderV4 connectorHeader(RawEvent raw) {
        connectorHeader.setEventType(raw.type() == RawEvent.ROTATE ? EventType.ROTATE : EventType.UNKNOWN);
        connectorHeader.setEventLength(raw.length());
        connectorHeader.setNextPosition(raw.nextPosition());
        return connectorHeader;
    }

    private static EventData rotate(byte[] body) {
        Cursor cursor = new Cursor(body);
        RotateEventData rotate = new RotateEventData();
        rotate.setBinlogPosition(cursor.littleEndian(8));
        rotate.setBinlogFilename(new String(cursor.rest(), StandardCharsets.UTF_8));
        return rotate;
    }

    /** A longer event comes in several packets, which the connector has put together before. */
    private static void requireFits(int type, long length, ByteArrayInputStream stream) throws IOException {
        if (length > LONGEST_IN_ONE_PACKET && stream.available() != length - RawEvent.HEADER_LENGTH) {
            throw wrongLength(type, length);
        }
    }

    private int bodyLength(int type, long length) {
        long bodyLength = length - RawEvent.HEADER_LENGTH - checksumLength(type);
        if (bodyLength < 0 || bodyLength > Integer.MAX_VALUE) {
            throw wrongLength(type, length);
        }
        return (int) bodyLength;
    }

    private static CorruptEventException wrongLength(int type, long length) {
        return new CorruptEventException("an event of type " + type + " says it is " + length + " bytes long");
    }

    /** Heartbeats keep the socket's own timeout from ever expiring if a length is wrong and its bytes never come. */
    private static byte[] read(ByteArrayInputStream stream, int length) throws IOException {
        byte[] bytes = new byte[length];
        long start = System.nanoTime();
        int count = 0;
        while (count < length) {
            int read = stream.read(bytes, count, length - count);
            if (read < 0) {
                throw new EOFException("the stream ends within an event");
            }
            count += read;
            if (count < length && millisSince(start) > GRACE_MILLIS + count / LEAST_BYTES_A_MILLISECOND) {
                throw new IOException("only " + count + " of an event's " + length + " bytes have come within "
                        + millisSince(start) + " ms");
            }
        }
        return bytes;
    }

    private static long millisSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1_000_000;
    }

    /** A format description always has room for a checksum. */
    private int checksumLength(int type) {
        return type == RawEvent.FORMAT_DESCRIPTION ? CHECKSUM_LENGTH : checksumLength;
    }

    private void verifyChecksum(int type, byte[] body) {
        if (checksumLength == 0) {
            return;
        }
        CRC32 crc = new CRC32();
        crc.update(type == RawEvent.FORMAT_DESCRIPTION ? asOfClosedFile(headerBytes) : headerBytes);
        crc.update(body);
        if (crc.getValue() != new Cursor(checksum).littleEndian(CHECKSUM_LENGTH)) {
            throw new CorruptEventException("checksum of an event of type " + type + " does not match its bytes");
        }
    }

    /** The flag of a binlog in use is set without a new checksum: MySQL's sql/binlog_reader.cc, event_checksum_test. */
    private static byte[] asOfClosedFile(byte[] header) {
        byte[] copy = header.clone();
        copy[FLAGS_OFFSET] &= ~FLAG_BINLOG_IN_USE;
        return copy;
    }
}
