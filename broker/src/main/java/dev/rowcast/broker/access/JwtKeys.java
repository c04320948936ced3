package dev.rowcast.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What signatures are checked with. Each key goes with one algorithm, which the key decides on and never the token, so that a
 * public key can not be passed off as a secret. Immutable, any thread.
 */
final class JwtKeys {
    private static final int KEYS_MAX = 100;
    private static final int RSA_BITS_MIN = 2_048;

    private final List<VerificationKey> keys;

    private JwtKeys(List<VerificationKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A key with its only algorithm; the id is null where the file gives none. */
    private record VerificationKey(@Nullable String id, JWSAlgorithm algorithm, JWSVerifier verifier) {
        boolean fits(JWSHeader header) {
            return algorithm.equals(header.getAlgorithm())
                    && (id == null || header.getKeyID() == null || id.equals(header.getKeyID()));
        }
    }

    static JwtKeys ofSecret(JwtSettings.Secret secret) {
        try {
            return new JwtKeys(List.of(new VerificationKey(
                    null, JWSAlgorithm.HS256, new MACVerifier(secret.value().getBytes(UTF_8)))));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the secret can not be used", e);
        }
    }

    /**
     * Reads a file of public keys.
     *
     * @throws AccessFileException if it can not be read, or holds no key or an unfit one
     */
    static JwtKeys read(Path file) throws AccessFileException {
        List<PublicKeys.Named> named = PublicKeys.read(file);
        if (named.isEmpty() || named.size() > KEYS_MAX) {
            throw new AccessFileException(
                    file,
                    "it holds " + named.size() + " public keys",
                    "keep 1 to " + KEYS_MAX + ", in PEM (PUBLIC KEY or CERTIFICATE) or as a JSON Web Key Set");
        }
        try {
            return new JwtKeys(named.stream()
                    .map(key -> verificationKey(key.id(), key.key()))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new AccessFileException(
                    file,
                    "it holds " + e.getMessage(),
                    "use RSA keys of " + RSA_BITS_MIN + " bits or more (RS256), or EC keys on the curve P-256 (ES256)");
        }
    }

    private static VerificationKey verificationKey(@Nullable String id, PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            if (rsa.getModulus().bitLength() < RSA_BITS_MIN) {
                throw new IllegalArgumentException(
                        "an RSA key of " + rsa.getModulus().bitLength() + " bits");
            }
            return new VerificationKey(id, JWSAlgorithm.RS256, new RSASSAVerifier(rsa));
        }
        if (key instanceof ECPublicKey elliptic) {
            try {
                ECDSAVerifier verifier = new ECDSAVerifier(elliptic);
                if (verifier.supportedECDSAAlgorithm().equals(JWSAlgorithm.ES256)) {
                    return new VerificationKey(id, JWSAlgorithm.ES256, verifier);
                }
            } catch (JOSEException e) {
                throw new IllegalArgumentException("an EC key on an unknown curve", e);
            }
            throw new IllegalArgumentException("an EC key on another curve than P-256");
        }
        throw new IllegalArgumentException("a key of the kind " + key.getAlgorithm());
    }

    /** Whether one of the keys has made the signature, by its own algorithm and under the id that the header names. */
    boolean verify(JWSHeader header, byte[] signed, Base64URL signature) {
        return keys.stream().filter(key -> key.fits(header)).anyMatch(key -> {
            try {
                return key.verifier().verify(header, signed, signature);
            } catch (JOSEException e) {
                return false;
            }
        });
    }
}
