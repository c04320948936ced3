package dev.rowcast.mysql;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one transaction that wait for its decision, in order: in memory while there is room, from then on in a file
 * that vanishes with the process. One thread.
 */
final class KeptEvents implements AutoCloseable {
    /** What an event takes in memory besides its body, roughly. */
    private static final int OVERHEAD = 100;

    private final Room room;
    private final List<RawEvent> inMemory = new ArrayList<>();
    private long bytesInMemory;
    private @Nullable Overflow overflow;

    KeptEvents(Room room) {
        this.room = room;
    }

    /** Memory that several transactions share. */
    static final class Room {
        private long bytesLeft;

        Room(long bytes) {
            this.bytesLeft = bytes;
        }

        private boolean take(long bytes) {
            if (bytes > bytesLeft) {
                return false;
            }
            bytesLeft -= bytes;
            return true;
        }

        private void giveBack(long bytes) {
            bytesLeft += bytes;
        }
    }

    /** Takes one event. */
    @FunctionalInterface
    interface EventAction {
        void accept(RawEvent event) throws InterruptedException;
    }

    /** @throws UndecodableException if there is no room for a file */
    void add(RawEvent event) {
        long bytes = event.body().length + (long) OVERHEAD;
        if (overflow == null && room.take(bytes)) {
            inMemory.add(event);
            bytesInMemory += bytes;
            return;
        }
        try {
            if (overflow == null) {
                overflow = new Overflow();
            }
            overflow.write(event);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void forEach(EventAction action) throws InterruptedException {
        for (RawEvent event : inMemory) {
            action.accept(event);
        }
        if (overflow != null) {
            try {
                overflow.forEach(action);
            } catch (IOException e) {
                throw unusable(e);
            }
        }
    }

    private static UndecodableException unusable(IOException e) {
        return new UndecodableException(
                "the rows of an XA transaction can not be kept in a file until it is committed (" + e
                        + "); to mend: make room in " + System.getProperty("java.io.tmpdir")
                        + ", or name another directory in JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=…");
    }

    /** Forgets them all. */
    @Override
    public void close() {
        room.giveBack(bytesInMemory);
        bytesInMemory = 0;
        inMemory.clear();
        if (overflow != null) {
            overflow.close();
            overflow = null;
        }
    }

    private static final class Overflow {
        private final FileChannel channel;
        private final DataOutputStream out;
        private long count;

        Overflow() throws IOException {
            Path file = Files.createTempFile("rowcast-xa-", null);
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
        }

        void write(RawEvent event) throws IOException {
            out.writeByte(event.type());
            out.writeLong(event.timestampSeconds());
            out.writeLong(event.serverId());
            out.writeLong(event.length());
            out.writeLong(event.nextPosition());
            out.writeInt(event.body().length);
            out.write(event.body());
            count++;
        }

        void forEach(EventAction action) throws IOException, InterruptedException {
            out.flush();
            channel.position(0);
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
            for (long i = 0; i < count; i++) {
                action.accept(read(in));
            }
        }

        private static RawEvent read(DataInputStream in) throws IOException {
            int type = in.readUnsignedByte();
            long timestampSeconds = in.readLong();
            long serverId = in.readLong();
            long length = in.readLong();
            long nextPosition = in.readLong();
            return new RawEvent(type, timestampSeconds, serverId, length, nextPosition, in.readNBytes(in.readInt()));
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
