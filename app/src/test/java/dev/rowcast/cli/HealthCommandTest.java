package dev.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HealthCommandTest {
    private final TestingCommandLine rowcast = new TestingCommandLine();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "localhost"})
    void instanceIsReady(String bind) throws IOException {
        assertThat(ask(200, "ready", bind)).isZero();
        assertThat(rowcast.out()).containsExactly("ready");
        assertThat(rowcast.err()).isEmpty();
    }

    @Test
    void instanceIsNotReady() throws IOException {
        assertThat(ask(503, "phase: reconnecting\nand more", "127.0.0.1")).isEqualTo(1);
        assertThat(rowcast.err()).containsExactly("rowcast: not ready: HTTP 503 phase: reconnecting");
    }

    @Test
    void nobodyAnswers() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(rowcast.execute("health", "--http-port=" + port)).isEqualTo(1);
        assertThat(rowcast.err())
                .containsExactly(
                        "rowcast: not ready: no answer from http://127.0.0.1:" + port + "/readyz (ConnectException)");
    }

    @Test
    void portThatTheSystemPickedIsNotKnown() {
        assertThat(rowcast.execute("health", "--http-port=0")).isEqualTo(1);
        assertThat(rowcast.err()).hasSize(1);
    }

    private int ask(int status, String body, String bind) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/readyz", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            return rowcast.execute(
                    "health",
                    "--bind=" + bind,
                    "--http-port=" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }
}
