package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Events that could not be published, because the binlog that held them is gone.
 *
 * @param from where the last published event stood
 * @param to from where on events are complete again
 * @param transactions how many transactions lie between the two, on whatever tables; null where the server's positions do not
 *     tell
 */
public record Gap(Instant at, String reason, Position from, Position to, @Nullable Long transactions) {
    public Gap {
        requireNonNull(at, "at is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(from, "from is null");
        requireNonNull(to, "to is null");
    }

    /** Between two positions of which the second is not reached from the first. */
    static Gap between(Position from, Position to, Instant at, String reason) {
        return new Gap(at, reason, from, to, to.gtids().countWithout(from.gtids()));
    }
}
