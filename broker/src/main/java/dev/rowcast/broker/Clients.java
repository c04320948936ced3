package dev.rowcast.broker;

import dev.rowcast.broker.access.Authenticator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the guards of all clients of one broker share, and which connection holds which client id. Any thread. */
final class Clients {
    private final Parts parts;

    private final Map<String, Claim> claims = new HashMap<>();

    Clients(Parts parts) {
        this.parts = parts;
    }

    Authenticator authenticator() {
        return parts.authenticator();
    }

    Intake intake() {
        return parts.intake();
    }

    Counters counters() {
        return parts.counters();
    }

    boolean wantsCertificates() {
        Tls tls = parts.tls();
        return tls != null && tls.wantsClientCertificates();
    }

    /** The largest packet that is accepted, from the publisher or from somebody else. */
    int maxMessageBytes(boolean publisher) {
        ClientLimits limits = parts.settings().clients();
        return publisher ? limits.maxMessageBytes() : limits.maxForeignMessageBytes();
    }

    /**
     * Makes a connection the holder of a client id; the former holder is told to close.
     *
     * @return null if the id belongs to the publisher and the claimant is not the publisher
     */
    synchronized @Nullable Claim claim(String clientId, boolean publisher, Runnable close) {
        Claim former = claims.get(clientId);
        if (former != null && former.publisher && !publisher) {
            return null;
        }
        Claim claim =
                new Claim(publisher, close, former == null ? CompletableFuture.completedFuture(null) : former.gone);
        claims.put(clientId, claim);
        if (former != null) {
            former.close.run();
        }
        return claim;
    }

    /** To be called when Moquette has been told that the holder's connection is lost. */
    void release(String clientId, Claim claim) {
        synchronized (this) {
            claims.remove(clientId, claim);
        }
        claim.inactive.complete(null);
    }

    /** One connection's hold on a client id. */
    static final class Claim {
        private final boolean publisher;
        private final Runnable close;
        private final CompletableFuture<Void> inactive = new CompletableFuture<>();
        private final CompletableFuture<Void> formerGone;
        private final CompletableFuture<Void> gone;

        private Claim(boolean publisher, Runnable close, CompletableFuture<Void> formerGone) {
            this.publisher = publisher;
            this.close = close;
            this.formerGone = formerGone;
            this.gone = CompletableFuture.allOf(formerGone, inactive);
        }

        /** Completes when no former holder of the id can still send anything to Moquette. */
        CompletableFuture<Void> formerGone() {
            return formerGone;
        }
    }
}
