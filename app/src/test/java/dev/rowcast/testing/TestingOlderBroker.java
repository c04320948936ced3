package dev.rowcast.testing;

import dev.rowcast.testing.TestingBrokerProcess.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Moquette 0.17, a broker that speaks MQTT 3.1.1 alone, and acknowledges what it drops. Anonymous clients may read, {@link
 * TestingMosquitto#USERNAME} may do anything.
 */
public final class TestingOlderBroker implements AutoCloseable {
    private final TestingBrokerProcess process;

    private TestingOlderBroker(TestingBrokerProcess process) {
        this.process = process;
    }

    /** Starts a server that keeps its log in the directory. */
    public static TestingOlderBroker start(Path directory) throws IOException {
        Ports ports = Ports.free();
        return new TestingOlderBroker(TestingBrokerProcess.start(
                "OlderMoquetteProcess",
                directory.resolve("moquette.log"),
                ports,
                Integer.toString(ports.mqtt()),
                Integer.toString(ports.webSocket())));
    }

    public URI mqttUrl() {
        return process.mqttUrl();
    }

    public URI webSocketUrl() {
        return process.webSocketUrl();
    }

    /** Ends the server at once, as a crash would; it forgets everything. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
