package dev.rowcast.metrics;

import static dev.rowcast.metrics.Snapshots.counter;
import static dev.rowcast.metrics.Snapshots.gauge;
import static dev.rowcast.metrics.Snapshots.histogram;
import static java.util.Objects.requireNonNull;

import dev.rowcast.relay.Gap;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayFigures;
import dev.rowcast.relay.RelayStatus;
import dev.rowcast.relay.ScanProgress;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The relay's figures: all that one scrape shows was read at once. Any thread. */
final class RelayCollector implements MultiCollector {
    private final Supplier<RelayStatus> status;
    private final Supplier<RelayFigures> figures;
    private final EventCounters events;
    private final TableLabels tables;

    RelayCollector(
            Supplier<RelayStatus> status, Supplier<RelayFigures> figures, EventCounters events, TableLabels tables) {
        this.status = requireNonNull(status, "status is null");
        this.figures = requireNonNull(figures, "figures is null");
        this.events = requireNonNull(events, "events is null");
        this.tables = requireNonNull(tables, "tables is null");
    }

    @Override
    public MetricSnapshots collect() {
        RelayStatus now = status.get();
        RelayFigures done = figures.get();
        List<MetricSnapshot> all = new ArrayList<>(health(now, done));
        all.addAll(flow(now, done));
        all.addAll(snapshot(now.scans()));
        return new MetricSnapshots(all);
    }

    private static List<MetricSnapshot> health(RelayStatus now, RelayFigures done) {
        return List.of(
                gauge(
                        "rowcast_ready",
                        "1 while /readyz says so: changes flow, or this one stands by",
                        now.ready() || now.standingBy()),
                gauge("rowcast_phase", "1 for the phase it is in, 0 for the others", phases(now.phase())),
                gauge(
                        "rowcast_leading",
                        "1 for the Rowcast of its name that publishes, or is about to; 0 for one that stands by",
                        now.phase() != Phase.STANDBY && now.phase() != Phase.STOPPED),
                gauge("rowcast_database_reached", "1 while the database is reached", now.databaseReached()),
                gauge("rowcast_broker_reached", "1 while the broker is reached", now.brokerReached()),
                counter(
                        "rowcast_reconnects",
                        "Connections that were lost, each of which is made anew",
                        Map.of(
                                Labels.of("to", "database"), done.losses().database(),
                                Labels.of("to", "broker"), done.losses().broker())),
                counter("rowcast_gaps", "How often events were lost for good since the first start", gaps(now)),
                gauge(
                        "rowcast_last_gap_timestamp_seconds",
                        "When events were lost for good the last time, in seconds since 1970; NaN if never",
                        lastGap(now)),
                counter(
                        "rowcast_resyncs",
                        "How often the state of tables was begun to be published anew",
                        done.resyncs()),
                gauge(
                        "rowcast_checkpoint_unsaved_seconds",
                        "For how long there has been a checkpoint that is not saved; 0 while there is none",
                        seconds(done.checkpoints().unsaved())),
                counter(
                        "rowcast_checkpoint_saves",
                        "Checkpoints saved",
                        done.checkpoints().saved()),
                counter(
                        "rowcast_checkpoint_failures",
                        "Checkpoints that could not be saved",
                        done.checkpoints().failed()));
    }

    private List<MetricSnapshot> flow(RelayStatus now, RelayFigures done) {
        return List.of(
                gauge(
                        "rowcast_lag_seconds",
                        "Everything that was committed longer ago is acknowledged; NaN while another Rowcast leads",
                        seconds(done.lag())),
                counter(
                        "rowcast_events",
                        "Events handed to the broker",
                        events.read(now.rows().keySet())),
                gauge("rowcast_table_rows", "Rows of each table, as published", rows(now)),
                gauge(
                        "rowcast_in_flight_messages",
                        "Messages that the broker has not acknowledged yet",
                        done.inFlight().messages()),
                gauge(
                        "rowcast_in_flight_bytes",
                        "Topics and payloads of messages that the broker has not acknowledged yet",
                        done.inFlight().bytes()),
                histogram(
                        "rowcast_publish_duration_seconds",
                        "From handing a message to the connection until the broker's acknowledgement",
                        done.publishing()),
                histogram(
                        "rowcast_commit_to_acknowledged_seconds",
                        "From a commit, by the database's clock, until its last message is acknowledged",
                        done.delivery()),
                counter(
                        "rowcast_messages_oversized",
                        "Messages too large for the broker, told without the row's columns",
                        done.oversizedMessages()));
    }

    private static List<MetricSnapshot> snapshot(List<ScanProgress> scans) {
        return List.of(
                gauge("rowcast_snapshot_tables", "Tables whose state is being published, or waits to be", scans.size()),
                gauge(
                        "rowcast_snapshot_rows",
                        "Rows read so far of the table that is read now",
                        sum(scans, ScanProgress::rows)),
                gauge(
                        "rowcast_snapshot_expected_rows",
                        "Rows that the table had when reading it began",
                        sum(scans, ScanProgress::total)),
                gauge(
                        "rowcast_snapshot_remaining_seconds",
                        "About how long the table that is read now still takes; 0 if none is, NaN if nobody knows",
                        scans.isEmpty() ? 0 : seconds(scans.get(0).remaining())));
    }

    /** None before the checkpoint, which remembers them, is read: a counter must not fall. */
    private static Map<Labels, Long> gaps(RelayStatus now) {
        return now.epoch() == null ? Map.of() : Map.of(Labels.EMPTY, now.gaps().count());
    }

    private static double lastGap(RelayStatus now) {
        Gap last = now.lastGap();
        return last == null ? Double.NaN : last.at().toEpochMilli() / 1e3;
    }

    private static Map<Labels, Integer> phases(Phase current) {
        Map<Labels, Integer> phases = new HashMap<>();
        for (Phase phase : Phase.values()) {
            phases.put(Labels.of("phase", phase.name().toLowerCase(Locale.ROOT)), phase == current ? 1 : 0);
        }
        return phases;
    }

    private Map<Labels, Long> rows(RelayStatus now) {
        Map<Labels, Long> rows = new HashMap<>();
        now.rows().forEach((table, count) -> rows.merge(tables.of(table), count, Long::sum));
        return rows;
    }

    private static long sum(List<ScanProgress> scans, ToLongFunction<ScanProgress> part) {
        return scans.stream().mapToLong(part).sum();
    }

    private static double seconds(@Nullable Duration duration) {
        return duration == null ? Double.NaN : Snapshots.seconds(duration);
    }
}
