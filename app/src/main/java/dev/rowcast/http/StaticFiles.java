package dev.rowcast.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The page's files, from the class path. Each is read once and kept, plain and compressed; browsers keep it too and ask
 * each time whether it is still the same, so that a new version is seen at once. Any thread.
 */
final class StaticFiles {
    private static final String ROOT = "/web/";
    private static final Pattern PATH = Pattern.compile("([a-zA-Z0-9][a-zA-Z0-9_.-]*/)*[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/schema+json",
            "yaml", "application/yaml",
            "md", "text/plain;charset=utf-8");

    /** Bounded by the number of files there are: what does not exist is not kept. */
    private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record StaticFile(String type, String tag, byte[] plain, byte[] compressed) {}

    void addRoutes(RoutesConfig routes) {
        routes.get("/", context -> serve(context, "index.html"));
        routes.head("/", context -> serve(context, "index.html"));
        routes.get("/<path>", context -> serve(context, context.pathParam("path")));
        routes.head("/<path>", context -> serve(context, context.pathParam("path")));
    }

    private void serve(Context context, String path) throws IOException {
        StaticFile file = find(path)
                .orElseThrow(() -> new ProblemException(
                        Problem.plain(HttpStatus.NOT_FOUND, "there is nothing at " + context.path())));
        boolean compress = Gzip.isAccepted(context);
        String tag = "\"" + file.tag() + (compress ? "-gzip" : "") + "\"";
        context.header("Cache-Control", "no-cache").header("ETag", tag).header("Vary", "Accept-Encoding");
        String known = context.header("If-None-Match");
        if (known != null && known.contains(tag)) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        if (compress) {
            context.header("Content-Encoding", "gzip");
        }
        context.contentType(file.type()).result(compress ? file.compressed() : file.plain());
    }

    private Optional<StaticFile> find(String path) throws IOException {
        StaticFile kept = files.get(path);
        if (kept != null) {
            return Optional.of(kept);
        }
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        try (InputStream stream = StaticFiles.class.getResourceAsStream(ROOT + path)) {
            if (stream == null) {
                return Optional.empty();
            }
            StaticFile file = file(type, stream.readAllBytes());
            files.put(path, file);
            return Optional.of(file);
        }
    }

    private static StaticFile file(String type, byte[] plain) throws IOException {
        return new StaticFile(type, tag(plain), plain, Gzip.compressed(stream -> stream.write(plain)));
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest)
                    .substring(0, 22);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
