package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Position;
import dev.rowcast.change.Source;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainedTopics;
import dev.rowcast.message.Version;
import dev.rowcast.relay.TableReader.Chunk;
import dev.rowcast.relay.TableReader.KeyedRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the broker's retained state of one table equal to the table, chunk by chunk, while its changes flow: the DBLog
 * algorithm (arXiv 2010.12597) with positions as watermarks. The rows of a chunk wait until the stream has delivered all that
 * they show, and those that a change has touched meanwhile are dropped, for the stream tells their state. So a chunk never
 * overwrites newer state. The next chunk is read while one is published. What the broker holds already is left alone; what it
 * holds of no row is cleared in the end. Relay's thread.
 */
final class TableScan {
    /** How many rows are looked at at once, at most: the changes that have come meanwhile wait no longer. */
    static final int SLICE = 64;

    /** How many ghosts are cleared before the broker is asked again which are left. */
    private static final int MOST_GHOSTS = 500_000;

    private final Publishing to;
    private final TableReader reader;
    private final TableId table;
    private final RetainedTopics topics;
    private final HeldState held = new HeldState();
    private @Nullable Chunk chunk;
    /** Of the chunk, those that are not published yet. */
    private Iterator<KeyedRow> waiting = Collections.emptyIterator();
    /** State topics of rows that may have changed since the chunk was read. */
    private final Set<String> touched = new HashSet<>();
    /** State topics that were told since the next chunk is being read, each with its last change. */
    private final Map<String, Source> toldMeanwhile = new HashMap<>();

    private boolean prepared;
    private @Nullable String after;
    private boolean ended;

    private long rows;
    private long published;
    private long cleared;

    /**
     * Where to publish.
     *
     * @param packets how large messages may be
     * @param epoch leads the versions of rows
     */
    record Publishing(
            MessageMapper mapper, BrokerConnection broker, PublishWindow window, PacketLimit packets, Instant epoch) {}

    TableScan(Publishing to, TableReader reader, ScanPoint from) {
        this.to = to;
        this.reader = reader;
        this.table = from.table();
        this.topics = to.mapper().stateTopics(table);
        this.after = from.after();
    }

    /**
     * Asks the broker what it holds. Everything published before must be acknowledged, and no transaction open.
     *
     * @param delivered what the stream has delivered
     */
    void begin(Position delivered)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        Predicate<String> isOfTheTable = to.mapper().stateTopicMatcher(table);
        to.broker().forEachRetained(topics.filter(), message -> {
            if (isOfTheTable.test(message.topic())) {
                held.add(message);
            }
        });
        if (after != null) {
            skipFinished(after, delivered);
        }
    }

    /** Rows that were published before the scan was cut off are no ghosts. */
    private void skipFinished(String last, Position delivered)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        String end = null;
        do {
            TableReader.Keys finished = reader.readKeys(table, end, last, delivered);
            finished.keys().forEach(key -> held.remove(to.mapper().stateTopic(table, key)));
            rows += finished.keys().size();
            end = finished.end();
        } while (end != null);
    }

    /** A change of this table was published. */
    void changed(String topic, Source source) {
        held.remove(topic);
        if (prepared) {
            toldMeanwhile.put(topic, source);
        }
        if (chunk != null) {
            touch(chunk, topic, source);
        }
    }

    private void touch(Chunk shown, String topic, Source source) {
        if (!shown.low().includes(source)) {
            touched.add(topic);
        }
    }

    /** Whether rows wait for the stream. */
    boolean isWaiting(Position delivered) {
        return chunk != null && !delivered.hasReached(chunk.high());
    }

    /** Whether the next call has to be {@link #read}. */
    boolean wantsChunk() {
        return chunk == null;
    }

    /** Whether {@link #read} would have to wait. */
    boolean isReading() {
        return chunk == null && prepared && reader.isPreparing();
    }

    /** Begins to read the chunk behind this one, between two transactions, if there is one. */
    void prepare(Position delivered) throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        String end = requireNonNull(chunk, "nothing was read").end();
        if (!prepared && end != null) {
            reader.prepare(table, end, delivered);
            prepared = true;
        }
    }

    /** Reads the next chunk, between two transactions. */
    void read(Position delivered) throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        Chunk next = reader.read(table, after, delivered);
        touched.clear();
        toldMeanwhile.forEach((topic, source) -> touch(next, topic, source));
        toldMeanwhile.clear();
        prepared = false;
        chunk = next;
        waiting = next.rows().iterator();
        rows += next.rows().size();
    }

    /**
     * Publishes some of what was read, as many rows as go out without waiting but for the first, and after the last chunk clears
     * ghosts. To be called when nothing {@linkplain #isWaiting
     * waits for the stream} any more.
     *
     * @return whether all of the chunk is published
     */
    boolean publish(Position delivered)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        String version = Version.of(to.epoch(), delivered);
        for (int i = 0; i < SLICE && waiting.hasNext() && (i == 0 || to.window().hasRoomForRow()); i++) {
            publish(waiting.next(), version);
        }
        if (waiting.hasNext()) {
            return false;
        }
        after = requireNonNull(chunk, "nothing was read").end();
        chunk = null;
        if (after == null) {
            clearGhosts(version);
            ended = true;
        }
        return true;
    }

    private void publish(KeyedRow row, String version)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        Message state = to.packets().row(table, row.key(), to.mapper().snapshotRow(table, row.key(), row.row(), null));
        if (!touched.contains(state.topic()) && !held.remove(state.topic(), state.payload())) {
            to.window().publishRow(state.withVersion(version));
            published++;
        }
    }

    /** A row that was told of beyond this place, before a restart, has a greater version: it is no ghost to who compares. */
    private void clearGhosts(String version)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        List<String> ghosts = new ArrayList<>();
        do {
            ghosts.clear();
            if (held.size() > 0) {
                to.broker().forEachRetained(topics.filter(), message -> {
                    if (ghosts.size() < MOST_GHOSTS && held.contains(message.topic())) {
                        ghosts.add(message.topic());
                    }
                });
            }
            for (String ghost : ghosts) {
                held.remove(ghost);
                to.window().publishRow(MessageMapper.tombstone(ghost).withVersion(version));
            }
            cleared += ghosts.size();
        } while (!ghosts.isEmpty());
    }

    TableId table() {
        return table;
    }

    /** Where the next chunk begins; null before the first, and at the end. */
    @Nullable
    String after() {
        return after;
    }

    boolean ended() {
        return ended;
    }

    /** How many rows were read, those of before the scan was cut off included. */
    long rows() {
        return rows;
    }

    /** How many of them the broker did not hold, or held otherwise. */
    long published() {
        return published;
    }

    /** How many topics no row had any more. */
    long cleared() {
        return cleared;
    }
}
