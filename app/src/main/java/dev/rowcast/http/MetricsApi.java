package dev.rowcast.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Supplier;

/** {@code /metrics}: figures for Prometheus. Any thread. */
final class MetricsApi {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> scrape;

    MetricsApi(Supplier<String> scrape) {
        this.scrape = scrape;
    }

    void addRoutes(RoutesConfig routes) {
        routes.get("/metrics", this::serve);
        routes.head("/metrics", this::serve);
    }

    private void serve(Context context) {
        context.contentType(CONTENT_TYPE).result(scrape.get());
    }
}
