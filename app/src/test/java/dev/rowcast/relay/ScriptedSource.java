package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.TableId;
import dev.rowcast.change.Value;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A database in memory: a table to take snapshots of, and a stream of what the test puts in. One thread. */
final class ScriptedSource implements ChangeSource {
    final List<Row> rows = new ArrayList<>();
    final Deque<StreamItem> items = new ArrayDeque<>();
    final List<Position> streamedFrom = new ArrayList<>();
    /** Where the chunks began that were read. */
    final List<String> reads = new ArrayList<>();

    /** Which tables there are beside those that are named; each with the same rows. */
    TableReader.Tables tables = TableReader.Tables.NONE;

    final List<TableDefinition> definitions = new ArrayList<>();

    int chunkRows = 100;
    /** Whether what is prepared takes its time. */
    boolean preparing;

    Position now;
    String server = "server-1";

    @Nullable
    String refusal;

    /** Ends the stream behind the last item. */
    @Nullable
    MisconfiguredException failure;

    /** Keeps the stream from being opened. */
    @Nullable
    SourceUnavailableException unreachable;

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
    public Position present() {
        return now;
    }

    @Override
    public List<TableDefinition> definitions(Collection<TableId> tables) {
        return List.copyOf(definitions);
    }

    @Override
    public List<LargestRow> largestRows(Collection<TableId> tables) {
        return List.of();
    }

    /** Reads {@link #rows} as they are, in chunks of {@link #chunkRows}, at {@link #now} or what is delivered. */
    @Override
    public TableReader reader() {
        TableReader reader = new TableReader() {
            @Override
            public Chunk read(TableId table, @Nullable String after, Position delivered) {
                List<KeyedRow> found = rows.stream()
                        .filter(row -> after == null || id(row) > Long.parseLong(after))
                        .limit(chunkRows)
                        .map(row -> new KeyedRow(key(row), row))
                        .toList();
                String end = found.size() < chunkRows
                        ? null
                        : Long.toString(id(found.get(found.size() - 1).row()));
                Position view = now.includes(delivered) ? now : delivered;
                reads.add(String.valueOf(after));
                return new Chunk(found, view, view, end);
            }

            @Override
            public Keys readKeys(TableId table, @Nullable String after, String last, Position delivered) {
                return new Keys(
                        rows.stream()
                                .filter(row -> id(row) <= Long.parseLong(last))
                                .map(ScriptedSource::key)
                                .toList(),
                        null);
            }

            @Override
            public Count count(TableId table, Position delivered) {
                return new Count(OptionalLong.of(rows.size()), 0, now.includes(delivered) ? now : delivered);
            }

            @Override
            public Tables tables(Position delivered) {
                return tables;
            }

            @Override
            public void close() {}
        };
        return new EagerReader(reader, () -> preparing);
    }

    private static Row key(Row row) {
        return new Row(row.names().subList(0, 1), row.values().subList(0, 1));
    }

    private static long id(Row row) {
        return ((Value.Int) row.values().get(0)).value();
    }

    @Override
    public ChangeStream stream(Position position) throws SourceUnavailableException {
        if (unreachable != null) {
            throw unreachable;
        }
        streamedFrom.add(position);
        return new ChangeStream() {
            @Override
            public @Nullable StreamItem poll(Duration timeout) throws MisconfiguredException {
                if (items.isEmpty() && failure != null) {
                    throw failure;
                }
                return items.poll();
            }

            @Override
            public void close() {}
        };
    }
}
