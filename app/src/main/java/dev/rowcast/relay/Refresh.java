package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.relay.TableScan.Publishing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables whose state has to be published anew, one after the other, while changes flow. Relay's thread. */
final class Refresh implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Refresh.class);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

    private final Publishing to;
    private final TableReader reader;
    private final StatusBoard board;
    private final RowCounts counts;
    private final RelayTime time;

    /** In the order of work; null where nothing of the table is published yet. */
    private final Map<TableId, @Nullable String> unfinished = new LinkedHashMap<>();

    private final Map<TableId, String> reasons = new LinkedHashMap<>();
    private @Nullable TableScan scan;
    private long total;
    private long beganNanos;
    private long rowsAtBegin;
    private long reportedNanos;

    Refresh(Publishing to, TableReader reader, StatusBoard board, RowCounts counts, RelayTime time) {
        this.to = to;
        this.reader = reader;
        this.board = board;
        this.counts = counts;
        this.time = time;
    }

    /** Adds a table, or begins with it again. Where no state is retained there is nothing to do. */
    void add(ScanPoint from, String reason) {
        if (to.mapper().keepsState()) {
            unfinished.put(from.table(), from.after());
            reasons.put(from.table(), reason);
            if (scan != null && scan.table().equals(from.table())) {
                scan = null;
            }
        }
    }

    boolean isDone() {
        return unfinished.isEmpty();
    }

    /** Tables whose state is not published whole, with how far each has come. */
    List<ScanPoint> unfinished() {
        if (unfinished.isEmpty()) {
            return List.of();
        }
        return unfinished.entrySet().stream()
                .map(table -> new ScanPoint(table.getKey(), table.getValue()))
                .toList();
    }

    /** Why, in a few words. */
    String reasons() {
        return reasons.values().stream().distinct().collect(Collectors.joining("; "));
    }

    /** A change is being published, whose state is on this topic. */
    void changed(String topic, RowChange change) {
        if (scan != null && scan.table().equals(change.table())) {
            scan.changed(topic, change.source());
        }
    }

    /** Whether everything published before has to be acknowledged before the next {@link #proceed}. */
    boolean isBetweenTables() {
        return scan == null && !isDone();
    }

    /** Whether {@link #proceed} would do something. */
    boolean canProceed(Position delivered, boolean withinTransaction) {
        if (isDone()) {
            return false;
        }
        if (scan == null || scan.wantsChunk()) {
            return !withinTransaction && !isReading();
        }
        return !scan.isWaiting(delivered);
    }

    /** Whether the next chunk is being read, so that {@link #proceed} would have to wait for it. */
    boolean isReading() {
        return scan != null && scan.isReading();
    }

    /**
     * Takes one step: reads a chunk, or publishes some of the one that was read. To be called when {@link #canProceed}.
     *
     * @param withinTransaction whether the stream has delivered a part of a transaction
     * @return whether the unfinished tables are others than before, or come further
     */
    boolean proceed(Position delivered, boolean withinTransaction)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        TableScan current = scan;
        if (current == null) {
            current = begin(delivered);
            scan = current;
        }
        if (current.wantsChunk()) {
            current.read(delivered);
            return false;
        }
        if (!withinTransaction) {
            current.prepare(delivered);
        }
        if (!current.publish(delivered)) {
            return false;
        }
        if (current.ended()) {
            finish(current);
        } else {
            unfinished.put(current.table(), current.after());
            report(current);
        }
        return true;
    }

    private TableScan begin(Position delivered)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        TableId table = unfinished.keySet().iterator().next();
        TableScan begun = new TableScan(to, reader, new ScanPoint(table, unfinished.get(table)));
        begun.begin(delivered);
        Long known = unfinished.get(table) == null ? null : board.rows().get(table);
        total = known == null ? count(table, delivered) : known;
        rowsAtBegin = begun.rows();
        beganNanos = time.nanoTime();
        reportedNanos = beganNanos;
        board.scans(progress(begun));
        return begun;
    }

    private long count(TableId table, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        TableReader.Count count = reader.count(table, delivered);
        OptionalLong rows = count.rows();
        if (rows.isEmpty()) {
            board.uncounted(table);
            return count.estimate();
        }
        board.counted(table, rows.getAsLong());
        counts.counted(table, count.at());
        return rows.getAsLong();
    }

    private void finish(TableScan ended) {
        TableId table = ended.table();
        LOG.info(
                "Published the state of {}: {} rows, {} of them new or changed, {} ghosts cleared ({})",
                table,
                ended.rows(),
                ended.published(),
                ended.cleared(),
                requireNonNull(reasons.remove(table)));
        unfinished.remove(table);
        scan = null;
        board.scans(List.of());
    }

    private void report(TableScan current) {
        List<ScanProgress> progress = progress(current);
        board.scans(progress);
        if (time.nanoTime() - reportedNanos >= REPORT_INTERVAL.toNanos()) {
            reportedNanos = time.nanoTime();
            LOG.info(
                    "Publishing the state of {}: {}",
                    current.table(),
                    progress.get(0).words());
        }
    }

    /** Of this table and of those that wait. */
    private List<ScanProgress> progress(TableScan current) {
        List<ScanProgress> progress = new ArrayList<>();
        progress.add(new ScanProgress(current.table(), current.rows(), total, remaining(current)));
        for (TableId table : unfinished.keySet()) {
            if (!table.equals(current.table())) {
                progress.add(new ScanProgress(table, 0, 0, null));
            }
        }
        return progress;
    }

    private @Nullable Duration remaining(TableScan current) {
        long done = current.rows() - rowsAtBegin;
        if (done <= 0 || total <= 0) {
            return null;
        }
        double nanosPerRow = (double) (time.nanoTime() - beganNanos) / done;
        return Duration.ofNanos((long) (nanosPerRow * Math.max(0, total - current.rows())));
    }

    @Override
    public void close() {
        reader.close();
    }
}
