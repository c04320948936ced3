package dev.rowcast.broker.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A password's hash as Mosquitto writes it (its {@code mosquitto_passwd.c}): {@code $7$iterations$salt$hash}, PBKDF2 with
 * HMAC-SHA512, or {@code $6$salt$hash}, one SHA-512 of password and salt; salt and hash in base64. Immutable, any thread.
 */
final class PasswordHash {
    /** What a new hash takes: 50 to 100 ms of a core. */
    static final int ITERATIONS_DEFAULT = 50_000;

    /** Below it the hash protects nothing. */
    static final int NEW_ITERATIONS_MIN = 1_000;

    /** Some seconds of a core; a larger number in a file would be a way to stop the broker. */
    static final int ITERATIONS_MAX = 5_000_000;

    /** Mosquitto 2.0 takes no other length. */
    private static final int SALT_BYTES = 12;

    private static final int SALT_BYTES_MAX = 64;
    private static final int HASH_BYTES = 64;
    private static final int ONCE = 0;
    private static final String HMAC = "HmacSHA512";

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** A new hash with a new random salt; takes its time. */
    static PasswordHash create(byte[] password, int iterations) {
        if (iterations < NEW_ITERATIONS_MIN || iterations > ITERATIONS_MAX) {
            throw new IllegalArgumentException("iterations are out of bounds: " + iterations);
        }
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(iterations, salt, pbkdf2(password, salt, iterations));
    }

    /** A hash that no password has, which takes as long to check as any new one. */
    static PasswordHash ofNobody() {
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        SecureRandom random = new SecureRandom();
        random.nextBytes(salt);
        random.nextBytes(hash);
        return new PasswordHash(ITERATIONS_DEFAULT, salt, hash);
    }

    /**
     * Reads a hash.
     *
     * @throws IllegalArgumentException if it is none of the two kinds; the message tells what is wrong, without the text
     */
    static PasswordHash parse(String text) {
        String[] parts = text.split("\\$", -1);
        if (text.startsWith("$argon2")) {
            throw new IllegalArgumentException("an argon2 hash, which Mosquitto 2.1 makes and Rowcast can not check");
        }
        if (!text.startsWith("$")) {
            throw new IllegalArgumentException("a password that is not hashed");
        }
        if (parts.length == 5 && parts[1].equals("7")) {
            return new PasswordHash(iterations(parts[2]), salt(parts[3]), hash(parts[4]));
        }
        if (parts.length == 4 && parts[1].equals("6")) {
            return new PasswordHash(ONCE, salt(parts[2]), hash(parts[3]));
        }
        throw new IllegalArgumentException("a hash that is neither $7$iterations$salt$hash nor $6$salt$hash");
    }

    private static int iterations(String text) {
        try {
            int iterations = Integer.parseInt(text);
            if (iterations >= 1 && iterations <= ITERATIONS_MAX) {
                return iterations;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("a hash whose iterations are not 1 to " + ITERATIONS_MAX);
    }

    private static byte[] salt(String base64) {
        byte[] salt = decode(base64);
        if (salt.length == 0 || salt.length > SALT_BYTES_MAX) {
            throw new IllegalArgumentException("a hash whose salt is not 1 to " + SALT_BYTES_MAX + " bytes long");
        }
        return salt;
    }

    private static byte[] hash(String base64) {
        byte[] hash = decode(base64);
        if (hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("a hash that is not " + HASH_BYTES + " bytes long");
        }
        return hash;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a hash that is no base64", e);
        }
    }

    /** Takes its time: milliseconds to seconds, whether it is the password or not. */
    boolean isOf(byte[] password) {
        byte[] offered = iterations == ONCE ? sha512(password, salt) : pbkdf2(password, salt, iterations);
        return MessageDigest.isEqual(hash, offered);
    }

    /** As it stands in the file. */
    String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        String end = base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
        return iterations == ONCE ? "$6$" + end : "$7$" + iterations + "$" + end;
    }

    private static byte[] sha512(byte[] password, byte[] salt) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(password);
            return digest.digest(salt);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-512", e);
        }
    }

    /**
     * The first and only block of PBKDF2 (RFC 8018, section 5.2). The JDK's own takes characters, but an MQTT password is
     * bytes.
     */
    private static byte[] pbkdf2(byte[] password, byte[] salt, int iterations) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            // HMAC fills keys up with zeros, and the JDK takes no empty one
            mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, HMAC));
            mac.update(salt);
            byte[] round = mac.doFinal(new byte[] {0, 0, 0, 1});
            byte[] result = round.clone();
            for (int i = 1; i < iterations; i++) {
                mac.update(round);
                mac.doFinal(round, 0);
                for (int k = 0; k < HASH_BYTES; k++) {
                    result[k] ^= round[k];
                }
            }
            return result;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
