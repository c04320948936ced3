package dev.rowcast.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which JSON Web Tokens are accepted.
 *
 * @param key what their signature is checked with; it alone decides on the algorithm
 * @param issuer what their {@code iss} has to be; null for anything
 * @param audience what their {@code aud} has to be or to contain; null for anything
 */
public record JwtSettings(Key key, @Nullable String issuer, @Nullable String audience) {
    /** A secret of fewer bytes could be guessed: RFC 7518, section 3.2. */
    public static final int SECRET_BYTES_MIN = 32;

    public JwtSettings {
        requireNonNull(key, "key is null");
    }

    /** What a signature is checked with. */
    public sealed interface Key permits Secret, KeysFile {}

    /**
     * A secret shared with who makes the tokens: HS256 and nothing else. Never printed.
     *
     * @param value at least {@link #SECRET_BYTES_MIN} bytes in UTF-8
     */
    public record Secret(String value) implements Key {
        public Secret {
            if (value.getBytes(UTF_8).length < SECRET_BYTES_MIN) {
                throw new IllegalArgumentException("a secret of fewer than " + SECRET_BYTES_MIN + " bytes");
            }
        }

        @Override
        public String toString() {
            return "Secret[***]";
        }
    }

    /**
     * A file of public keys: RS256 with an RSA key of 2,048 bits or more, ES256 with one on the curve P-256, nothing else.
     *
     * @param file PEM ({@code PUBLIC KEY} or {@code CERTIFICATE}, one or more) or a JSON Web Key Set; read again when it
     *     changes
     */
    public record KeysFile(Path file) implements Key {
        public KeysFile {
            requireNonNull(file, "file is null");
        }

        /**
         * Reads the file, to see whether it can be used as it is now.
         *
         * @throws AccessFileException if not
         */
        public void check() throws AccessFileException {
            JwtKeys.read(file);
        }
    }
}
