package dev.rowcast.torture;

import dev.rowcast.testing.TestingDatabase;
import dev.rowcast.testing.TestingFlavour;
import dev.rowcast.testing.TestingMosquitto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * All that may go wrong, again and again and at once, in an order that a seed gives, while writers go on; then every guarantee
 * has to hold. A broker that ends without order may lose what it has acknowledged, for which Rowcast can not answer: where
 * events are recorded Mosquitto is stopped in good order, and loses its memory only at the very end, where the state alone is
 * judged. The embedded broker keeps no sessions: there it is the state and the gaps.
 *
 * <p>{@code -Drowcast.torture.seed=N} repeats the faults and the choices of the writers, {@code -Drowcast.torture.minutes=N}
 * makes each of the six tests so long.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class TortureIT {
    private static final long SEED = Long.getLong("rowcast.torture.seed", System.nanoTime());
    private static final int MINUTES = Integer.getInteger("rowcast.torture.minutes", 0);
    private static final Duration SHORT = Duration.ofSeconds(11);
    private static final Duration ROUND = Duration.ofSeconds(90);

    private final Map<TestingFlavour, TestingDatabase> databases = new EnumMap<>(TestingFlavour.class);

    @ParameterizedTest
    @MethodSource("pairs")
    void keepsItsGuarantees(TestingFlavour flavour, BrokerKind broker, @TempDir Path directory) throws Exception {
        if (broker.isExternal() && !TestingMosquitto.isInstalled()) {
            throw new TestAbortedException("SKIPPED: Mosquitto is not installed");
        }
        TestingDatabase database = databases.computeIfAbsent(flavour, TestingFlavour::fresh);
        Duration all = MINUTES == 0 ? SHORT : Duration.ofMinutes(MINUTES);
        try {
            System.err.println(new TortureRun(database, broker, SEED).through(all, ROUND, directory));
        } catch (AssertionError e) {
            // Who knows in what shape it is.
            databases.remove(flavour);
            database.close();
            throw e;
        }
    }

    private static Stream<Arguments> pairs() {
        return Arrays.stream(TestingFlavour.values())
                .flatMap(flavour -> Arrays.stream(BrokerKind.values()).map(broker -> Arguments.of(flavour, broker)));
    }

    @AfterAll
    void stopDatabases() {
        databases.values().forEach(TestingDatabase::close);
    }
}
