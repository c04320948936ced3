package dev.rowcast.http;

import dev.rowcast.http.Problem.Violation;
import dev.rowcast.message.Version;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/** {@code /events}: events as they happen, as Server-Sent Events (HTML standard, 9.2). Any thread. */
final class EventsApi {
    private static final String PATH = "/events";
    private static final String HEADER = "Last-Event-ID";

    private final EventRing ring;
    private final EventStreams streams;

    EventsApi(EventRing ring, EventStreams streams) {
        this.ring = ring;
        this.streams = streams;
    }

    void addRoutes(RoutesConfig routes) {
        routes.get(PATH, this::stream);
        routes.head(PATH, this::head);
    }

    private void head(Context context) {
        EventFilter.of(context.queryParamMap());
        after(context);
        addHeaders(context);
    }

    private void stream(Context context) throws IOException {
        EventCursor cursor = new EventCursor(ring, EventFilter.of(context.queryParamMap()), after(context));
        if (!streams.takePlace()) {
            throw new ProblemException(new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too-many-clients",
                    "Too many clients",
                    "all " + ring.limits().clients()
                            + " places for clients of /events are taken; try again later, or subscribe over MQTT"));
        }
        boolean added = false;
        try {
            add(context, cursor);
            added = true;
        } finally {
            if (!added) {
                streams.freePlace();
            }
        }
    }

    private void add(Context context, EventCursor cursor) throws IOException {
        addHeaders(context);
        HttpServletResponse response = context.res();
        response.setBufferSize(EventBuffer.BYTES);
        AsyncContext async = context.req().startAsync();
        async.setTimeout(0);
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(context.req());
        EventStream stream = new EventStream(
                cursor,
                new EventStream.Connection(response.getOutputStream(), () -> request.getConnectionMetaData()
                        .getConnection()
                        .getEndPoint()
                        .close()),
                ring.limits().keepAlive(),
                streams::wakeWriter);
        context.future(stream::ended);
        response.getOutputStream().setWriteListener(stream);
        streams.add(stream);
    }

    /** Proxies are asked not to collect what is sent (nginx: X-Accel-Buffering). */
    private static void addHeaders(Context context) {
        context.contentType("text/event-stream").header("X-Accel-Buffering", "no");
    }

    /** The header first: browsers that come back send it beside the query that they began with. */
    private static @Nullable String after(Context context) {
        String header = context.header(HEADER);
        String after = header == null || header.isEmpty() ? context.queryParam(EventFilter.LAST_EVENT_ID) : header;
        if (after == null || after.isEmpty()) {
            return null;
        }
        if (!Version.isVersion(after)) {
            String name = after.equals(header) ? HEADER : EventFilter.LAST_EVENT_ID;
            throw new ProblemException(Problem.invalid(
                    HttpStatus.BAD_REQUEST,
                    List.of(new Violation(name, "must be the id of a message of this stream; leave it out for none"))));
        }
        return after;
    }
}
