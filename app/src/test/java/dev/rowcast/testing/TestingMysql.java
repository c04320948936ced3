package dev.rowcast.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.utility.MountableFile;

/** MySQL's own image in a container, with {@code mysql-conf/} where docker compose mounts it. */
final class TestingMysql implements TestingDatabase {
    private static final String CA = "/etc/mysql/ca.pem";
    private static final String CERTIFICATE = "/etc/mysql/certificate.pem";
    private static final String KEY = "/etc/mysql/key.pem";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int STOP_LIMIT_SECONDS = 20;

    private final MySQLContainer container;
    private final int port;

    private TestingMysql(MySQLContainer container, int port) {
        this.container = container;
        this.port = port;
    }

    static TestingMysql start(String... serverOptions) {
        return start(PreparedMysql.container(serverOptions));
    }

    static TestingMysql startWithTls(TestingCertificates certificates, String... serverOptions) {
        List<String> options =
                new ArrayList<>(List.of("--ssl-ca=" + CA, "--ssl-cert=" + CERTIFICATE, "--ssl-key=" + KEY));
        options.addAll(Arrays.asList(serverOptions));
        return start(PreparedMysql.container(options.toArray(String[]::new))
                .withCopyFileToContainer(MountableFile.forHostPath(certificates.ca(), 0644), CA)
                .withCopyFileToContainer(MountableFile.forHostPath(certificates.certificate(), 0644), CERTIFICATE)
                .withCopyFileToContainer(MountableFile.forHostPath(certificates.key(), 0644), KEY));
    }

    private static TestingMysql start(MySQLContainer container) {
        int port = TestingPorts.free();
        // A port that the daemon picks would be another one after stop and start.
        container.withCreateContainerCmdModifier(
                command -> Objects.requireNonNullElseGet(command.getHostConfig(), HostConfig::newHostConfig)
                        .withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":" + MySQLContainer.MYSQL_PORT)));
        container.start();
        return new TestingMysql(container, port);
    }

    @Override
    public TestingFlavour flavour() {
        return TestingFlavour.MYSQL;
    }

    @Override
    public String host() {
        return container.getHost();
    }

    @Override
    public int port() {
        return port;
    }

    /** Where other containers reach it, at MySQL's own port; another address after each start. */
    String addressForContainers() {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(network -> Objects.requireNonNull(network.getIpAddress()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String rootPassword() {
        return PreparedMysql.ROOT_PASSWORD;
    }

    @Override
    public void stop() {
        docker().stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_LIMIT_SECONDS)
                .exec();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).withSignal("KILL").exec();
    }

    @Override
    public void start() {
        docker().startContainerCmd(container.getContainerId()).exec();
        Awaitility.await(this + " takes connections")
                .atMost(START_LIMIT)
                .ignoreExceptionsMatching(SQLException.class::isInstance)
                .until(this::takesConnections);
    }

    private boolean takesConnections() throws SQLException {
        try (Connection connection = connection()) {
            return connection.isValid(1);
        }
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    @Override
    public void close() {
        container.stop();
    }

    @Override
    public String toString() {
        return flavour().toString();
    }
}
