package dev.rowcast.relay;

import dev.rowcast.change.BinlogFile;
import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MariadbGtidPosition;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.relay.SimulatedServer.Kind;
import dev.rowcast.relay.SimulatedTransaction.Changed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The simulated server's binlog: where each transaction stands, and what the positions in it mean. */
final class SimulatedBinlog {
    static final long FILE_START = 4;
    private static final SimulatedGtids GTIDS = new SimulatedGtids();
    private static final int MOST_FILES = 30;

    private final Kind kind;
    /** Where each event finds its transaction again, also one of a former server. */
    private final Map<Place, SimulatedTransaction> placed = new HashMap<>();
    /** One for each history. */
    private final List<List<SimulatedTransaction>> logs = new ArrayList<>();
    /** Which history each generation of the server has. */
    private final List<Integer> histories = new ArrayList<>();

    private List<SimulatedTransaction> log = new ArrayList<>();
    private int fileNumber;
    private long end;
    private int lastNumber;

    SimulatedBinlog(Kind kind) {
        this.kind = kind;
        beginHistory();
    }

    private record Place(int generation, int fileNumber, long offset) {}

    /** Another server with nothing in its binlog. */
    void beginHistory() {
        histories.add(logs.size());
        log = new ArrayList<>();
        logs.add(log);
        fileNumber = 1;
        end = FILE_START;
        lastNumber = 0;
    }

    /** Another server with the same transactions, each in another place. */
    void moveToAnotherServer() {
        histories.add(history());
        log.removeIf(SimulatedTransaction::isRotation);
        fileNumber = 1;
        end = FILE_START + 50;
        log.forEach(this::place);
    }

    /** The transactions in the order of their commits, and the places where files begin. */
    List<SimulatedTransaction> log() {
        return log;
    }

    /** Tells servers apart. */
    int generation() {
        return histories.size() - 1;
    }

    /** Tells apart what has been restored from a backup. */
    int history() {
        return logs.size() - 1;
    }

    String server() {
        return "server-" + generation();
    }

    int fileNumber() {
        return fileNumber;
    }

    int nextNumber() {
        return ++lastNumber;
    }

    boolean isFull(int room) {
        return lastNumber + room >= SimulatedGtids.MOST;
    }

    void write(SimulatedTransaction transaction) {
        place(transaction);
        log.add(transaction);
    }

    private void place(SimulatedTransaction transaction) {
        transaction.place(server(), gtid(transaction.number), fileNumber, fileName(fileNumber), end);
        placed.put(new Place(generation(), fileNumber, end), transaction);
        end = transaction.end;
    }

    private @Nullable String gtid(int number) {
        return switch (kind) {
            case MYSQL_WITH_GTIDS -> GTIDS.mysqlGtid(history(), number);
            case MARIADB -> GTIDS.mariadbGtid(number);
            case MYSQL_WITHOUT_GTIDS -> null;
        };
    }

    private String fileName(int number) {
        return "s" + generation() + (number < 10 ? ".00000" : ".0000") + number;
    }

    boolean canRotate() {
        return fileNumber < MOST_FILES;
    }

    /** Begins another file. */
    void rotate(SimulatedTransaction rotation) {
        rotation.place(server(), null, fileNumber, fileName(fileNumber), end);
        log.add(rotation);
        fileNumber++;
        end = FILE_START;
    }

    /** Where the last transaction ends. */
    Position end() {
        return position(all(), lastNumber, fileName(fileNumber), end);
    }

    /** A set of transactions; of its file and offset is known only that they are not beyond. */
    Position atLeast(long mask) {
        return position(mask, 0, fileName(fileNumber), FILE_START);
    }

    Position before(SimulatedTransaction transaction) {
        return position(0, transaction.number - 1, transaction.file, transaction.begin);
    }

    Position after(SimulatedTransaction transaction, long mask) {
        return position(mask, transaction.number, transaction.file, transaction.end);
    }

    /** The beginning of the next file. */
    Position behind(SimulatedTransaction rotation, long mask) {
        int last = mask == 0 ? 0 : Long.SIZE - 1 - Long.numberOfLeadingZeros(mask);
        return position(mask, last, fileName(rotation.fileNumber + 1), FILE_START);
    }

    private Position position(long mask, int last, String file, long offset) {
        GtidSet gtids =
                switch (kind) {
                    case MYSQL_WITH_GTIDS -> GTIDS.mysqlSet(history(), mask);
                    case MARIADB -> GTIDS.mariadbPosition(last);
                    case MYSQL_WITHOUT_GTIDS -> GtidSet.NONE;
                };
        return new Position(gtids, file, offset);
    }

    /** A position from the server's own notation. */
    Position parse(String gtids, String file, long offset) {
        GtidSet set =
                switch (kind) {
                    case MYSQL_WITH_GTIDS -> MysqlGtidSet.parse(gtids);
                    case MARIADB -> MariadbGtidPosition.parse(gtids);
                    case MYSQL_WITHOUT_GTIDS -> GtidSet.NONE;
                };
        return new Position(set, file, offset);
    }

    private long all() {
        return (1L << (lastNumber + 1)) - 2;
    }

    boolean isAll(Position position) {
        return mask(position) == all();
    }

    /** The transactions before the position, if it is one of this history; otherwise -1. */
    long mask(Position position) {
        Reach reach = reach(position);
        return reach.history() == history() ? reach.mask() : -1;
    }

    /** What lies before the position, also one of another history. */
    Reach reach(Position position) {
        if (position.gtids() instanceof MysqlGtidSet set) {
            return GTIDS.reach(set);
        }
        int itsHistory = histories.get(position.file().charAt(1) - '0');
        long itsFile = BinlogFile.number(position.file());
        long mask = 0;
        for (SimulatedTransaction transaction : logs.get(itsHistory)) {
            boolean before = transaction.fileNumber < itsFile
                    || (transaction.fileNumber == itsFile && transaction.begin < position.offset());
            mask |= before && !transaction.isRotation() ? 1L << transaction.number : 0;
        }
        return new Reach(itsHistory, mask);
    }

    /** The change that an event tells of. */
    Changed find(EventPlace place) {
        SimulatedTransaction found = placed.get(new Place(place.generation(), place.fileNumber(), place.offset()));
        if (found == null || place.row() < 1 || place.row() > found.changes.size()) {
            throw new Violation("an event of nothing that was committed: " + place);
        }
        return found.changes.get(place.row() - 1);
    }
}
