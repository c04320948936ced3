package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;

import dev.rowcast.config.SslMode;
import dev.rowcast.mysql.MysqlSettings.Login;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.Encryption;
import dev.rowcast.preflight.Expectations;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Flavour;
import dev.rowcast.preflight.Preflight;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.preflight.ServerIdentity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logs in to one server, asks for the facts that preflight judges, and has them judged: for {@code check}, and each time when
 * following begins. Changes nothing. On the caller's thread; takes seconds at most.
 */
public final class Examiner {
    private final MysqlSettings settings;
    private final boolean several;

    /** @param several whether the settings' server is one of several in {@code MYSQL_HOST} */
    public Examiner(MysqlSettings settings, boolean several) {
        this.settings = requireNonNull(settings, "settings is null");
        this.several = several;
    }

    /**
     * What came of it.
     *
     * @param facts of the server; empty if there was no login, or its connection broke
     * @param findings one or more for each thing that was looked at, in the order of {@link Check}
     */
    public record Examined(Optional<ServerFacts> facts, List<Finding> findings) {
        public Examined {
            requireNonNull(facts, "facts is null");
            findings = List.copyOf(findings);
        }
    }

    /** Connects once. What keeps it from logging in is a finding, too. */
    public Examined examine() {
        Optional<Finding> unfit = LoginCharset.problem(settings.login());
        if (unfit.isPresent()) {
            return new Examined(Optional.empty(), List.of(unfit.get()));
        }
        try (Connection connection = Jdbc.connect(settings.login())) {
            ServerFacts facts = new ServerInspector(connection).inspect(settings.tables());
            return new Examined(Optional.of(facts), judge(connection, facts));
        } catch (SQLException e) {
            return new Examined(Optional.empty(), List.of(SqlFailure.finding(settings.login(), e)));
        }
    }

    /**
     * The same on a connection that stands.
     *
     * @param followed whether the tables have been followed before: those that are missing may come back
     */
    List<Finding> judge(Connection connection, boolean followed) throws SQLException {
        ServerFacts facts = new ServerInspector(connection).inspect(settings.tables());
        return judge(connection, followed ? facts.withoutMissingTables() : facts);
    }

    private List<Finding> judge(Connection connection, ServerFacts facts) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        findings.add(encryption(connection).judged());
        findings.add(Finding.ok(
                Check.LOGIN, name(facts.identity()), "a login as MYSQL_USER, with the password that belongs to it"));
        findings.addAll(Preflight.check(facts, new Expectations(settings.rules(), settings.serverId(), several)));
        return findings;
    }

    private Encryption encryption(Connection connection) throws SQLException {
        Login login = settings.login();
        Map<String, String> status =
                Jdbc.pairs(connection, "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_version', 'Ssl_cipher')");
        String cipher = status.getOrDefault("Ssl_version", "") + " " + status.getOrDefault("Ssl_cipher", "");
        SslMode mode = login.tls().mode();
        return new Encryption(cipher.strip(), mode.toString(), mode != SslMode.DISABLED, isLocal(login.host()));
    }

    private static boolean isLocal(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String name(ServerIdentity identity) {
        String product = identity.flavour() == Flavour.MYSQL ? "MySQL " : "MariaDB ";
        return identity.account() + " at " + product + identity.version();
    }
}
