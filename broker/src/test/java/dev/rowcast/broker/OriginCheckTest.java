package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginCheckTest {
    private static TestingBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestingBroker(TestingBroker.SETTINGS.at(
                Listeners.defaults().withPorts(0, 0).forOrigins(Set.of("https://Shop.example"))));
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8080, 101",
        "rowcast.example, https://ROWCAST.example, 101",
        "rowcast.example, https://shop.example, 101",
        "rowcast.example, https://other.example, 403",
        "rowcast.example, https://rowcast.example.evil.example, 403",
        "rowcast.example, 'null', 403",
        "rowcast.example, '', 403"
    })
    void pagesOfTheSameHostAndNamedOnesConnect(String host, String origin, int status) throws Exception {
        assertThat(upgrade(host, "Origin: " + origin + "\r\n")).contains(" " + status + " ");
    }

    @Test
    void programsConnect() throws Exception {
        assertThat(upgrade("rowcast.example", "")).contains(" 101 ");
    }

    private static String upgrade(String host, String headers) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), broker.broker().webSocketPort())) {
            socket.setSoTimeout(20_000);
            String request = "GET /mqtt HTTP/1.1\r\nHost: " + host + ":8083\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
        }
    }
}
