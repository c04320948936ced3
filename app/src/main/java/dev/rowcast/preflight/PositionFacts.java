package dev.rowcast.preflight;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a start would make of the saved position, in words.
 *
 * @param saved the position; empty if none is
 * @param lost why it can not be gone on from; empty if it can
 * @param anew why the state of all rows would be published anew all the same; empty if it would not
 */
public record PositionFacts(Optional<String> saved, Optional<String> lost, Optional<String> anew) {
    public PositionFacts {
        requireNonNull(saved, "saved is null");
        requireNonNull(lost, "lost is null");
        requireNonNull(anew, "anew is null");
    }

    /** Judges it. Nothing about a position keeps Rowcast from starting: what is lost it tells, and repairs the state. */
    public Finding judged(ServerIdentity server) {
        String needed = "a place from which the server still has its binlog, or none at a first start";
        if (saved.isEmpty()) {
            return Finding.ok(Check.SAVED_POSITION, "none, so that a start publishes the state of all rows", needed);
        }
        if (lost.isPresent()) {
            return new Finding(
                    Check.SAVED_POSITION,
                    Severity.WARNING,
                    saved.get() + ", and " + lost.get(),
                    needed,
                    "nothing now: the start announces the gap in rowcast/info and publishes the state anew; and for the"
                            + " future, if binlogs go too early, "
                            + new Remedies(server).variable("binlog_expire_logs_seconds", "604800"));
        }
        String found = saved.get() + ", from which the server has all";
        return Finding.ok(
                Check.SAVED_POSITION,
                anew.map(reason -> found + "; the state is published anew, for " + reason)
                        .orElse(found),
                needed);
    }
}
