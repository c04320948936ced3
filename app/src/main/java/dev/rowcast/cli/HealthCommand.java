package dev.rowcast.cli;

import dev.rowcast.ExitCode;
import dev.rowcast.config.WebSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a running instance on this machine whether changes flow; says so in one line. Takes a few seconds at most. */
final class HealthCommand implements Command {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final int LINE_LENGTH_MAX = 200;

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        WebSettings web = invocation.settings().web();
        if (web.port() == 0) {
            ErrorLines.print(invocation.err(), "the port of the running instance is not known: ROWCAST_HTTP_PORT is 0");
            return ExitCode.UNEXPECTED;
        }
        URI uri = URI.create("http://" + host(web.bind()) + ":" + web.port() + "/readyz");
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER_LIMIT).build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                invocation.out().println("ready");
                return ExitCode.OK;
            }
            ErrorLines.print(invocation.err(), "not ready: " + firstLine(response));
        } catch (IOException e) {
            ErrorLines.print(
                    invocation.err(),
                    "not ready: no answer from " + uri + " (" + e.getClass().getSimpleName() + ")");
        }
        return ExitCode.UNEXPECTED;
    }

    /** An instance that listens on all addresses listens on loopback. */
    private static String host(String bind) {
        return switch (bind) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "[::1]";
            default -> bind.contains(":") ? "[" + bind + "]" : bind;
        };
    }

    private static String firstLine(HttpResponse<String> response) {
        String line = response.body().lines().findFirst().orElse("").strip();
        String shortened = line.length() <= LINE_LENGTH_MAX ? line : line.substring(0, LINE_LENGTH_MAX) + "…";
        return "HTTP " + response.statusCode() + " " + shortened;
    }
}
