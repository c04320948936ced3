package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MariadbGtidPosition;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Findings;
import dev.rowcast.preflight.Severity;
import dev.rowcast.relay.ChangeSource;
import dev.rowcast.relay.ChangeStream;
import dev.rowcast.relay.LargestRow;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.relay.TableDefinition;
import dev.rowcast.relay.TableReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows tables of a MySQL or MariaDB server, or of one of a group. Every call uses connections of its own. */
public final class MysqlSource implements ChangeSource {
    private static final Logger LOG = LoggerFactory.getLogger(MysqlSource.class);

    private static final int EXECUTION_SECONDS = 2;

    private final MysqlSettings settings;
    private final Servers servers;
    /** Said once, however often it is checked. */
    private final Set<Finding> warned = new HashSet<>();

    private final Charsets charsets = new Charsets(this::connect);
    /** From then on a table that is missing is one that was dropped or renamed, and may come back. */
    private boolean followed;

    /** Follows the one server that the settings name. */
    public MysqlSource(MysqlSettings settings) {
        this(settings, new Servers(settings.login()));
    }

    /** @param servers one of which is followed, in place of the settings' own */
    public MysqlSource(MysqlSettings settings, Servers servers) {
        this.settings = requireNonNull(settings, "settings is null");
        this.servers = requireNonNull(servers, "servers is null");
    }

    private Login login() {
        return servers.followed();
    }

    private Connection connect() throws SQLException {
        return Jdbc.connect(login());
    }

    @Override
    public String check() throws SourceUnavailableException, MisconfiguredException {
        LoginCharset.requireThatItCarries(login());
        servers.choose();
        try (Connection connection = connect()) {
            List<Finding> findings = new Examiner(settings.at(login()), servers.several()).judge(connection, followed);
            if (!Findings.allowFollowing(findings)) {
                throw new MisconfiguredException(Findings.describe(findings));
            }
            findings.stream()
                    .filter(finding -> finding.severity() == Severity.WARNING && warned.add(finding))
                    .forEach(finding -> LOG.warn("{}", finding));
            followed = true;
            return identity(connection);
        } catch (SQLException e) {
            throw SqlFailure.raise(login(), e);
        }
    }

    @Override
    public Optional<String> whyNotResumable(String server, Position position)
            throws SourceUnavailableException, MisconfiguredException {
        try (Connection connection = connect()) {
            boolean sameServer = identity(connection).equals(server);
            if (position.gtids() instanceof MysqlGtidSet gtids) {
                Optional<String> reason = whyNotResumable(connection, gtids);
                return reason.isEmpty() && sameServer ? whyAnotherHistory(connection, position) : reason;
            }
            if (!sameServer) {
                return Optional.of("the server is another one than before");
            }
            return whyNotResumable(connection, position);
        } catch (SQLException e) {
            throw SqlFailure.raise(login(), e);
        }
    }

    private Optional<String> whyNotResumable(Connection connection, MysqlGtidSet gtids)
            throws SQLException, SourceUnavailableException {
        if (ServerKind.of(connection) != ServerKind.MYSQL_WITH_GTIDS) {
            return Optional.of("the server no longer writes GTIDs");
        }
        if (!"1".equals(Jdbc.value(connection, "SELECT GTID_SUBSET(@@GLOBAL.gtid_purged, ?)", gtids.toString()))) {
            return Optional.of("the server has purged binlogs that were not read yet");
        }
        // Transactions are sent before they count as executed.
        String awaited = "SELECT WAIT_FOR_EXECUTED_GTID_SET(?, " + EXECUTION_SECONDS + ")";
        if (!"0".equals(Jdbc.value(connection, awaited, gtids.toString()))) {
            if (servers.several()) {
                throw lacking(connection, gtids);
            }
            return Optional.of("the server lacks transactions that were published: it was restored or replaced");
        }
        return Optional.empty();
    }

    /**
     * A server that was told to forget its binlogs gives the same GTIDs again, to other transactions. What it can not do is
     * to have written less than before.
     */
    private static Optional<String> whyAnotherHistory(Connection connection, Position position) throws SQLException {
        BinlogStatus now = BinlogStatus.read(connection);
        if (new Position(GtidSet.NONE, now.file(), now.offset()).includes(position)) {
            return Optional.empty();
        }
        return Optional.of("the server's binlogs end at " + now.file() + ":" + now.offset() + ", before "
                + position.file() + ":" + position.offset() + ": it was restored, or its binlogs were reset");
    }

    /** The group may have a server that has them, or this one may be about to catch up. */
    private SourceUnavailableException lacking(Connection connection, MysqlGtidSet gtids) throws SQLException {
        return new SourceUnavailableException("MySQL at " + login().address()
                + " lacks transactions that were published already, and is not followed until it has them: "
                + ServerState.lacking(connection, gtids.toString())
                + "; if they are lost for good, start Rowcast with this server alone in MYSQL_HOST: it will publish the state"
                + " anew");
    }

    private static Optional<String> whyNotResumable(Connection connection, Position position) throws SQLException {
        Map<String, String> sizes = Jdbc.pairs(connection, "SHOW BINARY LOGS");
        String size = sizes.get(position.file());
        if (size == null) {
            return Optional.of("the server no longer has the binlog file " + position.file());
        }
        String earliest = position.readFrom().file();
        if (!sizes.containsKey(earliest)) {
            return Optional.of("the server no longer has the binlog file " + earliest
                    + ", where an XA transaction was prepared that is not decided yet");
        }
        if (Long.parseLong(size) < position.offset()) {
            return Optional.of("the binlog file " + position.file() + " ends before " + position.offset()
                    + ": the server was restored or replaced");
        }
        if (position.gtids() instanceof MariadbGtidPosition gtids
                && !gtids.toString().isEmpty()) {
            String there =
                    Jdbc.value(connection, "SELECT BINLOG_GTID_POS(?, " + position.offset() + ")", position.file());
            if (there == null || !MariadbGtidPosition.parse(there).equals(gtids)) {
                return Optional.of("other transactions stand at " + position.file() + ":" + position.offset()
                        + ": the server was restored or replaced");
            }
        }
        return Optional.empty();
    }

    @Override
    public Position present() throws SourceUnavailableException, MisconfiguredException {
        try (ConsistentViews views = new ConsistentViews(login())) {
            return views.present();
        } catch (SQLException e) {
            throw SqlFailure.raise(login(), e);
        }
    }

    @Override
    public List<LargestRow> largestRows(Collection<TableId> tables)
            throws SourceUnavailableException, MisconfiguredException {
        return facts(tables, LargestRows::read);
    }

    @Override
    public List<TableDefinition> definitions(Collection<TableId> tables)
            throws SourceUnavailableException, MisconfiguredException {
        return facts(tables, TableDefinitions::read);
    }

    /** Asks for something about a table; empty if there is no such table. */
    @FunctionalInterface
    private interface Question<T> {
        Optional<T> ask(Connection connection, TableId table) throws SQLException;
    }

    private <T> List<T> facts(Collection<TableId> tables, Question<T> question)
            throws SourceUnavailableException, MisconfiguredException {
        List<T> facts = new ArrayList<>();
        try (Connection connection = connect()) {
            for (TableId table : tables) {
                question.ask(connection, table).ifPresent(facts::add);
            }
            return facts;
        } catch (SQLException e) {
            throw SqlFailure.raise(login(), e);
        }
    }

    @Override
    public TableReader reader() {
        return reader(ChunkLimits.DEFAULT);
    }

    TableReader reader(ChunkLimits limits) {
        return new ReadAhead(new ChunkReader(settings.at(login()), charsets, limits, warned));
    }

    @Override
    public ChangeStream stream(Position position)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        return BinlogReader.open(settings.at(login()), watchedTables(), position);
    }

    WatchedTables watchedTables() throws SourceUnavailableException, MisconfiguredException {
        try (Connection connection = connect()) {
            ServerKind kind = ServerKind.of(connection);
            Catalogue catalogue = new Catalogue(kind, collations(connection, kind), charsets, this::connect);
            return new WatchedTables(identity(connection), settings.tables(), catalogue);
        } catch (SQLException e) {
            throw SqlFailure.raise(login(), e);
        }
    }

    /** MySQL names itself by a UUID; MariaDB since 10.10 by a unique id of its own, elsewhere by host, port and number. */
    private static String identity(Connection connection) throws SQLException {
        Map<String, String> variables = Jdbc.pairs(
                connection,
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid', 'server_uid', 'hostname', 'port', 'server_id')");
        String byHost = variables.get("hostname") + ":" + variables.get("port") + ":" + variables.get("server_id");
        return variables.getOrDefault("server_uuid", variables.getOrDefault("server_uid", byHost));
    }

    /** MariaDB lists collations that fit several character sets by number in the second table alone. */
    private static Collations collations(Connection connection, ServerKind kind) throws SQLException {
        String table = kind == ServerKind.MARIADB
                ? "information_schema.COLLATION_CHARACTER_SET_APPLICABILITY"
                : "information_schema.COLLATIONS";
        Map<Integer, String> charsets = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT ID, CHARACTER_SET_NAME FROM " + table + " WHERE ID > 0")) {
            while (rows.next()) {
                charsets.put(rows.getInt(1), rows.getString(2));
            }
        }
        return new Collations(charsets);
    }
}
