package dev.rowcast.bench.catchup;

/**
 * A backlog of changes to a table.
 *
 * @param name as people call it
 * @param rows the table has about so many; their ids are 1 to this number
 * @param changes in all, of which the last is the insert of {@link #sentinel()}
 */
public record Workload(String name, int rows, int changes) {
    private static final int MANY_ROWS = 100_000;
    private static final int HOT_ROWS = 100;

    public Workload {
        if (rows < 2 || changes < 1) {
            throw new IllegalArgumentException(changes + " changes of " + rows + " rows");
        }
    }

    /** Over so many rows that hardly one changes twice while it waits to be sent. */
    public static Workload spread(int changes) {
        return new Workload("spread", Math.min(MANY_ROWS, Math.max(HOT_ROWS, changes / 2)), changes);
    }

    /** Over so few that each changes several times while it waits to be sent. */
    public static Workload hot(int changes) {
        return new Workload("hot", HOT_ROWS, changes);
    }

    /** The order whose insert ends the backlog. */
    public long sentinel() {
        return rows + 1L;
    }

    /** The order that is changed ahead of the backlog, for those who follow to have a place behind which it begins. */
    public long mark() {
        return rows + 2L;
    }
}
