package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what settings ask for beside rows and status: which tables there are, rows by label, and all of it as a device of Home
 * Assistant. For one following; says nothing twice. Nothing waits for it. Relay's thread.
 */
final class Announcements {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final RelaySettings settings;
    private final Extras extras;
    private final Relay.Ports ports;
    private final BrokerLink link;
    private final ValueCounts counts;
    private final DiscoveryPayload device;
    private final Map<String, byte[]> told = new HashMap<>();

    private boolean birthDue = true;
    private @Nullable List<TableDefinition> born;
    private @Nullable Long toldNanos;

    Announcements(RelaySettings settings, Relay.Ports ports, BrokerLink link) {
        this.settings = settings;
        this.extras = settings.extras();
        this.ports = ports;
        this.link = link;
        this.counts = new ValueCounts(extras.counted(), ports.time()::nanoTime);
        this.device = new DiscoveryPayload(settings.version(), extras.name());
    }

    /** A change that is told has come. */
    void changed(RowChange change) {
        if (!extras.counted().isEmpty()) {
            counts.add(change);
        }
    }

    /** A transaction has ended. */
    void committed(Position delivered) {
        if (!extras.counted().isEmpty()) {
            counts.committed(delivered);
        }
    }

    /** The tables may be others than before. */
    void altered(Collection<TableId> tables) {
        birthDue = true;
        counts.altered(tables);
    }

    /**
     * Tells what is new, between two transactions.
     *
     * @param tables that are followed
     */
    void proceed(TableReader reader, Position delivered, List<TableId> tables)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        if (extras.areNone()) {
            return;
        }
        tellBirth(tables);
        counts.count(reader, delivered);
        if (isDue()) {
            toldNanos = ports.time().nanoTime();
            Map<TableId, Map<String, Map<String, Long>>> known = counts.known();
            if (!extras.counted().isEmpty()) {
                tell(RelayTopics.COUNTS, CountsPayload.of(known));
            }
            String prefix = extras.discoveryPrefix();
            if (prefix != null) {
                tell(
                        RelayTopics.discovery(prefix, extras.name()),
                        device.of(tables.stream().sorted().toList(), known));
            }
        }
    }

    private boolean isDue() {
        Long last = toldNanos;
        return last == null || ports.time().nanoTime() - last >= INTERVAL.toNanos();
    }

    private void tellBirth(List<TableId> tables) throws SourceUnavailableException, MisconfiguredException {
        if (!extras.birth() || !birthDue) {
            return;
        }
        birthDue = false;
        List<TableDefinition> now =
                ports.source().definitions(tables.stream().sorted().toList());
        if (!now.equals(born)) {
            born = now;
            tell(
                    RelayTopics.BIRTH,
                    BirthPayload.of(
                            settings.version(), extras.name(), ports.time().instant(), now, ports.mapper()));
        }
    }

    private void tell(String topic, byte[] payload) {
        if (!Arrays.equals(told.put(topic, payload), payload)) {
            link.tell(new Message(topic, payload, true, null, null));
        }
    }
}
