package dev.rowcast.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What callers show who want to change something: a bearer token, RFC 6750. Its text is never printed. Any thread.
 *
 * @param value at least {@value #MIN_LENGTH} characters
 */
public record AccessToken(String value) {
    /** Fewer could be guessed. */
    public static final int MIN_LENGTH = 16;

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S+) *");

    public AccessToken {
        if (value.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("the token has fewer than " + MIN_LENGTH + " characters");
        }
    }

    /** Whether a header {@code Authorization} shows this token; takes as long for a wrong one whatever is wrong with it. */
    boolean isShownBy(@Nullable String authorization) {
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
        return bearer.matches() && MessageDigest.isEqual(bearer.group(1).getBytes(UTF_8), value.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "***";
    }
}
