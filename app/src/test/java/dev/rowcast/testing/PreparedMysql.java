package dev.rowcast.testing;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * MySQL's own image, started once with {@code mysql-conf/} as docker compose mounts it, and kept as an image of its own: its
 * servers have nothing to set up any more. One for this JVM, made when first asked for and removed at its end. Each server
 * has its own UUID, and binlogs that begin anew.
 */
final class PreparedMysql {
    static final String ROOT_PASSWORD = "root";

    private static final String ORIGINAL = "mysql:9.7";
    private static final String REPOSITORY = "rowcast-testing/mysql";
    /** Not in the original's volume, of which an image keeps nothing. */
    private static final String DATA = "/var/lib/rowcast-mysql";

    private static final int STOP_LIMIT_SECONDS = 30;
    private static final Duration REMOVAL_LIMIT = Duration.ofSeconds(20);

    private PreparedMysql() {}

    /**
     * A container that is not started yet.
     *
     * @param serverOptions as on the server's command line
     */
    static MySQLContainer container(String... serverOptions) {
        return container(Holder.IMAGE, serverOptions);
    }

    private static MySQLContainer container(DockerImageName image, String... serverOptions) {
        String[] command = new String[serverOptions.length + 1];
        command[0] = "--datadir=" + DATA;
        System.arraycopy(serverOptions, 0, command, 1, serverOptions.length);
        MySQLContainer container = new MySQLContainer(image)
                .withDatabaseName("shop")
                .withUsername("root")
                .withPassword(ROOT_PASSWORD)
                .withUrlParam("sslMode", "DISABLED")
                .withUrlParam("allowPublicKeyRetrieval", "true")
                .withCommand(command);
        // Not Testcontainers' own my.cnf (tiny packets and caches) beside ours.
        container.addParameter("TC_MY_CNF", null);
        return container;
    }

    private static DockerImageName prepare() {
        try (MySQLContainer container = container(DockerImageName.parse(ORIGINAL))) {
            container
                    .withCopyFileToContainer(
                            MountableFile.forClasspathResource("mysql-conf/my.cnf", 0644),
                            "/etc/mysql/conf.d/rowcast.cnf")
                    .withCopyFileToContainer(
                            MountableFile.forClasspathResource("mysql-conf/init.sql", 0644),
                            "/docker-entrypoint-initdb.d/init.sql");
            container.start();
            forgetWhoItIs(container);
            DockerClient docker = container.getDockerClient();
            docker.stopContainerCmd(container.getContainerId())
                    .withTimeout(STOP_LIMIT_SECONDS)
                    .exec();
            String tag = UUID.randomUUID().toString();
            docker.commitCmd(container.getContainerId())
                    .withRepository(REPOSITORY)
                    .withTag(tag)
                    .exec();
            String name = REPOSITORY + ":" + tag;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(docker, name), "prepared-mysql"));
            return DockerImageName.parse(name).asCompatibleSubstituteFor("mysql");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its containers are being removed at the same time, by whoever started them. */
    private static void remove(DockerClient docker, String name) {
        Awaitility.await("the image " + name + " is removed")
                .atMost(REMOVAL_LIMIT)
                .ignoreExceptions()
                .until(() -> {
                    docker.removeImageCmd(name).exec();
                    return true;
                });
    }

    private static void forgetWhoItIs(MySQLContainer container) throws SQLException, IOException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(container.getJdbcUrl(), "root", ROOT_PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("RESET BINARY LOGS AND GTIDS");
        }
        container.execInContainer("rm", DATA + "/auto.cnf");
    }

    private static final class Holder {
        static final DockerImageName IMAGE = prepare();
    }
}
