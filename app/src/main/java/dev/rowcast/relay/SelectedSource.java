package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.selection.Selection;
import dev.rowcast.selection.UnfitRuleException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A source of which only selected columns and rows are seen: whatever the relay gets of a row, from the stream or from a table,
 * has passed here. The relay's thread.
 */
public final class SelectedSource implements ChangeSource {
    /** Of changes that are not selected, so that the relay's other work does not wait. */
    private static final int MOST_AT_ONCE = 1_000;

    private final ChangeSource source;
    private final Selection selection;

    private SelectedSource(ChangeSource source, Selection selection) {
        this.source = requireNonNull(source, "source is null");
        this.selection = requireNonNull(selection, "selection is null");
    }

    /** The source itself, if all of it is selected. */
    public static ChangeSource of(ChangeSource source, Selection selection) {
        return selection.isEverything() ? source : new SelectedSource(source, selection);
    }

    @Override
    public String check() throws SourceUnavailableException, MisconfiguredException {
        return source.check();
    }

    @Override
    public Optional<String> whyNotResumable(String server, Position position)
            throws SourceUnavailableException, MisconfiguredException {
        return source.whyNotResumable(server, position);
    }

    @Override
    public Position present() throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        return source.present();
    }

    @Override
    public List<LargestRow> largestRows(Collection<TableId> tables)
            throws SourceUnavailableException, MisconfiguredException {
        return source.largestRows(tables).stream().map(this::shown).toList();
    }

    private LargestRow shown(LargestRow row) {
        return new LargestRow(
                row.table(),
                row.columns().stream()
                        .filter(column -> selection.shows(row.table(), column.name()))
                        .map(column -> selection.masks(row.table(), column.name())
                                ? new LargestRow.Column(column.name(), column.key(), Selection.MOST_MASKED_BYTES)
                                : column)
                        .toList());
    }

    @Override
    public List<TableDefinition> definitions(Collection<TableId> tables)
            throws SourceUnavailableException, MisconfiguredException {
        return source.definitions(tables).stream().map(this::shown).toList();
    }

    private TableDefinition shown(TableDefinition definition) {
        TableId table = definition.table();
        return new TableDefinition(
                table,
                definition.columns().stream()
                        .filter(column -> selection.shows(table, column.name()))
                        .map(column -> new TableDefinition.Column(
                                column.name(), column.type(), column.key(), selection.masks(table, column.name())))
                        .toList());
    }

    @Override
    public TableReader reader() {
        return new SelectedReader(source.reader());
    }

    @Override
    public ChangeStream stream(Position position)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        return new SelectedStream(source.stream(position), position);
    }

    private static MisconfiguredException unfit(UnfitRuleException cause, Position position) {
        return new MisconfiguredException("stopped, for " + cause.getMessage() + " (after " + position + ")", cause);
    }

    private final class SelectedStream implements ChangeStream {
        private final ChangeStream stream;
        private Position position;

        SelectedStream(ChangeStream stream, Position from) {
            this.stream = stream;
            this.position = from;
        }

        @Override
        public @Nullable StreamItem poll(Duration timeout)
                throws SourceUnavailableException, MisconfiguredException, InterruptedException {
            StreamItem item = stream.poll(timeout);
            for (int passed = 0; item instanceof RowChange change && passed < MOST_AT_ONCE; passed++) {
                Optional<RowChange> selected = select(change);
                if (selected.isPresent()) {
                    return selected.get();
                }
                item = passed + 1 < MOST_AT_ONCE ? stream.poll(Duration.ZERO) : null;
            }
            if (item instanceof Commit commit) {
                position = commit.position();
            }
            return item;
        }

        private Optional<RowChange> select(RowChange change) throws MisconfiguredException {
            try {
                return selection.of(change);
            } catch (UnfitRuleException e) {
                throw unfit(e, position);
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    private final class SelectedReader implements TableReader {
        private final TableReader reader;
        /** Where the last chunk of each table ended that this reader has read. */
        private final Map<TableId, String> ends = new HashMap<>();

        SelectedReader(TableReader reader) {
            this.reader = reader;
        }

        @Override
        public Chunk read(TableId table, @Nullable String after, Position delivered)
                throws SourceUnavailableException, MisconfiguredException, InterruptedException {
            Chunk chunk = reader.read(table, begun(table, after), delivered);
            if (chunk.end() != null) {
                ends.put(table, chunk.end());
            }
            List<KeyedRow> rows = new ArrayList<>(chunk.rows().size());
            for (KeyedRow row : chunk.rows()) {
                select(table, row, delivered).ifPresent(selected -> rows.add(new KeyedRow(row.key(), selected)));
            }
            return new Chunk(rows, chunk.low(), chunk.high(), chunk.end());
        }

        @Override
        public void prepare(TableId table, String after, Position delivered)
                throws SourceUnavailableException, MisconfiguredException, InterruptedException {
            reader.prepare(table, after, delivered);
        }

        @Override
        public boolean isPreparing() {
            return reader.isPreparing();
        }

        private Optional<Row> select(TableId table, KeyedRow row, Position delivered) throws MisconfiguredException {
            try {
                return selection.of(table, row.key().names(), row.row());
            } catch (UnfitRuleException e) {
                throw unfit(e, delivered);
            }
        }

        /**
         * Which rows of a table are selected, their keys do not tell. So a place that another reader has come to counts as the
         * table's beginning, or what was not selected ahead of it would be taken for published.
         */
        private @Nullable String begun(TableId table, @Nullable String after) {
            boolean own = after != null && after.equals(ends.get(table));
            return own || !selection.filters(table) ? after : null;
        }

        @Override
        public Keys readKeys(TableId table, @Nullable String after, String last, Position delivered)
                throws SourceUnavailableException, MisconfiguredException, InterruptedException {
            return begun(table, last) == null
                    ? new Keys(List.of(), null)
                    : reader.readKeys(table, after, last, delivered);
        }

        @Override
        public Tables tables(Position delivered)
                throws SourceUnavailableException, MisconfiguredException, InterruptedException {
            return reader.tables(delivered);
        }

        @Override
        public ValueCount countValues(TableId table, String column, Position delivered)
                throws SourceUnavailableException, MisconfiguredException, InterruptedException {
            boolean whole =
                    !selection.filters(table) && selection.shows(table, column) && !selection.masks(table, column);
            return whole
                    ? reader.countValues(table, column, delivered)
                    : new ValueCount.Uncounted(table + "." + column + " is not told as it is");
        }

        /** Of a table of which only some rows are selected it is not known how many. */
        @Override
        public Count count(TableId table, Position delivered)
                throws SourceUnavailableException, MisconfiguredException, InterruptedException {
            Count count = reader.count(table, delivered);
            return selection.filters(table)
                    ? new Count(OptionalLong.empty(), count.rows().orElse(count.estimate()), count.at())
                    : count;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
