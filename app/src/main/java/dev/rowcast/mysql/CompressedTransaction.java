package dev.rowcast.mysql;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A transaction that MySQL wrote as one compressed event ({@code binlog_transaction_compression}). Its events are unpacked
 * one after the other, never all at once. Format: MySQL's libs/mysql/binlog/event/codecs/binary.cpp.
 */
final class CompressedTransaction {
    private static final int END_OF_FIELDS = 0;
    private static final int COMPRESSION_TYPE = 2;
    private static final int ZSTD = 0;
    private static final int NO_COMPRESSION = 255;

    private CompressedTransaction() {}

    /** Takes one event. */
    @FunctionalInterface
    interface EventAction {
        void accept(RawEvent event) throws InterruptedException;
    }

    /** Unpacks the events. Inside they have no positions: each gets the end of the whole. */
    static void unpack(RawEvent payload, EventAction action) throws InterruptedException {
        Cursor cursor = new Cursor(payload.body());
        int compression = ZSTD;
        for (int field = cursor.packedInt(); field != END_OF_FIELDS; field = cursor.packedInt()) {
            Cursor value = cursor.slice(cursor.packedInt());
            if (field == COMPRESSION_TYPE) {
                compression = value.packedInt();
            }
        }
        int length = cursor.remaining();
        InputStream packed = new ByteArrayInputStream(payload.body(), payload.body().length - length, length);
        try (InputStream events = open(compression, packed)) {
            for (byte[] header = events.readNBytes(RawEvent.HEADER_LENGTH);
                    header.length > 0;
                    header = events.readNBytes(RawEvent.HEADER_LENGTH)) {
                action.accept(event(header, events, payload.nextPosition()));
            }
        } catch (IOException e) {
            throw new CorruptEventException("compressed transaction can not be unpacked: " + e.getMessage());
        }
    }

    private static InputStream open(int compression, InputStream packed) throws IOException {
        return switch (compression) {
            case ZSTD -> new ZstdInputStream(packed);
            case NO_COMPRESSION -> packed;
            default -> throw new UndecodableException("a transaction is compressed in the unknown way " + compression);
        };
    }

    private static RawEvent event(byte[] headerBytes, InputStream events, long nextPosition) throws IOException {
        Cursor header = new Cursor(headerBytes);
        long timestampSeconds = header.littleEndian(4);
        int type = header.unsignedByte();
        long serverId = header.littleEndian(4);
        long length = header.littleEndian(4);
        byte[] body = events.readNBytes((int) length - RawEvent.HEADER_LENGTH);
        return new RawEvent(type, timestampSeconds, serverId, length, nextPosition, body);
    }
}
