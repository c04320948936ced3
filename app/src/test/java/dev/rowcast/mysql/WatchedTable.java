package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Position;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.Passed;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.config.TlsSettings;
import dev.rowcast.message.Payloads;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.ChangeStream;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A table of the test's own, and the source that follows it. */
record WatchedTable(TestingDatabase database, TableId id, MysqlSource source) implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);

    static WatchedTable create(TestingDatabase database, String columns) throws Exception {
        TableId id = new TableId("shop", "t_" + UUID.randomUUID().toString().substring(0, 8));
        database.execute("CREATE TABLE " + id.table() + " (" + columns + ") DEFAULT CHARACTER SET utf8mb4");
        return new WatchedTable(database, id, source(login(database), List.of(id)));
    }

    Login login() {
        return login(database);
    }

    private static Login login(TestingDatabase database) {
        return new Login(database.host(), database.port(), TestingDatabase.USER, TestingDatabase.PASSWORD);
    }

    private static MysqlSource source(Login login, List<TableId> tables) {
        long serverId = 0xF000_0000L + (tables.hashCode() & 0xff_ffff);
        return new MysqlSource(new MysqlSettings(login, serverId, tables));
    }

    /** This table, followed together with another one. */
    WatchedTable with(WatchedTable other) {
        return new WatchedTable(database, id, source(login(database), List.of(id, other.id)));
    }

    /** This table, followed in plain text through another port. */
    WatchedTable inPlainTextThrough(int port) {
        Login login =
                new Login(database.host(), port, TestingDatabase.USER, TestingDatabase.PASSWORD, TlsSettings.DISABLED);
        return new WatchedTable(database, id, source(login, List.of(id)));
    }

    /** A row as it is published. */
    static String json(@Nullable Row row) {
        return new String(Payloads.row(requireNonNull(row)), UTF_8);
    }

    /** Runs statements as root; {@code %s} stands for the table; all on one connection that takes odd dates. */
    void execute(String... statements) throws Exception {
        database.execute(prepared(statements).toArray(String[]::new));
    }

    private List<String> prepared(String... statements) {
        List<String> all = new ArrayList<>(List.of("SET SESSION sql_mode = '', time_zone = '+00:00'"));
        for (String statement : statements) {
            all.add(statement.replace("%s", id.table()));
        }
        return all;
    }

    /** As {@link #execute}; returns when the server has ended the session, which may hold an XA transaction until then. */
    void executeAndLeave(String... statements) throws Exception {
        String session;
        try (Connection connection = database.rootConnection();
                Statement statement = connection.createStatement()) {
            session = Jdbc.value(connection, "SELECT CONNECTION_ID()");
            for (String sql : prepared(statements)) {
                statement.execute(sql);
            }
        }
        String sessions = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = " + session;
        try (Connection connection = database.rootConnection()) {
            Awaitility.await("the session ends").until(() -> "0".equals(Jdbc.value(connection, sessions)));
        }
    }

    void insert(String... rows) throws Exception {
        for (String row : rows) {
            execute("INSERT INTO %s VALUES (" + row + ")");
        }
    }

    Position position() throws Exception {
        return source.present();
    }

    String server() throws Exception {
        return source.check();
    }

    List<String> snapshot() throws Exception {
        return TestingTables.rows(source, id).stream()
                .map(row -> json(row.row()))
                .toList();
    }

    List<RowChange> changes(Position from, int count) throws Exception {
        return items(from, count).stream()
                .filter(RowChange.class::isInstance)
                .map(RowChange.class::cast)
                .toList();
    }

    /** Everything up to the commit of the last of so many changes. */
    List<StreamItem> items(Position from, int changes) throws Exception {
        return itemsUntil(
                from,
                items -> items.stream().filter(RowChange.class::isInstance).count() >= changes);
    }

    /** Inserts a row of this key, and gives everything up to its commit; it has to be the only one of this key. */
    List<StreamItem> itemsUpToNow(Position from, int markerKey) throws Exception {
        execute("INSERT INTO %s (id) VALUES (" + markerKey + ")");
        return itemsUntil(from, items -> items.stream()
                .anyMatch(item ->
                        item instanceof RowChange change && json(change.key()).equals("{\"id\":" + markerKey + "}")));
    }

    /** Reads on until the stream ends by itself. */
    Stopped streamUntilItStops(Position from) throws Exception {
        List<StreamItem> items = new ArrayList<>();
        long deadline = System.nanoTime() + BOUND.toNanos();
        try (ChangeStream stream = source.stream(from)) {
            while (System.nanoTime() < deadline) {
                StreamItem item = stream.poll(Duration.ofMillis(200));
                if (item != null && !(item instanceof Passed)) {
                    items.add(item);
                }
            }
        } catch (MisconfiguredException | SourceUnavailableException e) {
            return new Stopped(items, e);
        }
        throw new AssertionError("it does not stop; so far " + items);
    }

    /** What came before a stream stopped, and the reason. */
    record Stopped(List<StreamItem> items, Exception cause) {
        /** It said what was wrong, where, and how to mend it. */
        void assertSays(String... parts) {
            assertThat(cause)
                    .isInstanceOf(MisconfiguredException.class)
                    .hasMessageContainingAll(parts)
                    .hasMessageStartingWith("stopped, for ")
                    .hasMessageContaining("to mend: ")
                    .hasMessageMatching("(?s).*\\(after binlog\\.\\d+:\\d+.*\\).*");
        }
    }

    private List<StreamItem> itemsUntil(Position from, Predicate<List<StreamItem>> complete) throws Exception {
        List<StreamItem> items = new ArrayList<>();
        long deadline = System.nanoTime() + BOUND.toNanos();
        try (ChangeStream stream = source.stream(from)) {
            while (items.isEmpty() || !(items.get(items.size() - 1) instanceof Commit) || !complete.test(items)) {
                assertThat(System.nanoTime())
                        .as(() -> "time is over; last of " + items.size() + ": "
                                + items.subList(Math.max(0, items.size() - 9), items.size()))
                        .isLessThan(deadline);
                StreamItem item = stream.poll(Duration.ofMillis(200));
                if (item != null && !(item instanceof Passed)) {
                    items.add(item);
                }
            }
        }
        return items;
    }

    /** Whether the changes, one after the other, lead from an empty table to what the table is now. */
    void assertLeadTo(List<StreamItem> items) throws Exception {
        Map<String, String> rows = new TreeMap<>();
        for (StreamItem item : items) {
            if (item instanceof RowChange change && change.table().equals(id)) {
                String key = json(change.key());
                String before = change.before() == null ? null : json(change.before());
                assertThat(rows.remove(key)).as("before " + change).isEqualTo(before);
                if (change.after() != null) {
                    rows.put(key, json(change.after()));
                }
            }
        }
        assertThat(rows.values()).containsExactlyInAnyOrderElementsOf(snapshot());
    }

    /** The changes among the items: {@code INSERT {"id":1,…}}, with the row after the change, or before it if deleted. */
    static List<String> told(List<StreamItem> items) {
        return items.stream()
                .filter(RowChange.class::isInstance)
                .map(RowChange.class::cast)
                .map(change ->
                        change.operation() + " " + json(change.after() == null ? change.before() : change.after()))
                .toList();
    }

    @Override
    public void close() throws SQLException {
        database.execute("DROP TABLE " + id.table());
    }
}
