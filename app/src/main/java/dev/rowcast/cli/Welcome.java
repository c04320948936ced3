package dev.rowcast.cli;

import dev.rowcast.Application.Endpoints;
import dev.rowcast.ProductVersion;
import dev.rowcast.Running;
import java.io.PrintStream;
import java.net.URI;
import java.util.stream.Collectors;

/** What a person reads first: where everything is, and a line to try. */
final class Welcome {
    private Welcome() {}

    static void print(PrintStream out, Running running) {
        Endpoints endpoints = running.endpoints();
        URI mqtt = endpoints.mqtt();
        out.println();
        out.println("Rowcast " + ProductVersion.get());
        out.println("  Page       " + endpoints.page());
        out.println("  MQTT       " + mqtt + note(endpoints));
        out.println("  WebSocket  " + endpoints.webSocket());
        out.println("  Database   " + running.database());
        out.println();
        String filters = endpoints.filters().stream()
                .map(filter -> " -t '" + filter + "'")
                .collect(Collectors.joining());
        String user = endpoints.embedded() && !endpoints.anonymous() ? " -u USER -P PASSWORD" : "";
        String tls = mqtt.getScheme().endsWith("s") ? " --cafile CA.pem" : "";
        out.println("  Watch      mosquitto_sub -h " + mqtt.getHost() + " -p " + mqtt.getPort() + tls + user + " -v"
                + filters);
        out.println("  Stop       Ctrl-C");
        out.println();
        out.flush();
    }

    /** The same in one line, for a log that nobody reads as it comes. */
    static String sentence(Running running) {
        Endpoints endpoints = running.endpoints();
        return "Rowcast " + ProductVersion.get() + ": page " + endpoints.page() + ", MQTT " + endpoints.mqtt()
                + ", WebSocket " + endpoints.webSocket() + ", database " + running.database();
    }

    private static String note(Endpoints endpoints) {
        if (!endpoints.embedded()) {
            return "";
        }
        return endpoints.anonymous()
                ? "   (embedded; anonymous clients may read)"
                : "   (embedded; for its users alone)";
    }
}
