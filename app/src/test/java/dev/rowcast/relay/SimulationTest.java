package dev.rowcast.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rowcast.relay.SimulationPlan.Size;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * The guarantees over many schedules of a server, a broker and crashes, each from a seed. {@code
 * -Drowcast.simulation.schedules=N} runs more of them, {@code -Drowcast.simulation.seed=N} repeats one, or begins there.
 */
final class SimulationTest {
    private static final String SEED = "rowcast.simulation.seed";
    private static final int SCHEDULES =
            Integer.getInteger("rowcast.simulation.schedules", Long.getLong(SEED) == null ? 40_000 : 1);
    private static final int SCHEDULES_UNTIL_FOUND = 20_000;

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.rowcast.relay");
    private static final Level USUAL = LOG.getLevel();

    @BeforeAll
    static void beSilent() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(USUAL);
    }

    @Test
    void theGuaranteesHoldOverAllSchedules() {
        long first = Long.getLong(SEED, System.nanoTime());
        for (long seed = first; seed < first + SCHEDULES; seed++) {
            requireThatAllHolds(seed, Size.of(seed));
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                51, // more in flight than allowed, after the database was lost
                12545, // the broker forgot before the first following had begun, and changes were lost in silence
                19484, // a row that was told of before a restart counted as a ghost
                25217, // rows had versions of the files of a server that another one had replaced
                37225, // the server was replaced between the check and the stream
                276045, // the same changes had two epochs after a failover
                8800003640776L, // a gap that was told of twice hid in the count that another was not
            })
    void whatHasFailedOnceHolds(long seed) {
        requireThatAllHolds(seed, Size.LARGE);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aMistakeIsFoundAndItsSeedRepeatsIt(Mistake mistake) {
        long first = System.nanoTime();
        for (long seed = first; seed < first + SCHEDULES_UNTIL_FOUND; seed++) {
            String violation = Simulation.run(seed, mistake);
            if (violation != null) {
                System.err.println(mistake + " found after " + (seed - first + 1) + " schedules: " + violation);
                assertThat(Simulation.run(seed, mistake)).isEqualTo(violation);
                return;
            }
        }
        fail(mistake + " is not found in " + SCHEDULES_UNTIL_FOUND + " schedules from seed " + first);
    }

    private static void requireThatAllHolds(long seed, Size size) {
        if (Simulation.run(seed, size, Mistake.NONE) != null) {
            fail("-D" + SEED + "=" + seed + " repeats this " + size + " schedule:\n"
                    + String.join("\n", Simulation.trace(seed, size, Mistake.NONE)));
        }
    }
}
