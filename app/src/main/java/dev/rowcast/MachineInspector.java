package dev.rowcast;

import dev.rowcast.config.MqttSettings;
import dev.rowcast.config.Settings;
import dev.rowcast.config.WebSettings;
import dev.rowcast.preflight.Check;
import dev.rowcast.preflight.MachineFacts;
import dev.rowcast.preflight.MachineFacts.Directory;
import dev.rowcast.preflight.MachineFacts.Listening;
import dev.rowcast.preflight.MachineFacts.Port;
import dev.rowcast.preflight.MachineFacts.Use;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what this machine has for Rowcast. Listens on the ports for a moment, and changes nothing. On the caller's thread. */
final class MachineInspector {
    private static final Logger LOG = LoggerFactory.getLogger(MachineInspector.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final int FIRST_FREE_FOR_ALL = 1024;

    private MachineInspector() {}

    /** The ports are free again when this returns. */
    static MachineFacts inspect(Settings settings) {
        boolean embedded = settings.mqtt().embedded();
        return new MachineFacts(
                ports(settings),
                embedded ? Optional.of(directory(settings.relay().dataDir())) : Optional.empty(),
                directory(Path.of(System.getProperty("java.io.tmpdir"))));
    }

    private static List<Port> ports(Settings settings) {
        MqttSettings mqtt = settings.mqtt();
        WebSettings web = settings.web();
        List<Port> ports = new ArrayList<>();
        if (mqtt.embedded()) {
            ports.add(port(Check.MQTT_PORT, mqtt.bind(), mqtt.mqttPort()));
            ports.add(port(Check.WS_PORT, mqtt.bind(), mqtt.webSocketPort()));
        }
        ports.add(port(Check.HTTP_PORT, web.bind(), web.port()));
        return ports;
    }

    private static Port port(Check check, String bind, int number) {
        return new Port(check, bind, number, listening(new InetSocketAddress(bind, number)));
    }

    private static Listening listening(InetSocketAddress address) {
        if (address.isUnresolved() || !isOfThisMachine(address.getAddress())) {
            return Listening.ELSEWHERE;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return Listening.POSSIBLE;
        } catch (IOException e) {
            LOG.debug("{} can not be listened on", address, e);
            return address.getPort() < FIRST_FREE_FOR_ALL && !answers(address) ? Listening.FORBIDDEN : Listening.TAKEN;
        }
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            LOG.debug("This machine does not tell its addresses", e);
            return true;
        }
    }

    private static boolean answers(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) CONNECT_TIMEOUT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Directory directory(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path existing = absolute;
        while (existing.getParent() != null && Files.notExists(existing)) {
            existing = existing.getParent();
        }
        return new Directory(absolute, use(absolute, existing), freeBytes(existing));
    }

    /** @param existing the directory itself, or the nearest above that exists */
    private static Use use(Path directory, Path existing) {
        if (!Files.isDirectory(existing)) {
            return Use.NO_DIRECTORY;
        }
        if (!Files.isWritable(existing)) {
            return Use.NOT_WRITABLE;
        }
        return existing.equals(directory) ? Use.WRITABLE : Use.CAN_BE_MADE;
    }

    private static long freeBytes(Path existing) {
        try {
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            LOG.debug("The room beside {} is not known", existing, e);
            return Long.MAX_VALUE;
        }
    }
}
