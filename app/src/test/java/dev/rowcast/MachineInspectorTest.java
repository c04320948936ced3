package dev.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rowcast.config.Preset;
import dev.rowcast.config.SettingSources;
import dev.rowcast.config.Settings;
import dev.rowcast.config.SettingsLoader;
import dev.rowcast.preflight.MachineFacts;
import dev.rowcast.preflight.MachineFacts.Listening;
import dev.rowcast.preflight.MachineFacts.Port;
import dev.rowcast.preflight.MachineFacts.Use;
import dev.rowcast.testing.TestingPorts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineInspectorTest {
    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void portsThatAreTakenAreToldApart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = settings(Map.of(
                    "ROWCAST_MQTT_PORT", Integer.toString(taken.getLocalPort()),
                    "ROWCAST_WS_PORT", Integer.toString(TestingPorts.free())));

            for (int again = 0; again < 2; again++) {
                assertThat(MachineInspector.inspect(settings).ports())
                        .extracting(Port::listening)
                        .containsExactly(Listening.TAKEN, Listening.POSSIBLE, Listening.POSSIBLE);
            }
        }
    }

    @Test
    void anAddressElsewhereIsNoneToListenOn() throws Exception {
        // Of TEST-NET-1 (RFC 5737), which nobody has.
        assertThat(MachineInspector.inspect(
                                settings(Map.of("ROWCAST_BIND", "192.0.2.7", "ROWCAST_ALLOW_ANONYMOUS", "true")))
                        .ports())
                .extracting(Port::listening)
                .containsOnly(Listening.ELSEWHERE);
    }

    @Test
    void aRowcastThatRunsIsKnownByWhatItTellsItsPage() throws Exception {
        try (ServerSocket mqtt = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            byte[] config = ("{\"mqtt\":{\"websocket_port\":1,\"port\":" + mqtt.getLocalPort() + "}}")
                    .getBytes(StandardCharsets.UTF_8);
            page.createContext("/config.json", exchange -> {
                exchange.sendResponseHeaders(200, config.length);
                exchange.getResponseBody().write(config);
                exchange.close();
            });
            page.start();
            try {
                Settings settings = settings(Map.of(
                        "ROWCAST_MQTT_PORT", Integer.toString(mqtt.getLocalPort()),
                        "ROWCAST_WS_PORT", Integer.toString(other.getLocalPort()),
                        "ROWCAST_HTTP_PORT", Integer.toString(page.getAddress().getPort())));

                assertThat(RunningRowcast.recognised(MachineInspector.inspect(settings), settings.web())
                                .ports())
                        .extracting(Port::listening)
                        .containsExactly(Listening.TAKEN_BY_ROWCAST, Listening.TAKEN, Listening.TAKEN_BY_ROWCAST);
            } finally {
                page.stop(0);
            }
        }
    }

    @Test
    void directoriesNeedNotExist() throws Exception {
        assertThat(data(directory).use()).isEqualTo(Use.WRITABLE);
        Path missing = directory.resolve("a").resolve("b");
        assertThat(data(missing).use()).isEqualTo(Use.CAN_BE_MADE);
        assertThat(data(missing).freeBytes()).isPositive();
        assertThat(missing).doesNotExist();
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(data(file).use()).isEqualTo(Use.NO_DIRECTORY);
        assertThat(data(file.resolve("below")).use()).isEqualTo(Use.NO_DIRECTORY);
        assertThat(MachineInspector.inspect(settings(Map.of("MQTT_URL", "mqtt://127.0.0.1")))
                        .data())
                .isEmpty();
    }

    private MachineFacts.Directory data(Path path) throws Exception {
        return MachineInspector.inspect(settings(Map.of("ROWCAST_DATA_DIR", path.toString())))
                .data()
                .orElseThrow();
    }

    private Settings settings(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "ROWCAST_DATA_DIR", directory.toString(),
                "ROWCAST_MQTT_PORT", "0",
                "ROWCAST_WS_PORT", "0",
                "ROWCAST_HTTP_PORT", "0"));
        environment.putAll(more);
        return SettingsLoader.load(new SettingSources(environment, Map.of(), null, Preset.RUN))
                .settings();
    }
}
