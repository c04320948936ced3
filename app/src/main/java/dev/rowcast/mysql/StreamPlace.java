package dev.rowcast.mysql;

import dev.rowcast.change.BinlogFile;
import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.Position.Place;
import dev.rowcast.change.Source;
import org.jspecify.annotations.Nullable;

/**
 * Where in the binlog a stream is. It may begin behind its position, to read again what waits for a decision. One per
 * connection, on its thread.
 */
final class StreamPlace {
    private static final long FILE_START = BinlogStatus.FILE_START;

    private final Position from;
    private Position position;
    private String file;
    /** Where the last event ended that was not a part of a transaction. */
    private long end;

    /** @param from where the stream was asked to begin */
    StreamPlace(Position from) {
        this.from = from;
        this.position = from;
        this.file = from.readFrom().file();
        this.end = from.readFrom().offset();
    }

    /** All before it was handed on. */
    Position position() {
        return position;
    }

    String file() {
        return file;
    }

    /** The events to come are in this file. */
    void enter(String nextFile) {
        if (!nextFile.equals(file)) {
            file = nextFile;
            end = FILE_START;
        }
    }

    /**
     * Where a transaction begins, by its first event. Offsets are 0 where the server rewrites an event on its way: then it
     * is where the one before has ended.
     */
    Place start(RawEvent first) {
        return new Place(file, first.nextPosition() == 0 ? end : first.nextPosition() - first.length());
    }

    /** Whether the change was handed on by an earlier stream. */
    boolean isDelivered(Source source) {
        return from.includes(source);
    }

    /** A transaction has ended that was handed on before. */
    void repeat(RawEvent last) {
        end = end(last);
    }

    /** A transaction has ended, and is in the position from now on. */
    void advance(RawEvent last, GtidSet gtids, @Nullable Place undecided) {
        end = end(last);
        position = position(gtids, file, end, undecided);
    }

    private static long end(RawEvent last) {
        if (last.nextPosition() == 0) {
            throw new CorruptEventException("a transaction ends without a position");
        }
        return last.nextPosition();
    }

    /** An event has ended that is no part of a transaction; see {@link #reach}. */
    boolean pass(RawEvent event, @Nullable Place undecided) {
        end = Math.max(end, event.nextPosition());
        return reach(file, end, undecided);
    }

    /**
     * No transaction ends between the position and here.
     *
     * @return whether the place is beyond the position, which has moved there
     */
    boolean reach(String nextFile, long offset, @Nullable Place undecided) {
        int byFile = Long.compare(BinlogFile.number(nextFile), BinlogFile.number(position.file()));
        boolean beyond = byFile > 0 || (byFile == 0 && offset > position.offset());
        if (beyond) {
            position = position(position.gtids(), nextFile, offset, undecided);
        }
        return beyond;
    }

    private static Position position(GtidSet gtids, String file, long offset, @Nullable Place undecided) {
        return new Position(gtids, file, offset, gtids instanceof MysqlGtidSet ? null : undecided);
    }
}
