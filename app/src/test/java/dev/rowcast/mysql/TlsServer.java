package dev.rowcast.mysql;

import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.config.SslMode;
import dev.rowcast.config.TlsSettings;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.ChangeStream;
import dev.rowcast.selection.TableSelection;
import dev.rowcast.testing.TestingCertificates;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server that offers TLS 1.3 to whoever wants it; one of each flavour for all tests of this JVM. */
record TlsServer(TestingDatabase database, TestingCertificates certificates) {
    private static final Map<TestingFlavour, TlsServer> SHARED = new EnumMap<>(TestingFlavour.class);

    static synchronized TlsServer of(TestingFlavour flavour) throws Exception {
        TlsServer server = SHARED.get(flavour);
        if (server == null) {
            Path target = Files.createDirectories(Path.of("target", "testing"));
            TestingCertificates certificates =
                    TestingCertificates.create(Files.createTempDirectory(target, "certificates-"));
            TestingDatabase database = flavour.freshWithTls(certificates, "--tls-version=TLSv1.3");
            Runtime.getRuntime().addShutdownHook(new Thread(database::close, "close " + flavour + " with TLS"));
            server = new TlsServer(database, certificates);
            SHARED.put(flavour, server);
        }
        return server;
    }

    WatchedTable table() throws Exception {
        return WatchedTable.create(database, "id INT PRIMARY KEY, v VARCHAR(20)");
    }

    /** As the user {@code rowcast}, trusting the server's CA where the mode verifies. */
    Login login(SslMode mode) {
        return login(mode, TestingDatabase.USER, TestingDatabase.PASSWORD);
    }

    Login login(SslMode mode, String user, String password) {
        Path ca = mode.verifiesCertificate() ? certificates.ca() : null;
        return login(user, password, new TlsSettings(mode, ca));
    }

    Login login(String user, String password, TlsSettings tls) {
        return new Login(database.host(), database.port(), user, password, tls);
    }

    /** The same login by another way to the server. */
    static Login via(String host, int port, Login login) {
        return new Login(host, port, login.user(), login.password(), login.tls());
    }

    /** A user who has never logged in yet, with what Rowcast needs. */
    String createUser(String password, String requirement) throws SQLException {
        String user = "user_" + UUID.randomUUID().toString().substring(0, 8);
        database.execute(
                "CREATE USER '" + user + "'@'%' IDENTIFIED BY '" + password + "' " + requirement,
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + user + "'@'%'",
                "GRANT SELECT ON shop.* TO '" + user + "'@'%'");
        return user;
    }

    static MysqlSource source(Login login, TableId table) {
        return new MysqlSource(settings(login, table));
    }

    private static MysqlSettings settings(Login login, TableId table) {
        return new MysqlSettings(login, 0xF100_0000L + (table.hashCode() & 0xff_ffff), List.of(table));
    }

    /** The binlog connection alone, which the source opens only behind one of JDBC. */
    static ChangeStream binlog(Login login, TableId table, Position from) throws Exception {
        Charsets.Connections none = () -> {
            throw new SQLException("the binlog connection alone");
        };
        Catalogue catalogue = new Catalogue(ServerKind.MARIADB, new Collations(Map.of()), new Charsets(none), none);
        WatchedTables watched = new WatchedTables("", TableSelection.of(List.of(table)), catalogue);
        return BinlogReader.open(settings(login, table), watched, from);
    }

    /** A status variable of a JDBC connection of this login; empty if the connection is plain text. */
    static @Nullable String status(Login login, String variable) throws SQLException {
        try (Connection connection = Jdbc.connect(login)) {
            return Jdbc.pairs(connection, "SHOW SESSION STATUS LIKE '" + variable + "'")
                    .get(variable);
        }
    }
}
