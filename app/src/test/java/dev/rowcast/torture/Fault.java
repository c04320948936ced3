package dev.rowcast.torture;

import java.time.Duration;

/**
 * One step of a {@link FaultSchedule}.
 *
 * @param pause what goes on undisturbed before it
 * @param duration from its beginning to its end
 * @param victim which of several Rowcasts, or whose way to others
 * @param withKill whether Rowcast is killed, and started again, halfway through it
 */
record Fault(FaultKind kind, Duration pause, Duration duration, int victim, boolean withKill) {
    @Override
    public String toString() {
        return "after %d ms %s (%d) for %d ms%s"
                .formatted(pause.toMillis(), kind, victim, duration.toMillis(), withKill ? ", with KILL_ROWCAST" : "");
    }
}
