package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads what is visible on the simulated server, with the places that each kind of server can tell. */
final class SimulatedTableReader implements TableReader {
    private final SimulatedWorld world;
    private final SimulatedSource source;
    private final SimulatedServer server;
    private final int connection;

    private Position low;

    SimulatedTableReader(SimulatedWorld world, SimulatedSource source, SimulatedServer server) {
        this.world = world;
        this.source = source;
        this.server = server;
        this.connection = source.connection();
        this.low = server.present();
    }

    @Override
    public Chunk read(TableId table, @Nullable String after, Position delivered)
            throws SourceUnavailableException, InterruptedException {
        openView(delivered);
        int[] rows = server.visible()[SimulatedRows.indexOf(table)];
        int most = world.plan().chunkRows();
        List<KeyedRow> found = new ArrayList<>(most);
        int key = place(after) + 1;
        for (; key < rows.length && found.size() < most; key++) {
            if (rows[key] != 0) {
                found.add(new KeyedRow(SimulatedRows.key(key), SimulatedRows.row(key, rows[key])));
            }
        }
        Chunk chunk = new Chunk(found, low, high(), key < rows.length ? String.valueOf(key - 1) : null);
        if (world.isTraced()) {
            world.note("chunk of " + table.table(), chunk);
        }
        return chunk;
    }

    @Override
    public Keys readKeys(TableId table, @Nullable String after, String last, Position delivered)
            throws SourceUnavailableException, InterruptedException {
        openView(delivered);
        int[] rows = server.visible()[SimulatedRows.indexOf(table)];
        int end = Math.min(place(last), rows.length - 1);
        List<Row> found = new ArrayList<>();
        int key = place(after) + 1;
        for (; key <= end && found.size() < world.plan().chunkRows(); key++) {
            if (rows[key] != 0) {
                found.add(SimulatedRows.key(key));
            }
        }
        world.moment("view");
        return new Keys(found, key <= end ? String.valueOf(key - 1) : null);
    }

    @Override
    public Count count(TableId table, Position delivered) throws SourceUnavailableException, InterruptedException {
        openView(delivered);
        int count = 0;
        for (int number : server.visible()[SimulatedRows.indexOf(table)]) {
            count += number == 0 ? 0 : 1;
        }
        return new Count(OptionalLong.of(count), count, low);
    }

    private static int place(@Nullable String after) {
        return after == null ? 0 : Integer.parseInt(after);
    }

    /** Waits until readers see what was delivered, and notes the place that the view is known to include. */
    private void openView(Position delivered) throws SourceUnavailableException, InterruptedException {
        world.active();
        world.interruptibleMoment("read");
        source.requireConnection(connection);
        switch (world.plan().kind()) {
            case MYSQL_WITH_GTIDS -> {
                while (!server.hasExecuted(delivered)) {
                    server.showOne();
                    server.executeOne();
                    world.interruptibleMoment("wait for execution");
                    source.requireConnection(connection);
                }
                low = server.executedEnd();
                world.moment("low");
                source.requireConnection(connection);
            }
            case MARIADB -> {
                while (!server.visibleEnd().includes(delivered)) {
                    server.showOne();
                    world.interruptibleMoment("wait for visibility");
                    source.requireConnection(connection);
                }
                low = server.visibleEnd();
            }
            case MYSQL_WITHOUT_GTIDS -> {
                server.settle();
                low = server.binlog().end();
            }
        }
    }

    /** On MySQL with GTIDs more has been written meanwhile than is shown; elsewhere the view's place is exact. */
    private Position high() throws SourceUnavailableException {
        if (world.plan().kind() != SimulatedServer.Kind.MYSQL_WITH_GTIDS) {
            return low;
        }
        world.moment("high");
        source.requireConnection(connection);
        return server.binlog().end();
    }

    @Override
    public void close() {
        // Its connection holds nothing.
    }
}
