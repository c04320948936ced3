package dev.rowcast.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** {@code POST /admin/resync}: publishes the state of all tables anew, and clears ghosts. Any thread. */
final class AdminApi {
    private final RequestGuard guard;
    private final Runnable resync;

    /** @param resync asks the relay, and returns at once */
    AdminApi(RequestGuard guard, Runnable resync) {
        this.guard = guard;
        this.resync = resync;
    }

    void addRoutes(RoutesConfig routes) {
        routes.post("/admin/resync", this::resync);
    }

    private void resync(Context context) {
        guard.checkAdministrator(context);
        resync.run();
        context.status(HttpStatus.ACCEPTED).contentType("application/json").result("{\"status\":\"accepted\"}");
    }
}
