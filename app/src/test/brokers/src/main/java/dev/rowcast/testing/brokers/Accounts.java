package dev.rowcast.testing.brokers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who may do what: the one user everything, anonymous clients read, and nobody comes in with another name or password. */
final class Accounts {
    static final String USERNAME = "rowcast";

    private static final byte[] PASSWORD = "s3cret".getBytes(UTF_8);

    private Accounts() {}

    static boolean admits(@Nullable String username, byte @Nullable [] password) {
        return username == null || (username.equals(USERNAME) && Arrays.equals(password, PASSWORD));
    }

    static boolean mayWrite(@Nullable String username) {
        return username != null;
    }
}
