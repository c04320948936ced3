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
 * Keeps other sites out. A server on loopback answers only under loopback names, so that no site can point a DNS name of
 * its own at it and read (DNS rebinding); writes are answered only under names that are known, and only to pages of this
 * very origin. Everything is sent with headers that forbid the page what it does not need. Any thread.
 */
final class RequestGuard {
    static final int MAX_BODY_BYTES = 16 * 1024;

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");

    private final HttpSettings settings;
    private final boolean loopback;

    RequestGuard(HttpSettings settings, boolean loopback) {
        this.settings = settings;
        this.loopback = loopback;
    }

    /** Runs before every request. */
    void check(Context context) {
        String host = hostName(context.header("Host"));
        context.header("Content-Security-Policy", contentSecurityPolicy(host))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-store");
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

    /** Runs before every administrative request: they come from this machine, for there is no login yet. */
    void checkAdministrator(Context context) {
        if (!loopback) {
            throw new ProblemException(new Problem(
                    HttpStatus.FORBIDDEN,
                    "administration-is-off",
                    "Administration is off",
                    "administration is answered only where Rowcast listens on loopback (ROWCAST_BIND=127.0.0.1)"));
        }
        checkCaller(context);
    }

    private void checkCaller(Context context) {
        String host = hostName(context.header("Host"));
        // An address can not be rebound, a name can: to any address, this one included.
        if (!isLoopback(host) && !isAddress(host) && !isNamed(host)) {
            throw misdirected("writes are not answered under the name '" + host + "'");
        }
        String origin = context.header("Origin");
        String site = context.header("Sec-Fetch-Site");
        boolean sameOrigin = origin == null
                ? site == null || site.equals("same-origin") || site.equals("none")
                : isSameOrigin(origin, context.header("Host"));
        if (!sameOrigin) {
            throw new ProblemException(new Problem(
                    HttpStatus.FORBIDDEN, "other-origin", "Other origin", "pages of other sites can not write here"));
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

    private String contentSecurityPolicy(String host) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' "
                + brokerSources(host)
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private String brokerSources(String host) {
        PageSettings.Broker broker = settings.page().broker();
        URI url = broker.webSocketUrl();
        if (url != null) {
            return url.getScheme() + "://" + url.getRawAuthority().replaceFirst("^.*@", "");
        }
        // A policy can not name an IPv6 address (CSP Level 3, 2.3.1).
        String name = NAME.matcher(host).matches() ? host : "*";
        return "ws://" + name + ":" + broker.webSocketPort() + " wss://" + name + ":" + broker.webSocketPort();
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
