package dev.rowcast.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;

/** {@code /config.json}: what the page must know to connect. */
final class PageConfig {
    private final String json;

    /** @param loopback whether the server can be reached from this machine alone */
    PageConfig(HttpSettings settings, boolean loopback) {
        this.json = json(settings, loopback);
    }

    void addRoutes(RoutesConfig routes) {
        routes.get("/config.json", this::serve);
        routes.head("/config.json", this::serve);
    }

    private void serve(Context context) {
        context.contentType("application/json").result(json);
    }

    private static String json(HttpSettings settings, boolean loopback) {
        PageSettings page = settings.page();
        PageSettings.Broker broker = page.broker();
        URI url = broker.webSocketUrl();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", page.productVersion());
        json.put("write_api", settings.writeApi() && (loopback || settings.token() != null));
        json.put("token_needed", settings.token() != null);
        ObjectNode mqtt = json.putObject("mqtt")
                .put("websocket_url", url == null ? null : url.toString())
                .put("tls", broker.encrypted())
                .put("websocket_port", broker.webSocketPort())
                .put("websocket_path", broker.webSocketPath())
                .put("host", broker.host())
                .put("port", broker.port());
        if (page.login() != null) {
            mqtt.put("username", page.login().username())
                    .put("password", page.login().password());
        }
        ObjectNode topics = json.putObject("topics");
        topics.put("state", page.topics().state());
        page.topics().events().forEach(topics.putArray("events")::add);
        topics.put("status", page.topics().status()).put("info", page.topics().info());
        return json.toString();
    }
}
