package dev.rowcast.mysql;

import static dev.rowcast.mysql.TlsServer.binlog;
import static dev.rowcast.mysql.TlsServer.source;
import static dev.rowcast.mysql.TlsServer.status;
import static dev.rowcast.mysql.TlsServer.via;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.config.SslMode;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.relay.ChangeStream;
import dev.rowcast.relay.SourceUnavailableException;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingProxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Logins and lost connections, each with and without TLS. */
final class ConnectionIT {
    private static final String PASSWORD = "pässwörd€密";
    private static final Duration POLL = Duration.ofMillis(100);
    /** Three heartbeats of a second, and room for a busy machine. */
    private static final Duration SECONDS = Duration.ofSeconds(8);

    static Stream<Arguments> flavoursWithAndWithoutTls() {
        return Arrays.stream(TestingFlavour.values())
                .flatMap(flavour ->
                        Stream.of(SslMode.DISABLED, SslMode.VERIFY_IDENTITY).map(mode -> Arguments.of(flavour, mode)));
    }

    @ParameterizedTest
    @MethodSource("flavoursWithAndWithoutTls")
    void aStreamWhoseOtherEndHasVanishedEndsWithinSeconds(TestingFlavour flavour, SslMode mode) throws Exception {
        TlsServer server = TlsServer.of(flavour);
        try (WatchedTable table = server.table();
                TestingProxy proxy = new TestingProxy(server.database().port())) {
            Login login = via("127.0.0.1", proxy.port(), server.login(mode));
            Position before = table.position();
            table.insert("1, 'a'");
            try (ChangeStream stream = source(login, table.id()).stream(before)) {
                await().until(() -> stream.poll(POLL) instanceof RowChange);

                proxy.freeze();

                await().atMost(SECONDS).untilAsserted(() -> assertThatThrownBy(() -> stream.poll(POLL))
                        .isInstanceOf(SourceUnavailableException.class)
                        .hasMessageContaining("binlog connection lost: Read timed out"));
            }
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aServerThatTakesConnectionsAndSaysNothingIsUnavailable() throws Exception {
        TlsServer server = TlsServer.of(TestingFlavour.MARIADB);
        try (WatchedTable table = server.table();
                TestingProxy proxy = new TestingProxy(server.database().port())) {
            Login login = via("127.0.0.1", proxy.port(), server.login(SslMode.REQUIRED));
            Position position = table.position();
            proxy.freeze();

            assertThatThrownBy(() -> source(login, table.id()).check())
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining("is unavailable");
            assertThatThrownBy(() -> binlog(login, table.id(), position))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining("Read timed out");
        }
    }

    @ParameterizedTest
    @MethodSource("flavoursWithAndWithoutTls")
    void passwordsMayHaveAnyCharacter(TestingFlavour flavour, SslMode mode) throws Exception {
        TlsServer server = TlsServer.of(flavour);
        try (WatchedTable table = server.table()) {
            Login login = server.login(mode, server.createUser(PASSWORD, ""), PASSWORD);
            WatchedTable followed = new WatchedTable(server.database(), table.id(), source(login, table.id()));
            Position before = followed.position();
            table.insert("1, 'a'");

            assertThat(followed.changes(before, 1)).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("flavoursWithAndWithoutTls")
    void serversAreReachedOverIpv6(TestingFlavour flavour, SslMode mode) throws Exception {
        TlsServer server = TlsServer.of(flavour);
        try (WatchedTable table = server.table();
                TestingProxy proxy = new TestingProxy("::1", server.database().port())) {
            Login login = via("::1", proxy.port(), server.login(mode));
            WatchedTable followed = new WatchedTable(server.database(), table.id(), source(login, table.id()));
            Position before = followed.position();
            table.insert("1, 'a'");

            assertThat(followed.changes(before, 1)).hasSize(1);
            assertThat(login.toString()).isEqualTo("rowcast@[::1]:" + proxy.port());
        }
    }

    /** The server knows the password's hash only after the first login, which has to bring the password itself. */
    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"DISABLED", "PREFERRED", "REQUIRED", "VERIFY_IDENTITY"})
    void theFirstLoginWithCachingSha2PasswordNeedsNoOther(SslMode mode) throws Exception {
        TlsServer server = TlsServer.of(TestingFlavour.MYSQL);
        try (WatchedTable table = server.table()) {
            Position position = table.position();

            Login first = newLogin(server, mode);
            assertThat(status(first, "Ssl_version")).isEqualTo(mode == SslMode.DISABLED ? "" : "TLSv1.3");
            assertThat(status(first, "Ssl_version")).isEqualTo(mode == SslMode.DISABLED ? "" : "TLSv1.3");
            Login firstForBinlog = newLogin(server, mode);
            binlog(firstForBinlog, table.id(), position).close();
            binlog(firstForBinlog, table.id(), position).close();
        }
    }

    private static Login newLogin(TlsServer server, SslMode mode) throws Exception {
        return server.login(mode, server.createUser(PASSWORD, ""), PASSWORD);
    }
}
