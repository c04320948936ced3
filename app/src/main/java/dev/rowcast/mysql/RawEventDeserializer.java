package dev.rowcast.mysql;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ChecksumType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
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

    private final byte[] headerBytes = new byte[RawEvent.HEADER_LENGTH];
    private final byte[] checksum = new byte[CHECKSUM_LENGTH];
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
        int bodyLength = bodyLength(type, length);
        byte[] body = stream.read(bodyLength);
        stream.fill(checksum, 0, checksumLength(type));
        verifyChecksum(type, body);
        RawEvent raw = new RawEvent(type, timestampSeconds, serverId, length, nextPosition, body);
        return new Event(connectorHeader(raw), type == RawEvent.ROTATE ? rotate(body) : raw);
    }

    /** The connector looks at ROTATE alone, by type and data; all else is ours. */
    private static EventHeaderV4 connectorHeader(RawEvent raw) {
        EventHeaderV4 header = new EventHeaderV4();
        header.setEventType(raw.type() == RawEvent.ROTATE ? EventType.ROTATE : EventType.UNKNOWN);
        header.setEventLength(raw.length());
        header.setNextPosition(raw.nextPosition());
        return header;
    }

    private static EventData rotate(byte[] body) {
        Cursor cursor = new Cursor(body);
        RotateEventData rotate = new RotateEventData();
        rotate.setBinlogPosition(cursor.littleEndian(8));
        rotate.setBinlogFilename(new String(cursor.rest(), StandardCharsets.UTF_8));
        return rotate;
    }

    private int bodyLength(int type, long length) {
        long bodyLength = length - RawEvent.HEADER_LENGTH - checksumLength(type);
        if (bodyLength < 0 || bodyLength > Integer.MAX_VALUE) {
            throw new CorruptEventException("event of type " + type + " says it is " + length + " bytes long");
        }
        return (int) bodyLength;
    }

    /** A format description always has room for a checksum, and the server changes a flag in it without a new one. */
    private int checksumLength(int type) {
        return type == RawEvent.FORMAT_DESCRIPTION ? CHECKSUM_LENGTH : checksumLength;
    }

    private void verifyChecksum(int type, byte[] body) {
        if (checksumLength == 0 || type == RawEvent.FORMAT_DESCRIPTION) {
            return;
        }
        CRC32 crc = new CRC32();
        crc.update(headerBytes);
        crc.update(body);
        if (crc.getValue() != new Cursor(checksum).littleEndian(CHECKSUM_LENGTH)) {
            throw new CorruptEventException("checksum of an event of type " + type + " does not match its bytes");
        }
    }
}
