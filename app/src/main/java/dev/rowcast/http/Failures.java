package dev.rowcast.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever ends a request early into a problem. What nobody expected is logged, and clients learn no more of it. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Problem UNEXPECTED =
            Problem.plain(HttpStatus.INTERNAL_SERVER_ERROR, "an unexpected error; the server's log has more");

    private Failures() {}

    static void addRoutes(RoutesConfig routes) {
        routes.exception(
                ProblemException.class, (failure, context) -> failure.problem().write(context));
        routes.exception(OrdersUnavailableException.class, (failure, context) -> Problem.databaseUnavailable(
                        String.valueOf(failure.getMessage()))
                .write(context));
        routes.exception(OrderRejectedException.class, (failure, context) -> new Problem(
                        failure.isConflict() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT,
                        "rejected-by-database",
                        "Rejected by the database",
                        String.valueOf(failure.getMessage()))
                .write(context));
        routes.exception(HttpResponseException.class, Failures::routing);
        routes.exception(Exception.class, Failures::unexpected);
    }

    /** What Javalin itself answers: no such route, or not with this method. */
    private static void routing(HttpResponseException failure, Context context) {
        HttpStatus status = HttpStatus.forStatus(failure.getStatus());
        if (status != HttpStatus.METHOD_NOT_ALLOWED) {
            Problem.plain(status, "nothing answers " + context.method() + " " + context.path())
                    .write(context);
            return;
        }
        TreeSet<String> allowed = new TreeSet<>();
        String methods = failure.getDetails().getOrDefault("availableMethods", "");
        for (String method : methods.split("[,\\s]+", -1)) {
            allowed.add(method);
        }
        allowed.remove("");
        context.header("Allow", String.join(", ", allowed));
        Problem.plain(status, "only " + String.join(", ", allowed) + " here").write(context);
    }

    private static void unexpected(Exception failure, Context context) {
        LOG.error("{} {} failed: {}", context.method(), context.path(), failure.toString());
        LOG.debug("{} {} failed", context.method(), context.path(), failure);
        UNEXPECTED.write(context);
    }

    /** For what is no exception, as when the memory is full. */
    static void fatal(HttpServletResponse response, Error failure) {
        LOG.error("a request failed: {}", failure.toString());
        LOG.debug("a request failed", failure);
        response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode());
        response.setContentType(Problem.CONTENT_TYPE);
        try {
            response.getOutputStream().write(UNEXPECTED.json().getBytes(UTF_8));
        } catch (IOException e) {
            LOG.debug("the client is gone", e);
        }
    }

    /** For what Jetty refuses before any route is asked, such as a malformed request line. */
    static boolean refused(Request request, Response response, Callback callback) {
        HttpStatus status = HttpStatus.forStatus(response.getStatus());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        ResponseHeaders.put(response.getHeaders()::put);
        Problem problem = Problem.plain(status, "the request is not valid HTTP, or too large");
        Content.Sink.write(response, true, problem.json(), callback);
        return true;
    }
}
