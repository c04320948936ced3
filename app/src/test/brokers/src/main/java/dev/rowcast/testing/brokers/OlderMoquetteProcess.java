package dev.rowcast.testing.brokers;

import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.IAuthorizatorPolicy;
import io.moquette.broker.subscriptions.Topic;
import java.io.IOException;
import java.util.List;
import java.util.Properties;

/**
 * Moquette 0.17, which speaks MQTT 3.1.1 alone and answers MQTT 5 with "unacceptable protocol version": {@code MQTT-PORT
 * WEBSOCKET-PORT}, on 127.0.0.1. What it does not let a client publish, it acknowledges and drops. Ends with its standard input.
 */
public final class OlderMoquetteProcess {
    private OlderMoquetteProcess() {}

    public static void main(String[] arguments) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
        properties.setProperty(IConfig.PORT_PROPERTY_NAME, arguments[0]);
        properties.setProperty(IConfig.WEB_SOCKET_PORT_PROPERTY_NAME, arguments[1]);
        properties.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
        properties.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
        properties.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
        properties.setProperty(IConfig.SESSION_QUEUE_SIZE, "65536");
        properties.setProperty(IConfig.BUFFER_FLUSH_MS_PROPERTY_NAME, "immediate");
        properties.setProperty("allow_zero_byte_client_id", "true");
        Server server = new Server();
        server.startServer(
                new MemoryConfig(properties),
                List.of(),
                null,
                (clientId, username, password) -> Accounts.admits(username, password),
                new Rights());
        Lifeline.awaitEnd();
        System.exit(0);
    }

    /** Lets {@link Accounts} decide. */
    private static final class Rights implements IAuthorizatorPolicy {
        @Override
        public boolean canWrite(Topic topic, String username, String client) {
            return Accounts.mayWrite(username);
        }

        @Override
        public boolean canRead(Topic topic, String username, String client) {
            return true;
        }
    }
}
