package dev.rowcast.examples.assistant.ask;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides who may ask at all. Pages of other sites may not, whatever name they reach us by. Any thread. */
final class RequestGuard {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int TOO_MANY = 429;

    private final @Nullable String token;
    private final RateLimit limit;

    RequestGuard(@Nullable String token, RateLimit limit) {
        this.token = token;
        this.limit = limit;
    }

    void check(HttpExchange exchange) throws AskException {
        if (!exchange.getRequestURI().getPath().equals("/ask")) {
            throw new AskException(404, "there is only /ask and /health");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            throw new AskException(405, "POST a question: {\"question\": \"…\"}");
        }
        Headers headers = exchange.getRequestHeaders();
        if (headers.containsKey("Origin")) {
            throw new AskException(403, "questions are not taken from web pages");
        }
        checkToken(headers);
        String type = String.valueOf(headers.getFirst("Content-Type")).toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals("application/json")) {
            throw new AskException(415, "the content type has to be application/json");
        }
        String client = exchange.getRemoteAddress().getAddress().getHostAddress();
        if (!limit.permits(client, System.nanoTime())) {
            throw new AskException(TOO_MANY, "too many questions: ask again in a minute");
        }
    }

    private void checkToken(Headers headers) throws AskException {
        if (token == null) {
            String host = String.valueOf(headers.getFirst("Host")).replaceFirst(":[0-9]*$", "");
            if (!LOOPBACK.contains(host.toLowerCase(Locale.ROOT))) {
                throw new AskException(403, "under this name there is nothing to ask");
            }
            return;
        }
        String given = String.valueOf(headers.getFirst("Authorization"));
        if (!MessageDigest.isEqual(given.getBytes(UTF_8), ("Bearer " + token).getBytes(UTF_8))) {
            throw new AskException(401, "give Authorization: Bearer and the token");
        }
    }
}
