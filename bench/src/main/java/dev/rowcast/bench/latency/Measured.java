package dev.rowcast.bench.latency;

import dev.rowcast.bench.report.Distribution;
import java.time.Duration;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a spell came to. Times since the commit begin when the server's answer has come, which the subscriber's message may precede.
 *
 * @param changes that were made
 * @param events times from the commit to the event
 * @param states times from the commit to the row's state; null where only events are sent
 * @param eventsSinceSending times from when the statement was sent to the event
 * @param commits times from when the statement was sent to the server's answer
 * @param processorTime that the contender used
 */
record Measured(
        int changes,
        Distribution events,
        @Nullable Distribution states,
        Distribution eventsSinceSending,
        Distribution commits,
        Duration processorTime) {

    /** @param states null where only events are sent */
    static Measured of(
            Spell spell, WriteTimes times, Sightings events, @Nullable Sightings states, Duration processorTime) {
        return new Measured(
                spell.count(),
                since(spell, times::committed, events),
                states == null ? null : since(spell, times::committed, states),
                since(spell, times::sent, events),
                Distribution.of(IntStream.range(0, spell.count())
                        .mapToLong(place -> times.committed(place) - times.sent(place))),
                processorTime);
    }

    private static Distribution since(Spell spell, IntToLongFunction beginning, Sightings seen) {
        return Distribution.of(IntStream.range(0, spell.count())
                .filter(place -> seen.of(spell.first() + place).isPresent())
                .mapToLong(place -> seen.of(spell.first() + place).getAsLong() - beginning.applyAsLong(place)));
    }

    /** Messages that never came. */
    int lost() {
        return changes - events.count() + (states == null ? 0 : changes - states.count());
    }
}
