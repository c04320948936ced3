package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.relay.SimulatedTransaction.Changed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database server in memory. A transaction is first written to the binlog, where the stream finds it; later readers see it;
 * later still the server counts it as executed. Rows stay locked until readers see what was done to them.
 */
final class SimulatedServer {
    /** How the server tells places in its history. */
    enum Kind {
        MYSQL_WITH_GTIDS,
        MYSQL_WITHOUT_GTIDS,
        MARIADB
    }

    private static final int MOST_IN_GROUP = 3;

    private final SimulationPlan plan;
    private final Chance chance;
    private final SimulatedTime time;
    private final SimulatedBinlog binlog;

    /** Everything that was ever written, in this history and those before. */
    private final List<Changed> everything = new ArrayList<>();

    private int lastChange;
    private long executed;
    private long purged;
    /** Every transaction before this index is visible. */
    private int shown;
    /** As many transactions of the log, from its beginning, are visible and executed for certain. */
    private int settled;

    private int[][] beginning;
    private final int[][] written;
    private final int[][] visible;
    private final @Nullable SimulatedTransaction[][] lastWriter;

    SimulatedServer(SimulationPlan plan, Chance chance, SimulatedTime time) {
        this.plan = plan;
        this.chance = chance;
        this.time = time;
        this.binlog = new SimulatedBinlog(plan.kind());
        beginning = new int[plan.tables()][plan.keys() + 1];
        written = new int[plan.tables()][plan.keys() + 1];
        visible = new int[plan.tables()][plan.keys() + 1];
        lastWriter = new SimulatedTransaction[plan.tables()][plan.keys() + 1];
        for (int i = chance.between(1, 3); i > 0; i--) {
            commit();
        }
        settle();
    }

    SimulatedBinlog binlog() {
        return binlog;
    }

    List<SimulatedTransaction> log() {
        return binlog.log();
    }

    List<Changed> everything() {
        return everything;
    }

    int[][] visible() {
        return visible;
    }

    /** The state before the history's first transaction. */
    int beginning(int table, int key) {
        return beginning[table][key];
    }

    boolean isFull() {
        return binlog.isFull(MOST_IN_GROUP) || lastChange + 30 > SimulatedRows.MOST_CHANGES;
    }

    /** Writes a group of transactions, and returns how many. */
    int commitGroup() {
        int group = chance.between(1, MOST_IN_GROUP);
        for (int i = 0; i < group; i++) {
            commit();
        }
        return group;
    }

    private void commit() {
        SimulatedTransaction transaction =
                new SimulatedTransaction(binlog.nextNumber(), binlog.history(), time.instant());
        if (chance.oneIn(25)) {
            truncate(transaction, chance.below(plan.tables()));
            return;
        }
        int changes = chance.oneIn(8) ? 0 : chance.oneIn(3) ? chance.between(2, 4) : 1;
        for (int i = 0; i < changes; i++) {
            change(transaction, chance.below(plan.tables()), chance.between(1, plan.keys()));
        }
        binlog.write(transaction);
    }

    private void change(SimulatedTransaction transaction, int table, int key) {
        int before = written[table][key];
        if (before == 0) {
            put(transaction, table, key, ++lastChange);
            return;
        }
        int drawn = chance.below(10);
        if (drawn < 5) {
            put(transaction, table, key, ++lastChange);
            return;
        }
        put(transaction, table, key, 0);
        int other = chance.between(1, plan.keys());
        if (drawn < 7 && other != key && written[table][other] == 0) {
            put(transaction, table, other, ++lastChange);
        }
    }

    private void put(SimulatedTransaction transaction, int table, int key, int after) {
        SimulatedTransaction locking = lastWriter[table][key];
        if (locking != null && locking != transaction) {
            if (!locking.visible) {
                show(locking);
            }
            transaction.follows.add(locking);
        }
        Changed changed = new Changed(transaction, table, key, written[table][key], after, everything.size());
        transaction.changes.add(changed);
        everything.add(changed);
        written[table][key] = after;
        lastWriter[table][key] = transaction;
    }

    /** Readers wait for its end: it is seen as soon as it is written. */
    private void truncate(SimulatedTransaction transaction, int table) {
        showAll();
        transaction.truncated = table;
        for (int key = 1; key <= plan.keys(); key++) {
            written[table][key] = 0;
            lastWriter[table][key] = transaction;
        }
        transaction.follows.addAll(log());
        binlog.write(transaction);
        show(transaction);
    }

    /** One more transaction becomes visible. */
    void showOne() {
        int first = firstInvisible();
        if (first == log().size()) {
            return;
        }
        int index = plan.showsInOrder() ? first : chance.between(first, log().size() - 1);
        if (!log().get(index).visible) {
            show(log().get(index));
        }
    }

    private int firstInvisible() {
        while (shown < log().size() && log().get(shown).visible) {
            shown++;
        }
        return shown;
    }

    private void showAll() {
        for (int i = firstInvisible(); i < log().size(); i++) {
            showAlone(log().get(i));
        }
    }

    private void show(SimulatedTransaction transaction) {
        if (plan.showsInOrder()) {
            for (int i = firstInvisible(); log().get(i) != transaction; i++) {
                showAlone(log().get(i));
            }
        }
        showAlone(transaction);
    }

    private void showAlone(SimulatedTransaction transaction) {
        if (transaction.visible) {
            return;
        }
        transaction.visible = true;
        if (transaction.truncated >= 0) {
            Arrays.fill(visible[transaction.truncated], 0);
        }
        for (Changed change : transaction.changes) {
            visible[change.table][change.key] = change.after;
        }
    }

    /** One more visible transaction counts as executed. */
    void executeOne() {
        for (SimulatedTransaction transaction : log()) {
            if (!transaction.executed) {
                if (transaction.visible && (plan.executesInOrder() || chance.oneIn(2))) {
                    execute(transaction);
                    return;
                }
                if (plan.executesInOrder()) {
                    return;
                }
            }
        }
    }

    private void execute(SimulatedTransaction transaction) {
        if (transaction.executed) {
            return;
        }
        transaction.executed = true;
        transaction.follows.forEach(this::execute);
        if (!transaction.isRotation()) {
            executed |= 1L << transaction.number;
        }
    }

    /** All that was written is visible and counts as executed. */
    void settle() {
        if (settled == log().size()) {
            return;
        }
        showAll();
        for (SimulatedTransaction transaction : log()) {
            execute(transaction);
        }
        settled = log().size();
    }

    /** Begins another file; what is in the former ones is done with. */
    void rotate() {
        if (!binlog.canRotate()) {
            return;
        }
        settle();
        SimulatedTransaction rotation = new SimulatedTransaction(0, binlog.history(), time.instant());
        rotation.visible = true;
        rotation.executed = true;
        binlog.rotate(rotation);
    }

    /** Removes files before the current one, and before the file that is being read. */
    boolean purge(int readingFile) {
        int keep = Math.min(binlog.fileNumber(), readingFile);
        boolean some = false;
        for (SimulatedTransaction transaction : log()) {
            if (!transaction.purged && transaction.fileNumber < keep && transaction.executed) {
                transaction.purged = true;
                purged |= transaction.isRotation() ? 0 : 1L << transaction.number;
                some = true;
            }
        }
        return some;
    }

    /** A replica takes its place, which has executed the same transactions; its files are its own. */
    void failOver() {
        settle();
        binlog.moveToAnotherServer();
        shown = 0;
        settled = 0;
    }

    /** From a backup, with rows of its own. */
    void restore() {
        settle();
        binlog.beginHistory();
        shown = 0;
        settled = 0;
        executed = 0;
        purged = 0;
        for (int table = 0; table < plan.tables(); table++) {
            for (int key = 1; key <= plan.keys(); key++) {
                int drawn = chance.below(4);
                int value = drawn == 0 ? 0 : drawn == 1 ? ++lastChange : visible[table][key];
                visible[table][key] = value;
                written[table][key] = value;
                lastWriter[table][key] = null;
            }
        }
        beginning = new int[][] {visible[0].clone(), visible[plan.tables() - 1].clone()};
        commit();
        settle();
    }

    /** What counts as executed; file and offset are a lower bound. */
    Position executedEnd() {
        return binlog.atLeast(executed);
    }

    /** What the server tells as the end of its history without waiting for readers: not more than will be delivered. */
    Position present() {
        return plan.kind() == Kind.MYSQL_WITH_GTIDS ? executedEnd() : binlog.end();
    }

    /** What readers see for certain. */
    Position shown() {
        return plan.kind() == Kind.MARIADB ? visibleEnd() : executedEnd();
    }

    /** The end of what is visible, on a server that shows transactions in order. */
    Position visibleEnd() {
        int first = firstInvisible();
        if (first == log().size()) {
            return binlog.end();
        }
        return binlog.before(log().get(first));
    }

    boolean hasExecuted(Position position) {
        return (binlog.mask(position) & ~executed) == 0;
    }

    /** The numbers of the transactions in files that were removed. */
    long purged() {
        return purged;
    }
}
