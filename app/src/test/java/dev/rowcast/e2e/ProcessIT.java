package dev.rowcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.ExitCode;
import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import dev.rowcast.testing.TestingOrders;
import dev.rowcast.testing.TestingPorts;
import dev.rowcast.testing.TestingProxy;
import dev.rowcast.testing.TestingRowcastProcess;
import dev.rowcast.testing.TestingSettings;
import dev.rowcast.testing.TestingSubscriber;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service manager, a shell and a person at a terminal see of the process. */
final class ProcessIT {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration GIVE_UP_LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> OFFLINE = Map.of("rowcast/status", "offline");

    @TempDir
    private Path directory = Path.of("unset");

    private final TestingDatabase database = TestingFlavour.MARIADB.shared();

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalEndsItInGoodOrderWithinFiveSeconds(String signal) throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "#");
                TestingRowcastProcess rowcast =
                        TestingRowcastProcess.start(TestingSettings.external(database, directory, broker))) {
            TestingOrders orders = new TestingOrders(database);
            orders.insertAndAwait(subscriber);

            rowcast.signal(signal);

            assertThat(rowcast.awaitExit(STOP_LIMIT)).as(rowcast.output()).isEqualTo(ExitCode.OK);
            assertThat(TestingSubscriber.retained(broker.mqttUrl(), "rowcast/status"))
                    .isEqualTo(OFFLINE);
            assertThat(TestingSubscriber.retained(broker.mqttUrl(), "rowcast/info"))
                    .hasEntrySatisfying("rowcast/info", info -> assertThat(info).contains("\"phase\":\"stopped\""));
            assertThat(TestingSubscriber.retained(broker.mqttUrl(), "rowcast/checkpoint/+"))
                    .containsOnlyKeys("rowcast/checkpoint/rowcast");
            assertThat(rowcast.complaints()).isEmpty();
        }
    }

    @Test
    void aSignalSavesTheCheckpointBesideTheEmbeddedBroker() throws Exception {
        TestingSettings settings = TestingSettings.embedded(database, directory);
        try (TestingRowcastProcess rowcast = TestingRowcastProcess.start(settings);
                TestingSubscriber subscriber = TestingSubscriber.connect(rowcast.mqttUrl(), "#")) {
            new TestingOrders(database).insertAndAwait(subscriber);
            rowcast.signal("TERM");

            subscriber.await(
                    "the goodbye",
                    message -> message.topic().equals("rowcast/status")
                            && message.payload().equals("offline"));
            assertThat(rowcast.awaitExit(STOP_LIMIT)).as(rowcast.output()).isEqualTo(ExitCode.OK);
            assertThat(Files.readString(directory.resolve("rowcast.checkpoint.json")))
                    .contains("binlog.");
        }
    }

    @Test
    void whenItIsKilledTheLastWillSaysOffline() throws Exception {
        try (TestingMosquitto broker = TestingMosquitto.start(directory);
                TestingSubscriber subscriber = TestingSubscriber.connect(broker.mqttUrl(), "rowcast/status");
                TestingRowcastProcess rowcast =
                        TestingRowcastProcess.start(TestingSettings.external(database, directory, broker))) {
            subscriber.await("online", message -> message.payload().equals("online"));
            rowcast.kill();

            subscriber.await("the Last Will", message -> subscriber.last().equals(OFFLINE));
            assertThat(TestingSubscriber.retained(broker.mqttUrl(), "rowcast/status"))
                    .isEqualTo(OFFLINE);
        }
    }

    @Test
    void aWrongPasswordIsSaidInOneLine() throws Exception {
        TestingSettings settings = TestingSettings.embedded(database, directory).with("MYSQL_PASSWORD", "s3cr3t-wrong");
        try (TestingRowcastProcess rowcast = TestingRowcastProcess.launch(settings)) {
            assertThat(rowcast.awaitExit(GIVE_UP_LIMIT)).as(rowcast.output()).isEqualTo(ExitCode.MISCONFIGURED);
            assertThat(rowcast.complaints()).singleElement().asString().contains("MYSQL_USER", "MYSQL_PASSWORD");
            assertThat(rowcast.output()).doesNotContain("s3cr3t-wrong", "\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROWCAST_MQTT_PORT", "ROWCAST_WS_PORT", "ROWCAST_HTTP_PORT"})
    void aPortInUseIsSaidInOneLine(String setting) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            try (TestingRowcastProcess rowcast = TestingRowcastProcess.launch(
                    TestingSettings.embedded(database, directory).with(setting, port))) {
                assertThat(rowcast.awaitExit(GIVE_UP_LIMIT))
                        .as(rowcast.output())
                        .isEqualTo(ExitCode.MISCONFIGURED);
                assertThat(rowcast.complaints()).singleElement().asString().contains(port, setting);
                assertThat(rowcast.output()).doesNotContain("\tat ");
            }
        }
    }

    @Test
    void aServerThatStaysUnreachableIsGivenUp() throws Exception {
        TestingSettings settings = TestingSettings.embedded(database, directory)
                .with("MYSQL_PORT", Integer.toString(TestingPorts.free()))
                .with("ROWCAST_CONNECT_TIMEOUT", "2");
        try (TestingRowcastProcess rowcast = TestingRowcastProcess.launch(settings)) {
            assertThat(rowcast.awaitExit(GIVE_UP_LIMIT)).as(rowcast.output()).isEqualTo(ExitCode.UNAVAILABLE);
            assertThat(rowcast.complaints()).singleElement().asString().contains("unavailable", "gave up after 2 s");
            assertThat(rowcast.output()).doesNotContain("\tat ").containsOnlyOnce("trying again");
        }
    }

    @Test
    void aServerThatComesLaterIsFoundByItself() throws Exception {
        try (TestingProxy way = new TestingProxy(database.port())) {
            way.refuse();
            TestingSettings settings =
                    TestingSettings.embedded(database, directory).with("MYSQL_PORT", Integer.toString(way.port()));
            try (TestingRowcastProcess rowcast = TestingRowcastProcess.launch(settings)) {
                assertThat(TestingSubscriber.retained(rowcast.mqttUrl(), "rowcast/status"))
                        .isEqualTo(OFFLINE);
                way.admit();
                rowcast.awaitReady();
                new TestingOrders(database).awaitStateEqualsTable(rowcast.mqttUrl());
            }
        }
    }

    @Test
    void aServerThatLogsStatementsIsRefusedWithTheSqlThatMendsIt() throws Exception {
        try (TestingDatabase statements = TestingFlavour.MARIADB.fresh("--binlog-format=STATEMENT");
                TestingRowcastProcess rowcast =
                        TestingRowcastProcess.launch(TestingSettings.embedded(statements, directory))) {
            assertThat(rowcast.awaitExit(GIVE_UP_LIMIT)).as(rowcast.output()).isEqualTo(ExitCode.MISCONFIGURED);
            assertThat(rowcast.complaints())
                    .singleElement()
                    .asString()
                    .contains("binlog_format", "STATEMENT", "SET GLOBAL binlog_format = 'ROW'");
            assertThat(rowcast.output()).doesNotContain("\tat ");
        }
    }
}
