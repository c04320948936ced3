package dev.rowcast.relay;

import dev.rowcast.change.TableId;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainMode;
import dev.rowcast.message.TopicTemplate;
import dev.rowcast.relay.SimulationPlan.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the relay through a world that follows from a seed: the same seed, the same schedule, the same outcome. One thread, no
 * real time, no input or output.
 */
final class Simulation {
    private static final int MOST_PROCESSES = 40;
    private static final RandomGenerator NO_JITTER = () -> 0;
    private static final MessageMapper MAPPER = new MessageMapper(
            TopicTemplate.parse("{table}/{event}/{key}"), TopicTemplate.parse("{table}/state/{key}"), RetainMode.STATE);

    private final SimulatedWorld world;
    private final RelaySettings settings;
    private final Relay.Ports ports;

    private Simulation(long seed, Size size, Mistake mistake, @Nullable List<String> trace) {
        world = new SimulatedWorld(seed, size, mistake, trace);
        List<TableId> tables =
                Arrays.asList(SimulatedRows.TABLES).subList(0, world.plan().tables());
        settings = new RelaySettings(tables, world.plan().maxInFlight(), Duration.ZERO, "f", "0", PacketRules.DEFAULT);
        ports = new Relay.Ports(world.source(), world.broker(), world.checkpoints(), MAPPER, world.time());
    }

    /** Runs one schedule, of the seed's own size; returns what went wrong, or null. */
    static @Nullable String run(long seed, Mistake mistake) {
        return run(seed, Size.of(seed), mistake);
    }

    static @Nullable String run(long seed, Size size, Mistake mistake) {
        return run(seed, size, mistake, null);
    }

    /** Runs one schedule and tells what happened in it. */
    static List<String> trace(long seed, Size size, Mistake mistake) {
        List<String> trace = new ArrayList<>();
        String violation = run(seed, size, mistake, trace);
        trace.add(violation == null ? "All guarantees held" : "VIOLATED: " + violation);
        return trace;
    }

    private static @Nullable String run(long seed, Size size, Mistake mistake, @Nullable List<String> trace) {
        try {
            new Simulation(seed, size, mistake, trace).run();
            return null;
        } catch (Violation e) {
            return e.getMessage();
        }
    }

    private void run() {
        runUntilQuiet();
        if (world.chance().oneIn(4)) {
            runUntilQuiet();
        }
    }

    private void runUntilQuiet() {
        for (int i = 0; i < MOST_PROCESSES; i++) {
            if (isQuietAfterOneProcess()) {
                return;
            }
        }
        throw new Violation("it starts again and again");
    }

    private boolean isQuietAfterOneProcess() {
        Relay relay = new Relay(settings, ports, NO_JITTER);
        world.begin(relay);
        world.note("process", world.process());
        boolean quiet = false;
        try {
            while (true) {
                relay.attempt();
                world.time().rest(Duration.ofMillis(200));
            }
        } catch (SimulatedWorld.Killed | InterruptedException e) {
            world.note("process ends:", e);
        } catch (SimulatedWorld.Quiet e) {
            world.guarantees().quiet(world.checkpoints().stored(), relay.status());
            quiet = true;
        } catch (Violation e) {
            throw e;
        } catch (Exception | Error e) {
            throw new Violation("the relay has failed: " + describe(e));
        }
        world.endProcess();
        return quiet;
    }

    private static String describe(Throwable thrown) {
        return thrown + " " + Arrays.stream(thrown.getStackTrace()).limit(6).toList();
    }
}
