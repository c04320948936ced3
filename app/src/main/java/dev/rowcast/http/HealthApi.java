package dev.rowcast.http;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.relay.InfoPayload;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code /livez}: the process answers, whatever MySQL and broker do. {@code /readyz}: changes flow, or this one stands by. {@code /healthz}: the
 * same as JSON. Any thread.
 */
final class HealthApi {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Supplier<RelayStatus> status;
    private final String productVersion;

    HealthApi(Supplier<RelayStatus> status, String productVersion) {
        this.status = status;
        this.productVersion = productVersion;
    }

    void addRoutes(RoutesConfig routes) {
        routes.get("/livez", HealthApi::live);
        routes.head("/livez", HealthApi::live);
        routes.get("/readyz", this::ready);
        routes.head("/readyz", this::ready);
        for (String path : new String[] {"/healthz", "/health"}) {
            routes.get(path, this::health);
            routes.head(path, this::health);
        }
    }

    private static void live(Context context) {
        context.contentType("text/plain; charset=utf-8").result("ok\n");
    }

    private void ready(Context context) {
        RelayStatus now = status.get();
        StringBuilder text = new StringBuilder(128);
        if (isVerbose(context)) {
            parts(now).forEach((name, part) -> text.append(part.ok() ? "[+]" : "[-]")
                    .append(name)
                    .append(' ')
                    .append(part.words())
                    .append('\n'));
        }
        text.append(isReady(now) ? "ready\n" : "not ready\n");
        context.status(code(now)).contentType("text/plain; charset=utf-8").result(text.toString());
    }

    private void health(Context context) throws IOException {
        RelayStatus now = status.get();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("status", isReady(now) ? "ok" : "unavailable");
        if (isVerbose(context)) {
            json.setAll((ObjectNode) MAPPER.readTree(InfoPayload.of(now, productVersion)));
            ObjectNode checks = json.putObject("checks");
            parts(now)
                    .forEach((name, part) ->
                            checks.putObject(name).put("ok", part.ok()).put("detail", part.words()));
        }
        context.status(code(now)).contentType("application/json").result(json.toString());
    }

    /** Whether a part works, and more in words. */
    private record Part(boolean ok, String words) {}

    private static Map<String, Part> parts(RelayStatus now) {
        String because = now.reason() == null ? "" : ": " + requireNonNullElse(now.reason(), "");
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("database", new Part(now.databaseReached(), now.databaseReached() ? "reached" : "not reached"));
        parts.put("broker", new Part(now.brokerReached(), now.brokerReached() ? "reached" : "not reached"));
        boolean works = now.phase() == Phase.STREAMING || now.phase() == Phase.STANDBY;
        parts.put("relay", new Part(works, name(now.phase()) + because));
        now.scans().forEach(scan -> parts.put("state of " + scan.table(), new Part(false, scan.words())));
        parts.put("lag", new Part(true, now.lagMillis() + " ms"));
        return parts;
    }

    /** One that stands by does what it is there for. */
    private static boolean isReady(RelayStatus now) {
        return now.ready() || now.standingBy();
    }

    private static boolean isVerbose(Context context) {
        String verbose = context.queryParam("verbose");
        return verbose != null && !verbose.equals("false") && !verbose.equals("0");
    }

    private static HttpStatus code(RelayStatus now) {
        return isReady(now) ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
    }

    private static String name(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
