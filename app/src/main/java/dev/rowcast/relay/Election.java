package dev.rowcast.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides which of several Rowcasts of one name publishes. Called on the relay's thread alone. */
public interface Election extends AutoCloseable {
    /** For one that nobody contends with. */
    Election UNCONTESTED = new Election() {
        @Override
        public Term stand(Duration patience) {
            return Term.ENDLESS;
        }

        @Override
        public void close() {}
    };

    /**
     * Stands for leader.
     *
     * @param patience how long to wait for another leader's end
     * @return the time that we lead from now on; null if another leads
     * @throws SourceUnavailableException if the database, which decides, can not be reached
     */
    @Nullable
    Term stand(Duration patience) throws SourceUnavailableException, MisconfiguredException, InterruptedException;

    /** Stands no more. Never throws. */
    @Override
    void close();
}
