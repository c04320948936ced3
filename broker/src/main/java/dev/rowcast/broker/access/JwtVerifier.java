package dev.rowcast.broker.access;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.Serial;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON Web Tokens (RFC 7519) that are given as MQTT passwords. A token has to have {@code sub}, the user's name, and
 * {@code exp}; {@code nbf}, {@code iss} and {@code aud} are checked as they are there or asked for. Clocks may differ by
 * {@link #LEEWAY}. Its claim {@code acl}, such as
 *
 * <pre>{"read": ["orders/state/42"], "write": []}</pre>
 *
 * narrows what the user may do: of what the ACL file grants, what these topic filters select is left; a list that is missing is
 * empty. Without the claim the user has its usual rights. Immutable, any thread.
 */
final class JwtVerifier {
    /** How far the clock of who makes the tokens may be off. */
    static final Duration LEEWAY = Duration.ofSeconds(30);

    private static final int LENGTH_MAX = 16_384;
    private static final int FILTERS_MAX = 200;
    private static final Pattern COMPACT = Pattern.compile("eyJ[\\w-]*\\.[\\w-]*\\.[\\w-]*");

    private final JwtSettings settings;
    private final JwtKeys keys;
    private final Clock clock;

    JwtVerifier(JwtSettings settings, JwtKeys keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A token that has been found good.
     *
     * @param user its {@code sub}
     * @param narrowing its {@code acl}; null where it has none
     * @param expiresAt its {@code exp} and the leeway
     */
    record Token(String user, @Nullable Narrowing narrowing, Instant expiresAt) {}

    /** What is left of a user's rights. */
    record Narrowing(List<TopicFilter> read, List<TopicFilter> write) {}

    /** The token is not accepted; the message says why, for the log, without the token. */
    static final class RefusedException extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        private RefusedException(String message) {
            super(message);
        }
    }

    /** Whether the text has the form of a token, so that it is meant to be one. */
    static boolean isTokenLike(String text) {
        return text.length() <= LENGTH_MAX && COMPACT.matcher(text).matches();
    }

    /** @throws RefusedException if it is not good, for whatever reason */
    Token verify(String text) throws RefusedException {
        require(isTokenLike(text), "it is no token, or one of more than " + LENGTH_MAX + " characters");
        try {
            SignedJWT token = SignedJWT.parse(text);
            require(
                    keys.verify(token.getHeader(), token.getSigningInput(), token.getSignature()),
                    "no key fits its signature and algorithm");
            JWTClaimsSet claims = token.getJWTClaimsSet();
            require(claims != null, "it has no claims");
            return new Token(user(claims), narrowing(claims), checkTimes(claims));
        } catch (ParseException | IllegalArgumentException e) {
            throw new RefusedException("it can not be read");
        }
    }

    private String user(JWTClaimsSet claims) throws RefusedException {
        String user = claims.getSubject();
        require(user != null && PasswordFile.isUserName(user), "its sub is missing, or no user name");
        require(
                settings.issuer() == null || settings.issuer().equals(claims.getIssuer()),
                "its iss is not '" + settings.issuer() + "'");
        require(
                settings.audience() == null || claims.getAudience().contains(settings.audience()),
                "its aud is not '" + settings.audience() + "'");
        return user;
    }

    /** The moment from which it is not accepted any more. */
    private Instant checkTimes(JWTClaimsSet claims) throws RefusedException {
        Instant now = clock.instant();
        Date expiration = claims.getExpirationTime();
        require(expiration != null, "it has no exp");
        Instant expiresAt = expiration.toInstant().plus(LEEWAY);
        require(now.isBefore(expiresAt), "it has expired");
        Date notBefore = claims.getNotBeforeTime();
        require(notBefore == null || !now.isBefore(notBefore.toInstant().minus(LEEWAY)), "it is not valid yet (nbf)");
        return expiresAt;
    }

    private static @Nullable Narrowing narrowing(JWTClaimsSet claims) throws RefusedException {
        if (!claims.getClaims().containsKey("acl")) {
            return null;
        }
        String shape = "its acl is not of the form {\"read\":[filters],\"write\":[filters]}";
        require(claims.getClaim("acl") instanceof Map<?, ?>, shape);
        Map<?, ?> acl = (Map<?, ?>) claims.getClaim("acl");
        require(Set.of("read", "write").containsAll(acl.keySet()), shape);
        try {
            return new Narrowing(filters(acl.get("read")), filters(acl.get("write")));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(shape);
        }
    }

    private static List<TopicFilter> filters(@Nullable Object claim) {
        if (claim == null) {
            return List.of();
        }
        if (!(claim instanceof List<?> texts) || texts.size() > FILTERS_MAX) {
            throw new IllegalArgumentException("no list, or too long a one");
        }
        return texts.stream()
                .map(text -> TopicFilter.exactly(text instanceof String string ? string : ""))
                .toList();
    }

    private static void require(boolean good, String reason) throws RefusedException {
        if (!good) {
            throw new RefusedException(reason);
        }
    }
}
