package dev.rowcast.relay;

import static dev.rowcast.relay.TestingFollowing.NOW;
import static dev.rowcast.relay.TestingFollowing.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.relay.RelayFigures.Checkpoints;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What its figures tell of a store that fails and of one that works. */
final class CheckpointKeeperTest {
    private final SettableTime time = new SettableTime();
    private final RelayMeter meter = new RelayMeter();
    private final AtomicBoolean full = new AtomicBoolean();
    private final CheckpointKeeper keeper = new CheckpointKeeper(new Store(full), new ScriptedBroker(), time, meter);

    private record Store(AtomicBoolean full) implements CheckpointStore {
        @Override
        public Optional<Checkpoint> load(BrokerConnection broker) {
            return Optional.empty();
        }

        @Override
        public void save(Checkpoint checkpoint, BrokerConnection broker) throws IOException {
            if (full.get()) {
                throw new IOException("no space left on device");
            }
        }
    }

    @Test
    void countsFromTheFirstCheckpointThatIsNotSavedUntilOneIs() throws Exception {
        keeper.offer(checkpoint());
        assertThat(figures()).isEqualTo(new Checkpoints(1, 0, Duration.ZERO));

        time.rest(Duration.ofSeconds(1));
        full.set(true);
        keeper.offer(checkpoint());
        time.rest(Duration.ofSeconds(40));
        keeper.offer(checkpoint());
        assertThat(figures()).isEqualTo(new Checkpoints(1, 2, Duration.ofSeconds(40)));

        full.set(false);
        time.rest(Duration.ofSeconds(1));
        keeper.saveIfDue();
        assertThat(figures()).isEqualTo(new Checkpoints(2, 2, Duration.ZERO));
    }

    @Test
    void whoHasNothingToSaveIsNotLate() {
        time.rest(Duration.ofDays(1));

        assertThat(figures()).isEqualTo(new Checkpoints(0, 0, Duration.ZERO));
    }

    private Checkpoints figures() {
        return meter.checkpoints(time.instant());
    }

    private static Checkpoint checkpoint() {
        return new Checkpoint(
                "server", NOW, at(100), true, List.of(), List.of(), Map.of(), List.of(), Gaps.NONE, "fingerprint");
    }
}
