package dev.rowcast.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rowcast.testing.TestingBrowser;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** The vendored mqtt.js in a real browser, on a page that counts what it gets. */
final class MqttJs implements AutoCloseable {
    private static final String SCRIPT = "/web/vendor/mqtt/mqtt.esm.js";
    private static final String PAGE =
            """
            <!doctype html><meta charset="utf-8"><script type="module">
            import mqtt from "/mqtt.esm.js";
            window.topics = new Set();
            window.unretained = 0;
            window.follow = (url, version, qos, filter) => {
              const client = mqtt.connect(url, {protocolVersion: version, reconnectPeriod: 0});
              client.on("message", (topic, payload, packet) => {
                window.topics.add(topic);
                if (!packet.retain) { window.unretained++; }
              });
              client.on("connect", () => client.subscribe(filter, {qos}));
              client.on("error", (error) => { window.failure = String(error); });
              client.on("close", () => { window.failure = window.failure || "closed"; });
            };
            window.ready = true;
            </script>
            """;

    private final HttpServer server;
    private final TestingBrowser browser;

    MqttJs() throws IOException {
        browser = TestingBrowser.start();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, "text/html", PAGE.getBytes(UTF_8)));
        server.createContext("/mqtt.esm.js", exchange -> answer(exchange, "text/javascript", script()));
        server.start();
    }

    private static byte[] script() throws IOException {
        try (InputStream script = requireNonNull(MqttJs.class.getResourceAsStream(SCRIPT))) {
            return script.readAllBytes();
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    void open() {
        browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    boolean isReady() {
        return Boolean.TRUE.equals(browser.driver().executeScript("return window.ready === true"));
    }

    /** @param version MQTT's protocol level: 4 for 3.1.1, or 5 */
    void follow(URI url, int version, int qos, String filter) {
        browser.driver()
                .executeScript(
                        "window.follow(arguments[0], arguments[1], arguments[2], arguments[3])",
                        url.toString(),
                        version,
                        qos,
                        filter);
    }

    /** How many topics came, and what went wrong. */
    String outcome() {
        return String.valueOf(browser.driver()
                .executeScript("return window.topics.size + ' topics, ' + window.unretained + ' not retained, '"
                        + " + (window.failure || 'no failure')"));
    }

    @Override
    public void close() {
        server.stop(0);
        browser.close();
    }
}
