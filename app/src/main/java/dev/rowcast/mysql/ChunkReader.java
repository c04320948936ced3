package dev.rowcast.mysql;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.TableChecks;
import dev.rowcast.preflight.TableFacts.Present;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.relay.TableReader;
import dev.rowcast.selection.TableSelection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads tables by ranges of the primary key's index, so that a chunk costs the same wherever in the table it is. Keeps its
 * connection. One thread at a time.
 */
final class ChunkReader implements TableReader {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkReader.class);

    private static final int MOST_ATTEMPTS = 3;
    private static final int TABLE_DEFINITION_CHANGED = 1412;
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final Login login;
    private final TableSelection selection;
    private final Charsets charsets;
    private final ChunkLimits limits;
    private final ConsistentViews views;
    private final Map<TableId, ChunkSize> sizes = new HashMap<>();
    /** What was said last of the tables that are not named. */
    private Tables known = Tables.NONE;

    /** Said once, however often it is found. */
    private final Set<Finding> warned;

    ChunkReader(MysqlSettings settings, Charsets charsets, ChunkLimits limits, Set<Finding> warned) {
        this.warned = warned;
        this.login = settings.login();
        this.selection = settings.tables();
        this.charsets = charsets;
        this.limits = limits;
        this.views = new ConsistentViews(login);
    }

    /** Reads in a view that has just been opened. */
    @FunctionalInterface
    private interface Reading<T> {
        T in(ConsistentView view) throws SQLException;
    }

    @Override
    public Chunk read(TableId table, @Nullable String after, Position delivered)
            throws SourceUnavailableException, MisconfiguredException {
        return reading(table, () -> views.open(List.of(table), delivered), view -> {
            Optional<TableColumns> columns = columns(view, table);
            if (columns.isEmpty()) {
                return new Chunk(List.of(), view.low(), view.high(), null);
            }
            TableFigures figures = TableFigures.read(view.connection(), table);
            KeyPlace start = place(columns.get(), after);
            ChunkSize known = start == null ? null : sizes.get(table);
            ChunkSize size = known == null ? ChunkSize.first(limits, figures.averageRowBytes()) : known;
            Page page = Page.read(
                    view.connection(),
                    KeysetQuery.ofRows(columns.get(), figures.inKeyOrder()),
                    new Page.Range(start, null, size.rows(), limits.bytes()));
            // Where rows ahead of the chunk have to be looked at, too, time says little of its size.
            Duration took = columns.get().primaryKey().hasRanges() ? page.took() : Duration.ZERO;
            sizes.put(table, size.next(limits, page.rows().size(), page.bytes(), took));
            List<KeyedRow> rows = page.rows().stream()
                    .map(row -> new KeyedRow(columns.get().keyOf(row), row))
                    .toList();
            return new Chunk(rows, view.low(), view.high(), page.end());
        });
    }

    @Override
    public Keys readKeys(TableId table, @Nullable String after, String last, Position delivered)
            throws SourceUnavailableException, MisconfiguredException {
        return reading(table, () -> views.open(List.of(table), delivered), view -> {
            Optional<TableColumns> columns = columns(view, table);
            KeyPlace bound = columns.map(found -> place(found, last)).orElse(null);
            if (columns.isEmpty() || bound == null) {
                return new Keys(List.of(), null);
            }
            TableFigures figures = TableFigures.read(view.connection(), table);
            Page page = Page.read(
                    view.connection(),
                    KeysetQuery.ofKeys(columns.get(), figures.inKeyOrder()),
                    new Page.Range(place(columns.get(), after), bound, limits.keys(), limits.bytes()));
            return new Keys(page.rows(), page.end());
        });
    }

    private boolean isFollowed(TableId table) {
        return selection.names(table) || known.followed().contains(table);
    }

    /** Empty if there is no such table, or none that can be followed and was not named. */
    private Optional<TableColumns> columns(ConsistentView view, TableId table) throws SQLException {
        if (!isFollowed(table)) {
            return Optional.empty();
        }
        try {
            return TableColumns.readHeld(view.connection(), charsets, table);
        } catch (NoPrimaryKeyException e) {
            if (selection.names(table)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    @Override
    public Tables tables(Position delivered) throws SourceUnavailableException, MisconfiguredException {
        if (!selection.hasPatterns()) {
            return Tables.NONE;
        }
        try {
            ConsistentView view = views.open(List.of(), delivered);
            known = judged(TableDirectory.matching(view.connection(), selection));
            view.end();
            return known;
        } catch (SQLException e) {
            views.close();
            throw SqlFailure.raise(login, e);
        }
    }

    private Tables judged(List<Present> tables) {
        Set<TableId> followed = new HashSet<>();
        Set<TableId> leftOut = new HashSet<>();
        for (Present table : tables) {
            Optional<Finding> hindrance = TableChecks.hindrance(table);
            (hindrance.isEmpty() ? followed : leftOut).add(table.id());
            hindrance.filter(warned::add).ifPresent(finding -> LOG.warn("{}", finding));
        }
        return new Tables(followed, leftOut);
    }

    private static @Nullable KeyPlace place(TableColumns columns, @Nullable String text) {
        Optional<KeyPlace> place = KeyPlace.parse(columns.primaryKey(), text);
        if (text != null && place.isEmpty()) {
            LOG.info("{} has another primary key than before: it is read from its beginning", columns.table());
        }
        return place.orElse(null);
    }

    @Override
    public Count count(TableId table, Position delivered) throws SourceUnavailableException, MisconfiguredException {
        return reading(table, () -> views.openAtRest(List.of(table), delivered), view -> {
            if (columns(view, table).isEmpty()) {
                return new Count(OptionalLong.of(0), 0, view.at());
            }
            OptionalLong rows = count(view, table);
            long estimate =
                    rows.orElse(TableFigures.read(view.connection(), table).rows());
            return new Count(rows, estimate, view.at());
        });
    }

    @Override
    public ValueCount countValues(TableId table, String column, Position delivered)
            throws SourceUnavailableException, MisconfiguredException {
        try {
            return reading(
                    table,
                    () -> views.openAtRest(List.of(table), delivered),
                    view -> isFollowed(table) && TableColumns.hold(view.connection(), table)
                            ? ValueCounter.count(view, table, column)
                            : new ValueCount.Uncounted("there is no table " + table));
        } catch (SourceUnavailableException e) {
            // The server is there, and what waits for no counts can go on.
            if (e.getCause() instanceof SQLException cause && cause.getErrorCode() == LOCK_WAIT_TIMEOUT) {
                return new ValueCount.Uncounted(table + " is locked: " + cause.getMessage());
            }
            throw e;
        }
    }

    private OptionalLong count(ConsistentView view, TableId table) throws SQLException {
        return TimedSelect.rows(
                        view.connection(),
                        limits.countTime(),
                        "COUNT(*) FROM " + TableColumns.quote(table),
                        row -> row.getLong(1))
                .map(count -> OptionalLong.of(count.get(0)))
                .orElse(OptionalLong.empty());
    }

    /** Opens a view of a table. */
    @FunctionalInterface
    private interface Opening {
        ConsistentView open() throws SQLException;
    }

    private <T> T reading(TableId table, Opening opening, Reading<T> reading)
            throws SourceUnavailableException, MisconfiguredException {
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    ConsistentView view = opening.open();
                    T result = reading.in(view);
                    view.end();
                    return result;
                } catch (SQLException e) {
                    if (e.getErrorCode() != TABLE_DEFINITION_CHANGED || attempt == MOST_ATTEMPTS) {
                        throw e;
                    }
                    LOG.debug("{} was altered after the view was opened", table);
                }
            }
        } catch (UndecodableException e) {
            views.close();
            throw new MisconfiguredException("stopped, for " + e.getMessage(), e);
        } catch (SQLException e) {
            views.close();
            throw SqlFailure.raise(login, e);
        }
    }

    @Override
    public void close() {
        views.close();
    }
}
