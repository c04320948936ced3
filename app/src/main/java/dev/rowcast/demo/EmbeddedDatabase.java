package dev.rowcast.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A MariaDB server of Rowcast's own on 127.0.0.1, set up by {@code mysql-conf/my.cnf} and {@code mysql-conf/init.sql} as
 * they are. Its data stays in the settings' directory. It ends with {@link #close} or, wherever there is a POSIX shell,
 * with this JVM; a server that was left behind all the same is ended by the next start on its directory.
 *
 * <p>Any thread, one at a time.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int ATTEMPTS_WITH_FREE_PORTS = 3;
    private static final Duration INITIALISATION_LIMIT = Duration.ofSeconds(60);

    private final MariadbBinaries binaries;
    private final DatabaseDirectory directory;
    private final MariadbProcess server;
    private final int port;
    private final String rootPassword;

    private EmbeddedDatabase(
            MariadbBinaries binaries,
            DatabaseDirectory directory,
            MariadbProcess server,
            int port,
            String rootPassword) {
        this.binaries = binaries;
        this.directory = directory;
        this.server = server;
        this.port = port;
        this.rootPassword = rootPassword;
    }

    /**
     * Starts the server, and sets it up if this is the first start in its directory; takes one to ten seconds.
     *
     * @throws DemoDatabaseException if there is no server for this platform, the port or the directory is in use, or the
     *     server does not start
     */
    public static EmbeddedDatabase start(DemoDatabaseSettings settings)
            throws DemoDatabaseException, InterruptedException {
        try {
            DatabaseDirectory directory = DatabaseDirectory.lock(settings.directory());
            boolean started = false;
            try {
                EmbeddedDatabase database = start(settings, directory);
                started = true;
                return database;
            } finally {
                if (!started) {
                    directory.close();
                }
            }
        } catch (IOException e) {
            throw new DemoDatabaseException("MariaDB can not be started in " + settings.directory() + ": " + e, e);
        }
    }

    private static EmbeddedDatabase start(DemoDatabaseSettings settings, DatabaseDirectory directory)
            throws IOException, DemoDatabaseException, InterruptedException {
        MariadbProcess.endStale(directory.pidFile());
        MariadbBinaries binaries = MariadbBinaries.in(settings.binaries());
        if (!Files.exists(directory.data())) {
            Files.deleteIfExists(directory.initialised());
            binaries.install(directory.data(), directory.temporary());
        }
        EmbeddedDatabase database = settings.port() == 0
                ? startOnFreePort(settings, binaries, directory)
                : startOnGivenPort(settings, binaries, directory);
        if (!Files.exists(directory.initialised())) {
            boolean initialised = false;
            try {
                database.initialise();
                initialised = true;
            } finally {
                if (!initialised) {
                    database.server.kill();
                }
            }
        }
        return database;
    }

    /** Between finding a free port and the server's bind another process may take it: then another port. */
    private static EmbeddedDatabase startOnFreePort(
            DemoDatabaseSettings settings, MariadbBinaries binaries, DatabaseDirectory directory)
            throws IOException, DemoDatabaseException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                return startServer(settings.withPort(port), binaries, directory);
            } catch (DemoDatabaseException e) {
                if (isFree(port) || attempt == ATTEMPTS_WITH_FREE_PORTS) {
                    throw e;
                }
            }
        }
    }

    private static EmbeddedDatabase startOnGivenPort(
            DemoDatabaseSettings settings, MariadbBinaries binaries, DatabaseDirectory directory)
            throws IOException, DemoDatabaseException, InterruptedException {
        if (!isFree(settings.port())) {
            throw new DemoDatabaseException("Port " + settings.port() + " on " + HOST
                    + " is in use: stop what listens there, or choose another one with ROWCAST_DEMO_DB_PORT (0: any).");
        }
        return startServer(settings, binaries, directory);
    }

    private static EmbeddedDatabase startServer(
            DemoDatabaseSettings settings, MariadbBinaries binaries, DatabaseDirectory directory)
            throws IOException, DemoDatabaseException, InterruptedException {
        String rootPassword = randomPassword();
        Path accounts = directory.write("accounts.sql", accounts(rootPassword).getBytes(StandardCharsets.UTF_8));
        List<String> command = new ArrayList<>(List.of(
                binaries.server().toString(),
                // Must come first.
                "--defaults-file=" + directory.configuration(),
                "--basedir=" + binaries.directory(),
                "--datadir=" + directory.data(),
                "--tmpdir=" + directory.temporary(),
                "--bind-address=" + HOST,
                "--port=" + settings.port(),
                // Relative to the data directory: the path of a socket may have 107 bytes only.
                "--socket=mariadb.sock",
                // Making a key for TLS at each start takes up to fifteen seconds.
                "--skip-ssl",
                MariadbProcess.pidFileOption(directory.pidFile()),
                "--init-file=" + accounts));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        command.addAll(settings.serverOptions());
        try {
            MariadbProcess server = MariadbProcess.start(command, directory.log());
            return new EmbeddedDatabase(binaries, directory, server, settings.port(), rootPassword);
        } finally {
            Files.deleteIfExists(accounts);
        }
    }

    /**
     * A root password for this run of the server, so that none needs to be kept; and no anonymous accounts, which would
     * come before {@code 'rowcast'@'%'} for a client on this machine. Never in the binlog.
     */
    private static String accounts(String rootPassword) {
        return """
                SET SESSION sql_log_bin = 0;
                DELETE FROM mysql.global_priv WHERE User = '';
                FLUSH PRIVILEGES;
                ALTER USER 'root'@'localhost' IDENTIFIED BY '%s';
                """
                .formatted(rootPassword);
    }

    private static String randomPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Runs {@code init.sql} through the server's own client, as the MySQL image does. */
    private void initialise() throws IOException, DemoDatabaseException, InterruptedException {
        ProcessBuilder client = new ProcessBuilder(
                        binaries.client().toString(),
                        "--no-defaults",
                        "--protocol=tcp",
                        "--host=" + HOST,
                        "--port=" + port,
                        "--user=root",
                        "--skip-ssl")
                .redirectInput(directory.initialisation().toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.initialisationLog().toFile());
        client.environment().put("MYSQL_PWD", rootPassword);
        Process process = client.start();
        try {
            if (!process.waitFor(INITIALISATION_LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new DemoDatabaseException(
                        "The sample tables could not be made: see " + directory.initialisationLog());
            }
        } finally {
            process.destroyForcibly();
        }
        Files.createFile(directory.initialised());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** The password of {@code root}, who may do everything; another one after each start. */
    public String rootPassword() {
        return rootPassword;
    }

    /** The server's process id. */
    public long pid() {
        return server.pid();
    }

    /** Stops the server, within about three seconds, and gives its directory free. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (InterruptedException e) {
            server.kill();
            Thread.currentThread().interrupt();
        } finally {
            unlock();
        }
    }

    /** Ends the server as {@code kill -9} does, and gives its directory free. */
    public void kill() {
        server.kill();
        unlock();
    }

    private void unlock() {
        try {
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
