package dev.rowcast.bench.latency;

import dev.rowcast.bench.rig.QuantityScan;
import dev.rowcast.bench.rig.SocketSubscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * One contender's turn: it gets so many changes that it is warm, then a spell of each rate. Two subscribers, one of events and one
 * of states, each with a connection of its own.
 */
final class Turn implements AutoCloseable {
    /** More than a turn has changes. */
    static final int NUMBERS = 100_000;

    private static final List<String> EVENTS = List.of("orders/inserted/+", "orders/updated/+");
    private static final List<String> STATES = List.of("orders/state/+");
    private static final int PROBES = 30;
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Contender contender;
    private final Running running;
    private final Writers writers;
    private final Sightings events;
    private final Sightings states;
    private final SocketSubscriber eventSubscriber;
    private final SocketSubscriber stateSubscriber;
    private long next;

    /** @param first number of those that are this turn's alone, {@value #NUMBERS} of them */
    Turn(Contender contender, Running running, Writers writers, long first) throws IOException, InterruptedException {
        this.contender = contender;
        this.running = running;
        this.writers = writers;
        this.next = first;
        events = new Sightings(first, NUMBERS);
        states = new Sightings(first, NUMBERS);
        eventSubscriber = subscribe(EVENTS, events);
        stateSubscriber = subscribe(STATES, states);
    }

    private SocketSubscriber subscribe(List<String> filters, Sightings seen) throws IOException, InterruptedException {
        return SocketSubscriber.connect(
                running.broker(), filters, (publish, nanoTime) -> seen.see(QuantityScan.quantity(publish), nanoTime));
    }

    /**
     * What each rate came to, in their order.
     *
     * @param rates in changes a second; the last one is also that of the changes before the measurement
     * @param seconds of each spell
     */
    List<Measured> run(List<Integer> rates, int seconds)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        awaitFollowing();
        measure(rates.get(rates.size() - 1), seconds);
        List<Measured> measured = new ArrayList<>();
        for (int perSecond : rates) {
            measured.add(measure(perSecond, seconds));
        }
        writers.reset();
        return measured;
    }

    /** Makes one change after another until one arrives. */
    private void awaitFollowing() throws IOException, InterruptedException, ExecutionException {
        for (int i = 0; i < PROBES; i++) {
            Spell probe = spell(1, 1);
            writers.write(probe);
            if (arrives(probe, PROBE_LIMIT)) {
                return;
            }
        }
        throw new IOException(contender.label() + " follows nothing:\n"
                + Files.readString(running.process().log()));
    }

    private Measured measure(int perSecond, int seconds) throws IOException, InterruptedException, ExecutionException {
        Spell spell = spell(perSecond * seconds, perSecond);
        Duration before = running.process().usage().processorTime();
        WriteTimes times = writers.write(spell);
        if (!arrives(spell, ARRIVAL_LIMIT)) {
            System.err.println(contender.label() + ": not all changes have arrived " + ARRIVAL_LIMIT.toSeconds()
                    + " s after the last one");
        }
        Duration used = running.process().usage().processorTime().minus(before);
        return Measured.of(spell, times, events, contender.tellsState() ? states : null, used);
    }

    private Spell spell(int count, int perSecond) {
        Spell spell = new Spell(next, count, perSecond);
        next = spell.end();
        return spell;
    }

    private boolean arrives(Spell spell, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!(events.hasAll(spell) && (!contender.tellsState() || states.hasAll(spell)))) {
            eventSubscriber.requireAlive();
            stateSubscriber.requireAlive();
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        eventSubscriber.close();
        stateSubscriber.close();
    }
}
