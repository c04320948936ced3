package dev.rowcast.mysql;

import static dev.rowcast.mysql.TlsServer.binlog;
import static dev.rowcast.mysql.TlsServer.source;
import static dev.rowcast.mysql.TlsServer.status;
import static dev.rowcast.mysql.TlsServer.via;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.Position;
import dev.rowcast.config.SslMode;
import dev.rowcast.config.TlsSettings;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.MisconfiguredException;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingProxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The connections for JDBC and for the binlog obey MYSQL_SSL_MODE and MYSQL_SSL_CA alike. */
final class TlsIT {

    @ParameterizedTest
    @MethodSource("flavoursAndModesWithTls")
    void bothConnectionsSpeakTls13(TestingFlavour flavour, SslMode mode) throws Exception {
        TlsServer server = TlsServer.of(flavour);
        try (WatchedTable table = server.table()) {
            Login login = server.login(mode, server.createUser("geheim", "REQUIRE SSL"), "geheim");
            WatchedTable secured = new WatchedTable(server.database(), table.id(), source(login, table.id()));
            Position before = secured.position();
            table.insert("1, 'a'");

            assertThat(secured.changes(before, 1)).hasSize(1);
            assertThat(secured.snapshot()).hasSize(1);
            assertThat(status(login, "Ssl_version")).isEqualTo("TLSv1.3");
        }
    }

    static Stream<Arguments> flavoursAndModesWithTls() {
        return Arrays.stream(TestingFlavour.values())
                .flatMap(flavour -> EnumSet.complementOf(EnumSet.of(SslMode.DISABLED)).stream()
                        .map(mode -> Arguments.of(flavour, mode)));
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void identityIsTheNameThatWasConnectedTo(TestingFlavour flavour) throws Exception {
        TlsServer server = TlsServer.of(flavour);
        try (WatchedTable table = server.table();
                TestingProxy proxy =
                        new TestingProxy("127.0.0.2", server.database().port())) {
            Position position = table.position();

            for (String name : new String[] {"127.0.0.1", "localhost"}) {
                Login named = via(name, server.database().port(), server.login(SslMode.VERIFY_IDENTITY));
                assertThatCode(() -> binlog(named, table.id(), position).close())
                        .doesNotThrowAnyException();
                assertThat(status(named, "Ssl_version")).isEqualTo("TLSv1.3");
            }
            Login anyName = via("127.0.0.2", proxy.port(), server.login(SslMode.VERIFY_CA));
            assertThatCode(() -> binlog(anyName, table.id(), position).close()).doesNotThrowAnyException();
            assertThat(status(anyName, "Ssl_version")).isEqualTo("TLSv1.3");
            assertRefused(
                    via("127.0.0.2", proxy.port(), server.login(SslMode.VERIFY_IDENTITY)),
                    table,
                    position,
                    "has a certificate for another host: No subject alternative names matching IP address 127.0.0.2",
                    "set MYSQL_HOST to a name in the certificate, or MYSQL_SSL_MODE=verify-ca");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aCertificateThatNobodyTrustedHasSignedIsRefused(TestingFlavour flavour) throws Exception {
        TlsServer server = TlsServer.of(flavour);
        try (WatchedTable table = server.table()) {
            Position position = table.position();
            Path other = server.certificates().otherCa();
            Path none = Path.of("none.pem").toAbsolutePath();

            assertRefused(
                    login(server, SslMode.VERIFY_CA, other),
                    table,
                    position,
                    "has a certificate that no CA of MYSQL_SSL_CA (" + other + ") has signed",
                    "set MYSQL_SSL_CA to the PEM file of its CA");
            assertRefused(
                    login(server, SslMode.VERIFY_IDENTITY, null),
                    table,
                    position,
                    "has a certificate that no CA that Java trusts has signed",
                    "set MYSQL_SSL_CA to the PEM file of its CA");
            assertRefused(
                    login(server, SslMode.VERIFY_CA, none),
                    table,
                    position,
                    "can not be verified by MYSQL_SSL_CA: " + none + " does not exist",
                    "name a readable PEM file there");
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void aServerThatDemandsTlsIsNotAskedAgainWithout(TestingFlavour flavour) throws Exception {
        TlsServer server = TlsServer.of(flavour);
        try (WatchedTable table = server.table();
                Connection root = server.database().rootConnection()) {
            Position position = table.position();
            Jdbc.execute(root, "SET GLOBAL require_secure_transport = ON");
            try {
                assertRefused(
                        server.login(SslMode.DISABLED),
                        table,
                        position,
                        "demands TLS: Connections using insecure transport are prohibited",
                        "set MYSQL_SSL_MODE=required");
                assertThatCode(() -> status(server.login(SslMode.PREFERRED), "Ssl_version"))
                        .doesNotThrowAnyException();
            } finally {
                Jdbc.execute(root, "SET GLOBAL require_secure_transport = OFF");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestingFlavour.class)
    void anAccountThatDemandsTlsIsToldOf(TestingFlavour flavour) throws Exception {
        TlsServer server = TlsServer.of(flavour);
        try (WatchedTable table = server.table()) {
            String user = server.createUser("geheim", "REQUIRE SSL");
            assertRefused(
                    server.login(SslMode.DISABLED, user, "geheim"),
                    table,
                    table.position(),
                    "refuses the login",
                    "an account with REQUIRE SSL needs MYSQL_SSL_MODE=required");
        }
    }

    @ParameterizedTest
    @EnumSource(value = SslMode.class, names = "DISABLED", mode = EnumSource.Mode.EXCLUDE)
    void aServerWithoutTlsIsEnoughForPreferredAlone(SslMode mode) throws Exception {
        TestingDatabase database = TestingFlavour.MARIADB.shared();
        try (WatchedTable table = WatchedTable.create(database, "id INT PRIMARY KEY")) {
            Login login = new Login(
                    database.host(),
                    database.port(),
                    TestingDatabase.USER,
                    TestingDatabase.PASSWORD,
                    new TlsSettings(mode, null));
            if (mode == SslMode.PREFERRED) {
                binlog(login, table.id(), table.position()).close();
                assertThat(status(login, "Ssl_version")).isEmpty();
            } else {
                assertRefused(
                        login,
                        table,
                        table.position(),
                        "offers no TLS, which MYSQL_SSL_MODE=" + mode + " needs",
                        "or set MYSQL_SSL_MODE=preferred");
            }
        }
    }

    @Test
    void aServerWithTls12AloneIsSpokenToInIt() throws Exception {
        TlsServer server = TlsServer.of(TestingFlavour.MYSQL);
        try (WatchedTable table = server.table()) {
            Login login = server.login(SslMode.VERIFY_IDENTITY);
            offer(server, "TLSv1.2");
            try {
                assertThat(status(login, "Ssl_version")).isEqualTo("TLSv1.2");
                binlog(login, table.id(), table.position()).close();
            } finally {
                offer(server, "TLSv1.3");
            }
        }
    }

    private static void offer(TlsServer server, String version) throws SQLException {
        server.database().execute("SET GLOBAL tls_version = '" + version + "'", "ALTER INSTANCE RELOAD TLS");
    }

    private static Login login(TlsServer server, SslMode mode, @Nullable Path ca) {
        return server.login(TestingDatabase.USER, TestingDatabase.PASSWORD, new TlsSettings(mode, ca));
    }

    private static void assertRefused(Login login, WatchedTable table, Position position, String cause, String remedy) {
        assertThatThrownBy(() -> source(login, table.id()).check())
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("MySQL at " + login.address() + " " + cause)
                .hasMessageContaining(remedy);
        assertThatThrownBy(() -> binlog(login, table.id(), position))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("MySQL at " + login.address() + " " + cause)
                .hasMessageContaining(remedy);
    }
}
