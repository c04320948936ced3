package dev.rowcast.http;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/** The clock by which the database dates commits. Called by several threads at once. */
@FunctionalInterface
public interface DatabaseClock {

    /** What the clock says, within seconds; empty if the database can not be asked now. */
    Optional<Reading> read();

    /**
     * One look at the clock.
     *
     * @param now to the microsecond
     * @param commitTimes how exactly the database dates commits
     */
    record Reading(Instant now, Resolution commitTimes) {
        public Reading {
            requireNonNull(now, "now is null");
            requireNonNull(commitTimes, "commitTimes is null");
        }
    }

    /** How exact a time is that the database writes into its binlog. */
    enum Resolution {
        /** MySQL's. */
        MICROSECONDS,
        /** MariaDB's: the fraction is cut off. */
        SECONDS
    }
}
