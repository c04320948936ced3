package dev.rowcast.testing;

import dev.rowcast.testing.TestingBrokerProcess.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * HiveMQ Community Edition, a broker of MQTT 5 and 3.1.1 that shares no code with Mosquitto or with the embedded one, on
 * free ports for TCP and WebSocket. Anonymous clients may read, {@link TestingMosquitto#USERNAME} may do anything. Its
 * limits are set as the documentation asks users to. It keeps nothing over its end.
 */
public final class TestingHivemq implements AutoCloseable {
    private final TestingBrokerProcess process;

    private TestingHivemq(TestingBrokerProcess process) {
        this.process = process;
    }

    /** Starts a server that keeps its files in the directory. */
    public static TestingHivemq start(Path directory) throws IOException {
        Ports ports = Ports.free();
        Files.writeString(directory.resolve("config.xml"), configuration(ports));
        return new TestingHivemq(TestingBrokerProcess.start(
                "HivemqProcess", directory.resolve("hivemq.log"), ports, directory.toString()));
    }

    private static String configuration(Ports ports) {
        return """
                <hivemq>
                    <listeners>
                        <tcp-listener>
                            <port>%d</port>
                            <bind-address>127.0.0.1</bind-address>
                        </tcp-listener>
                        <websocket-listener>
                            <port>%d</port>
                            <bind-address>127.0.0.1</bind-address>
                            <path>/mqtt</path>
                            <subprotocols><subprotocol>mqtt</subprotocol></subprotocols>
                            <allow-extensions>true</allow-extensions>
                        </websocket-listener>
                    </listeners>
                    <mqtt>
                        <queued-messages>
                            <!-- the default of 1000 truncates what a slow subscriber gets of a burst -->
                            <max-queue-size>1000000</max-queue-size>
                        </queued-messages>
                    </mqtt>
                    <persistence>
                        <mode>in-memory</mode>
                    </persistence>
                    <anonymous-usage-statistics>
                        <enabled>false</enabled>
                    </anonymous-usage-statistics>
                </hivemq>
                """
                .formatted(ports.mqtt(), ports.webSocket());
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

    /** Starts it again on the same ports, after {@link #kill()}. */
    public void restart() throws IOException {
        process.restart();
    }

    @Override
    public void close() {
        process.close();
    }
}
