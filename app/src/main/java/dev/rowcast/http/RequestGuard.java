package dev.rowcast.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites and strangers out. A server on loopback answers only under loopback names, so that no site can point a
 * DNS name of its own at it and read (DNS rebinding); changes are answered only under names that are known, only to pages of
 * this very origin and to what is no page, and only with the token where there is one, as there has to be beyond loopback.
 * Any thread.
 */
final class RequestGuard {
    static final int MAX_BODY_BYTES = 16 * 1024;

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final HttpSettings settings;
    private final boolean loopback;

    RequestGuard(HttpSettings settings, boolean loopback) {
        this.settings = settings;
        this.loopback = loopback;
    }

    /** Runs before every request. */
    void check(Context context) {
        String host = hostName(context.header("Host"));
        ResponseHeaders.put(context::header, settings.page().broker(), host);
        if (loopback && !isLoopback(host) && !isNamed(host)) {
            throw misdirected("this server listens on loopback and answers only there, not as '" + host + "'");
        }
    }

    /** Runs before every write. */
    void checkWrite(Context context) {
        if (!settings.writeApi()) {
            throw new ProblemException(new Problem(
                    HttpStatus.FORBIDDEN,
                    "writes-are-off",
                    "Writes are off",
                    "orders are read-only here; start Rowcast with --write-api to allow writes"));
        }
        checkCaller(context);
    }

    /** Runs before every administrative request. */
    void checkAdministrator(Context context) {
        checkCaller(context);
    }

    private void checkCaller(Context context) {
        String host = hostName(context.header("Host"));
        // An address can not be rebound, a name can: to any address, this one included.
        if (!isLoopback(host) && !isAddress(host) && !isNamed(host)) {
            throw misdirected("changes are not answered under the name '" + host + "'");
        }
        checkOrigin(context);
        checkToken(context);
    }

    /**
     * Lets pages of this origin pass, and what is no page. With a change browsers send at least one of the headers, Origin in
     * all of their releases since 2019; an older one that sends neither is not believed.
     */
    private static void checkOrigin(Context context) {
        String origin = context.header("Origin");
        String site = context.header("Sec-Fetch-Site");
        String agent = context.header("User-Agent");
        if (origin == null && site == null && agent != null && agent.startsWith("Mozilla/")) {
            throw otherOrigin("a browser has to say whose page asks, with the header Origin");
        }
        boolean sameOrigin = origin == null || isSameOrigin(origin, context.header("Host"));
        boolean sameSite = site == null || site.equals("same-origin") || site.equals("none");
        if (!sameOrigin || !sameSite) {
            throw otherOrigin("pages of other sites can not write here");
        }
    }

    private static ProblemException otherOrigin(String detail) {
        return new ProblemException(new Problem(HttpStatus.FORBIDDEN, "other-origin", "Other origin", detail));
    }

    private void checkToken(Context context) {
        AccessToken token = settings.token();
        if (token == null && !loopback) {
            throw new ProblemException(new Problem(
                    HttpStatus.FORBIDDEN,
                    "no-token",
                    "No token",
                    "on another address than loopback changes need a token, and none is set: set ROWCAST_HTTP_TOKEN, or"
                            + " listen on loopback (ROWCAST_BIND=127.0.0.1)"));
        }
        if (token != null && !token.isShownBy(context.header("Authorization"))) {
            context.header("WWW-Authenticate", "Bearer");
            String found =
                    context.header("Authorization") == null ? "this request has no token" : "this is another one";
            throw new ProblemException(new Problem(
                    HttpStatus.UNAUTHORIZED,
                    "token-needed",
                    "Token needed",
                    "changes need the header Authorization: Bearer with the token in ROWCAST_HTTP_TOKEN; " + found));
        }
    }

    /** The body of a write: JSON by its content type, which no form of another site can send, and bounded in size. */
    byte[] json(Context context) {
        String contentType = context.contentType();
        String mediaType = contentType == null ? "" : contentType.split(";", 2)[0].trim();
        if (!mediaType.equalsIgnoreCase("application/json")) {
            throw new ProblemException(
                    Problem.plain(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the content type must be application/json"));
        }
        try (InputStream stream = context.bodyInputStream()) {
            byte[] body = stream.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw new ProblemException(Problem.plain(
                        HttpStatus.CONTENT_TOO_LARGE, "the body must have at most " + MAX_BODY_BYTES + " bytes"));
            }
            return body;
        } catch (IOException e) {
            throw new ProblemException(Problem.plain(HttpStatus.BAD_REQUEST, "the body did not arrive whole"));
        }
    }

    private boolean isNamed(String host) {
        return host.equals(settings.bind().toLowerCase(Locale.ROOT))
                || settings.hostNames().stream().anyMatch(host::equalsIgnoreCase);
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK_NAMES.contains(host) || (IPV4.matcher(host).matches() && host.startsWith("127."));
    }

    private static boolean isAddress(String host) {
        return IPV4.matcher(host).matches() || host.startsWith("[");
    }

    /** The host without its port, in lower case, an IPv6 address in brackets; empty if there is none. */
    private static String hostName(@Nullable String host) {
        if (host == null) {
            return "";
        }
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isSameOrigin(String origin, @Nullable String host) {
        try {
            URI uri = new URI(origin);
            int defaultPort = "https".equals(uri.getScheme()) ? 443 : 80;
            URI own = new URI("http://" + host);
            return uri.getHost() != null
                    && uri.getHost().equalsIgnoreCase(own.getHost())
                    && port(uri, defaultPort) == port(own, defaultPort);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int port(URI uri, int defaultPort) {
        return uri.getPort() < 0 ? defaultPort : uri.getPort();
    }

    private static ProblemException misdirected(String detail) {
        return new ProblemException(Problem.plain(HttpStatus.MISDIRECTED_REQUEST, detail));
    }
}
