package dev.rowcast.broker.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads public keys from PEM (RFC 7468) and from JSON Web Key Sets (RFC 7517). */
final class PublicKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String PUBLIC_ONLY =
            "put public keys alone into the file; `openssl pkey -in private.pem -pubout` prints the one of a private key";

    private PublicKeys() {}

    /** A public key, and its id where the file gives it one. */
    record Named(@Nullable String id, PublicKey key) {}

    /** @throws AccessFileException if it can not be read, or holds what is no public key */
    static List<Named> read(Path file) throws AccessFileException {
        String text = AccessFiles.read(file);
        return text.stripLeading().startsWith("{") ? ofKeySet(file, text) : ofPem(file, text);
    }

    private static List<Named> ofKeySet(Path file, String text) throws AccessFileException {
        List<Named> keys = new ArrayList<>();
        try {
            for (JWK key : JWKSet.parse(text).getKeys()) {
                if (!(key instanceof AsymmetricJWK asymmetric) || key.isPrivate()) {
                    throw new AccessFileException(file, "it holds a secret or private key", PUBLIC_ONLY);
                }
                if (!KeyUse.ENCRYPTION.equals(key.getKeyUse())) {
                    keys.add(new Named(key.getKeyID(), asymmetric.toPublicKey()));
                }
            }
        } catch (ParseException | JOSEException e) {
            throw new AccessFileException(
                    file, "it begins like a JSON Web Key Set and is none", "write {\"keys\":[…]} as in RFC 7517");
        }
        return keys;
    }

    private static List<Named> ofPem(Path file, String text) throws AccessFileException {
        List<Named> keys = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            String kind = block.group(1);
            if (!kind.equals("PUBLIC KEY") && !kind.equals("CERTIFICATE")) {
                throw new AccessFileException(file, "it holds a " + kind, PUBLIC_ONLY);
            }
            try {
                byte[] encoded = Base64.getMimeDecoder().decode(block.group(2).getBytes(US_ASCII));
                keys.add(new Named(null, kind.equals("CERTIFICATE") ? ofCertificate(encoded) : ofPublicKey(encoded)));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new AccessFileException(file, "it holds a " + kind + " that can not be read", PUBLIC_ONLY);
            }
        }
        return keys;
    }

    private static PublicKey ofCertificate(byte[] encoded) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded))
                .getPublicKey();
    }

    private static PublicKey ofPublicKey(byte[] encoded) throws GeneralSecurityException {
        X509EncodedKeySpec key = new X509EncodedKeySpec(encoded);
        try {
            return KeyFactory.getInstance("RSA").generatePublic(key);
        } catch (InvalidKeySpecException e) {
            return KeyFactory.getInstance("EC").generatePublic(key);
        }
    }
}
