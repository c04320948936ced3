package dev.rowcast.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses what holds no secret, and nothing that the one who asks has chosen: beside a secret, the length would betray it
 * (BREACH). Any thread.
 */
final class Gzip {
    private static final String ACCEPTED = "(?i)(.*[,\\s])?gzip(\\s*;\\s*q=(1|0\\.[0-9]*[1-9]).*)?([,\\s].*)?";

    private Gzip() {}

    /** Whether the client takes it, by its header {@code Accept-Encoding}. */
    static boolean isAccepted(Context context) {
        String accepted = context.header("Accept-Encoding");
        return accepted != null && accepted.matches(ACCEPTED);
    }

    /** Writes all there is; whether it closes the stream does not matter. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream stream) throws IOException;
    }

    /** What is written, compressed; it is never held whole. */
    static byte[] compressed(Writing writing) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            writing.to(gzip);
        }
        return compressed.toByteArray();
    }
}
