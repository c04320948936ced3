package dev.rowcast.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect to the embedded broker, and who may do what there.
 *
 * @param passwordFile users in Mosquitto's format; null for none
 * @param aclFile their rights in Mosquitto's format; null lets everybody read everything
 * @param allowAnonymous whether clients without a user name may connect where there are users or tokens
 * @param tokens JSON Web Tokens that are accepted as passwords; null for none
 */
public record AccessSettings(
        @Nullable Path passwordFile, @Nullable Path aclFile, boolean allowAnonymous, @Nullable Tokens tokens) {
    /** Everybody may connect and read. */
    public static final AccessSettings OPEN = new AccessSettings(null, null, false, null);

    /** Whether nobody can say who they are. */
    public boolean withoutUsers() {
        return passwordFile == null && tokens == null;
    }

    /** Whether clients without a user name are admitted. */
    public boolean admitsAnonymous() {
        return allowAnonymous || withoutUsers();
    }

    /**
     * Which tokens are accepted; one of secret and file, and not both.
     *
     * @param secret for HS256, at least 32 bytes; null where there are public keys
     * @param keysFile public keys for RS256 and ES256; null where there is a secret
     * @param issuer what {@code iss} has to be; null for anything
     * @param audience what {@code aud} has to contain; null for anything
     */
    public record Tokens(
            @Nullable Secret secret, @Nullable Path keysFile, @Nullable String issuer, @Nullable String audience) {
        public Tokens {
            if ((secret == null) == (keysFile == null)) {
                throw new IllegalArgumentException("a secret or public keys, and not both");
            }
        }
    }
}
