package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells subscribers what the relay is doing: {@code online} or {@code offline} on one retained topic, everything else as
 * JSON on another. Says nothing twice. Relay's thread; one per broker connection, for what a broker has been told goes with
 * it.
 */
final class StatusAnnouncer {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final String version;
    private @Nullable RelayStatus told;
    private long toldNanos;
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime} */
    StatusAnnouncer(String version, LongSupplier nanoTime) {
        this.version = version;
        this.nanoTime = nanoTime;
    }

    /** What has to be said now: a change of phase and a gap at once, progress only now and then. */
    List<Message> news(RelayStatus status) {
        RelayStatus before = told;
        boolean turned = before == null
                || before.phase() != status.phase()
                || before.ready() != status.ready()
                || !Objects.equals(before.reason(), status.reason())
                || !before.gaps().equals(status.gaps());
        if (!turned && (!isDue() || status.equals(before))) {
            return List.of();
        }
        told = status;
        toldNanos = nanoTime.getAsLong();
        Message info = new Message(RelayTopics.INFO, InfoPayload.of(status, version), true, null, null);
        if (before != null && before.ready() == status.ready()) {
            return List.of(info);
        }
        byte[] word = (status.ready() ? "online" : "offline").getBytes(UTF_8);
        return List.of(info, new Message(RelayTopics.STATUS, word, true, null, null));
    }

    /** Whether it is time for progress. */
    boolean isDue() {
        return nanoTime.getAsLong() - toldNanos >= INTERVAL.toNanos();
    }
}
