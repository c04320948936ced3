package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.TableId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A database in memory: a table to take snapshots of, and a stream of what the test puts in. One thread. */
final class ScriptedSource implements ChangeSource {
    final List<Row> rows = new ArrayList<>();
    final Deque<StreamItem> items = new ArrayDeque<>();
    final List<Position> streamedFrom = new ArrayList<>();
    Position now;
    String server = "server-1";

    @Nullable
    String refusal;

    ScriptedSource(Position now) {
        this.now = now;
    }

    @Override
    public String check() {
        return server;
    }

    @Override
    public Optional<String> whyNotResumable(String itsServer, Position position) {
        return Optional.ofNullable(refusal);
    }

    @Override
    public Snapshot snapshot(Collection<TableId> tables, @Nullable Position atLeast) {
        Position position = atLeast == null || now.includes(atLeast) ? now : atLeast;
        return new Snapshot() {
            @Override
            public Position position() {
                return position;
            }

            @Override
            public void forEachRow(TableId table, RowAction action)
                    throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
                for (Row row : List.copyOf(rows)) {
                    action.accept(
                            new Row(row.names().subList(0, 1), row.values().subList(0, 1)), row);
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Position present() {
        return now;
    }

    @Override
    public TableReader reader() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChangeStream stream(Position position) {
        streamedFrom.add(position);
        return new ChangeStream() {
            @Override
            public @Nullable StreamItem poll(Duration timeout) {
                return items.poll();
            }

            @Override
            public void close() {}
        };
    }
}
