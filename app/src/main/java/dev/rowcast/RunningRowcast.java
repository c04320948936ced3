package dev.rowcast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rowcast.config.WebSettings;
import dev.rowcast.preflight.MachineFacts;
import dev.rowcast.preflight.MachineFacts.Listening;
import dev.rowcast.preflight.MachineFacts.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds out whether ports are taken by a Rowcast that runs on this machine, which tells its own at {@code /config.json}. */
final class RunningRowcast {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RunningRowcast() {}

    /** The same facts, with the ports told apart that such a Rowcast has taken. */
    static MachineFacts recognised(MachineFacts facts, WebSettings web) throws InterruptedException {
        boolean taken = facts.ports().stream()
                .anyMatch(port -> port.number() == web.port() && port.listening() == Listening.TAKEN);
        if (!taken) {
            return facts;
        }
        Set<Integer> ports = ports(web);
        List<Port> recognised = facts.ports().stream()
                .map(port -> port.listening() == Listening.TAKEN && ports.contains(port.number())
                        ? new Port(port.check(), port.bind(), port.number(), Listening.TAKEN_BY_ROWCAST)
                        : port)
                .toList();
        return new MachineFacts(recognised, facts.data(), facts.temporary());
    }

    /** Those of the Rowcast that serves its page at the address; empty if it is anybody else who answers, or nobody. */
    private static Set<Integer> ports(WebSettings web) throws InterruptedException {
        String host = Wiring.bracketed(Wiring.reachable(web.bind()));
        URI uri = URI.create("http://" + host + ":" + web.port() + "/config.json");
        HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            JsonNode mqtt = MAPPER.readTree(response.body()).path("mqtt");
            return mqtt.has("websocket_port")
                    ? new HashSet<>(List.of(
                            web.port(),
                            mqtt.path("websocket_port").asInt(),
                            mqtt.path("port").asInt()))
                    : Set.of();
        } catch (IOException e) {
            return Set.of();
        }
    }
}
