package dev.rowcast.change;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A place between two transactions in a server's history, from which its binlog can be read on. All that was committed
 * before it counts as delivered.
 *
 * <p>An XA transaction has its rows in the binlog where it is prepared, which may be long before it is committed. At a place
 * between the two its rows are not delivered yet and have to be read again. With a MySQL GTID set that is told by leaving it
 * out of the set; elsewhere by where it begins.
 *
 * @param gtids all transactions before this place, of MySQL's without XA transactions that were prepared and are not
 *     decided yet; {@link GtidSet#NONE} where the server writes no GTIDs
 * @param file the binlog file, as the server names it
 * @param offset the byte in the file; with a MySQL GTID set a lower bound is enough
 * @param undecided where the oldest XA transaction begins that was prepared before this place and is not decided yet; null
 *     if there is none, and with a MySQL GTID set
 */
public record Position(GtidSet gtids, String file, long offset, @Nullable Place undecided) {
    private static final String UNKNOWN_FILE = "unknown.000000";

    public Position {
        requireNonNull(gtids, "gtids is null");
        requireNonNull(file, "file is null");
        if (offset < 0) {
            throw new IllegalArgumentException("offset is negative: " + offset);
        }
    }

    /** A place with no XA transaction pending. */
    public Position(GtidSet gtids, String file, long offset) {
        this(gtids, file, offset, null);
    }

    /**
     * The same place on a server that has executed the same transactions, but numbers its files in its own way: file and
     * offset are a lower bound.
     */
    public Position onAnotherServer() {
        return gtids instanceof MysqlGtidSet ? new Position(gtids, UNKNOWN_FILE, 0) : this;
    }

    /** A byte in a binlog file. */
    public record Place(String file, long offset) {
        public Place {
            requireNonNull(file, "file is null");
            if (offset < 0) {
                throw new IllegalArgumentException("offset is negative: " + offset);
            }
        }
    }

    /** Where reading has to begin; what was committed between there and here is delivered already. */
    public Place readFrom() {
        return undecided == null ? new Place(file, offset) : undecided;
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

    /**
     * Whether a stream that has come to this place has delivered all that lies before the other. Where XA transactions wait for
     * their decision a GTID set alone would not tell.
     */
    public boolean hasReached(Position other) {
        return includes(other) || BinlogFile.compare(other.file, other.offset, file, offset) <= 0;
    }

    @Override
    public String toString() {
        return file + ":" + offset + (gtids == GtidSet.NONE ? "" : " (" + gtids + ")");
    }
}
