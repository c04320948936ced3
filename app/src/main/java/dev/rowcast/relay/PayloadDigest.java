package dev.rowcast.relay;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Half of a payload's SHA-256: enough to tell payloads apart without keeping them. */
record PayloadDigest(long first, long second) {

    static PayloadDigest of(byte[] payload) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(payload));
            return new PayloadDigest(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
