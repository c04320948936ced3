package dev.rowcast.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.message.Oversized;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutlookTest {
    private static final Position SAVED = new Position(GtidSet.NONE, "binlog.000007", 154);

    private final ScriptedSource source = new ScriptedSource(SAVED);
    private PacketRules packets = PacketRules.DEFAULT;

    @Test
    void nothingIsSavedBeforeTheFirstStart() throws Exception {
        assertThat(outlook(Optional.empty()).saved()).isEmpty();
        assertThat(outlook(Optional.empty()).lost()).isEmpty();
    }

    @Test
    void goesOnWhereTheServerHasAllThatFollows() throws Exception {
        assertThat(outlook(Optional.of(checkpoint("f"))))
                .isEqualTo(new Outlook(Optional.of(SAVED), Optional.empty(), Optional.empty()));
    }

    @Test
    void tellsWhatTheServerSaysOfALostPlace() throws Exception {
        source.refusal = "the server has purged binlogs that were not read yet";

        assertThat(outlook(Optional.of(checkpoint("f"))))
                .isEqualTo(new Outlook(
                        Optional.of(SAVED),
                        Optional.of("the server has purged binlogs that were not read yet"),
                        Optional.empty()));
    }

    @Test
    void otherSettingsHaveTheStatePublishedAnew() throws Exception {
        assertThat(outlook(Optional.of(checkpoint("g"))).anew()).contains("the settings have changed");
    }

    @Test
    void markersDependOnTheBrokersLimitAsTheyDoForTheRelay() throws Exception {
        packets = new PacketRules(BrokerConnection.MOST_PACKET_BYTES, Oversized.MARKER);

        assertThat(outlook(Optional.of(checkpoint("f in 4096 bytes"))).anew()).isEmpty();
    }

    private Outlook outlook(Optional<Checkpoint> saved) throws Exception {
        RelaySettings settings = new RelaySettings(List.of(), 100, Duration.ZERO, "f", "0", packets);
        return Outlook.of(settings, 4096, source, saved);
    }

    private static Checkpoint checkpoint(String fingerprint) {
        return new Checkpoint(
                "server-1",
                Instant.parse("2026-11-20T09:12:00Z"),
                SAVED,
                true,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                Gaps.NONE,
                fingerprint);
    }
}
