package dev.rowcast.bench.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** MySQL's image, run by the {@code docker} command. It goes with this JVM, unless that is killed. */
public record MysqlContainer(String id, int port) implements BenchDatabase {
    private static final String IMAGE = "mysql:9.7";
    private static final String ROOT_PASSWORD = "root";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Whether a Docker daemon answers. */
    public static boolean isPossible() throws InterruptedException {
        try {
            docker("version");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public static MysqlContainer start(List<String> serverOptions)
            throws IOException, InterruptedException, SQLException {
        Path configuration = Path.of("mysql-conf").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                "run",
                "--detach",
                "--rm",
                "--publish=127.0.0.1::3306",
                "--env=MYSQL_ROOT_PASSWORD=" + ROOT_PASSWORD,
                "--volume=" + configuration.resolve("my.cnf") + ":/etc/mysql/conf.d/rowcast.cnf:ro",
                "--volume=" + configuration.resolve("init.sql") + ":/docker-entrypoint-initdb.d/init.sql:ro",
                IMAGE));
        command.addAll(serverOptions);
        String id = docker(command.toArray(String[]::new));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> removeQuietly(id), "remove MySQL"));
        String address = docker("port", id, "3306/tcp");
        MysqlContainer container =
                new MysqlContainer(id, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        container.awaitReady();
        return container;
    }

    /** While the image sets itself up, the server does not listen here. */
    private void awaitReady() throws SQLException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (Connection connection = connectAsRoot()) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    @Override
    public String rootPassword() {
        return ROOT_PASSWORD;
    }

    @Override
    public void close() {
        removeQuietly(id);
    }

    /** It is gone already, or the daemon is. */
    private static void removeQuietly(String id) {
        try {
            docker("rm", "--force", "--volumes", id);
        } catch (IOException e) {
            System.err.println("the container " + id + " was not removed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it printed to standard output. */
    private static String docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }
}
