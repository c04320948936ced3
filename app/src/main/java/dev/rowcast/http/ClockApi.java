package dev.rowcast.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rowcast.http.DatabaseClock.Reading;
import dev.rowcast.message.Timestamps;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code GET /api/clock}: the database's time, by which pages find out how far their own clock is off, so that they can tell how
 * long ago a commit was. Any thread.
 */
final class ClockApi {
    private final DatabaseClock clock;

    ClockApi(DatabaseClock clock) {
        this.clock = clock;
    }

    void addRoutes(RoutesConfig routes) {
        routes.get("/api/clock", this::read);
        routes.head("/api/clock", this::read);
    }

    private void read(Context context) {
        Optional<Reading> reading = clock.read();
        if (reading.isEmpty()) {
            Problem.databaseUnavailable("the database can not be asked for the time now")
                    .write(context);
            return;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("now", Timestamps.microseconds(reading.get().now()));
        json.put("commit_time_resolution", reading.get().commitTimes().name().toLowerCase(Locale.ROOT));
        context.contentType("application/json").result(json.toString());
    }
}
