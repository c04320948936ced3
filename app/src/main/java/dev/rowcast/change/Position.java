package dev.rowcast.change;

import static java.util.Objects.requireNonNull;

/**
 * A place between two transactions in a server's history, from which its binlog can be read on.
 *
 * @param gtids all transactions before this place; {@link GtidSet#NONE} where the server writes no GTIDs
 * @param file the binlog file, as the server names it
 * @param offset the byte in the file; with a MySQL GTID set a lower bound is enough
 */
public record Position(GtidSet gtids, String file, long offset) {
    public Position {
        requireNonNull(gtids, "gtids is null");
        requireNonNull(file, "file is null");
        if (offset < 0) {
            throw new IllegalArgumentException("offset is negative: " + offset);
        }
    }

    /**
     * Whether the change's transaction lies before this place. Exact for MySQL with GTIDs by membership, otherwise by file
     * and offset.
     */
    public boolean includes(Source source) {
        if (gtids instanceof MysqlGtidSet set && source.gtid() != null) {
            return set.contains(source.gtid());
        }
        return BinlogFile.compare(source.file(), source.offset(), file, offset) < 0;
    }

    /** Whether all that lies before the other place lies before this one too. */
    public boolean includes(Position other) {
        if (gtids instanceof MysqlGtidSet mine && other.gtids instanceof MysqlGtidSet theirs) {
            return mine.containsAll(theirs);
        }
        return BinlogFile.compare(other.file, other.offset, file, offset) <= 0;
    }

    @Override
    public String toString() {
        return file + ":" + offset + (gtids == GtidSet.NONE ? "" : " (" + gtids + ")");
    }
}
