package dev.rowcast.http;

import java.net.URI;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The headers of every answer: they forbid browsers what the page does not need. Any thread. */
final class ResponseHeaders {
    private static final Map<String, String> FIXED = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");
    private static final String POLICY = "Content-Security-Policy";
    private static final String NOTHING = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");

    private ResponseHeaders() {}

    /** Of answers to requests that were understood. */
    static void put(BiConsumer<String, String> headers, PageSettings.Broker broker, String host) {
        FIXED.forEach(headers);
        headers.accept(
                POLICY,
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' "
                        + sources(broker, host) + "; " + NOTHING);
    }

    /** Of answers that are no page. */
    static void put(BiConsumer<String, String> headers) {
        FIXED.forEach(headers);
        headers.accept(POLICY, "default-src 'none'; " + NOTHING);
    }

    /** Where the broker is, for a page from this host. */
    private static String sources(PageSettings.Broker broker, String host) {
        URI url = broker.webSocketUrl();
        if (url != null) {
            return url.getScheme() + "://" + url.getRawAuthority().replaceFirst("^.*@", "");
        }
        // A policy can not name an IPv6 address (CSP Level 3, 2.3.1).
        String name = NAME.matcher(host).matches() ? host : "*";
        return "ws://" + name + ":" + broker.webSocketPort() + " wss://" + name + ":" + broker.webSocketPort();
    }
}
