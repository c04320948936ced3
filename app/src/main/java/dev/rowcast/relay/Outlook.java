package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * How a start would go on from what is saved, as the relay itself decides; nothing begins.
 *
 * @param saved the position; empty at a first start
 * @param lost why it can not be gone on from, so that events are lost; empty if it can
 * @param anew why the state of all rows would be published anew all the same; empty if it would not, or only as far as it had
 *     not been when the last one ended
 */
public record Outlook(Optional<Position> saved, Optional<String> lost, Optional<String> anew) {
    public Outlook {
        requireNonNull(saved, "saved is null");
        requireNonNull(lost, "lost is null");
        requireNonNull(anew, "anew is null");
    }

    /**
     * Asks the server whether it still has what follows the position. On the caller's thread; takes seconds at most.
     *
     * @param brokerBytes the largest packet that the broker says it takes
     * @param source nobody else may use it at the same time
     * @throws MisconfiguredException if the server may not be asked
     */
    public static Outlook of(RelaySettings settings, int brokerBytes, ChangeSource source, Optional<Checkpoint> saved)
            throws SourceUnavailableException, MisconfiguredException {
        PacketRules packets = settings.packets();
        String fingerprint =
                PacketLimit.fingerprint(settings.fingerprint(), packets.maxBytes(brokerBytes), packets.oversized());
        String server = saved.map(Checkpoint::server).orElse("");
        ResumePoint point = ResumePoint.find(fingerprint, source, Instant.now(), server, saved);
        Optional<String> reason = Optional.ofNullable(point.refreshReason());
        return new Outlook(
                saved.map(Checkpoint::position),
                point.lost() == null ? Optional.empty() : reason,
                point.lost() == null && point.everything() ? reason : Optional.empty());
    }
}
