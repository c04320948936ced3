package dev.rowcast.relay;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.StreamItem.TableAltered;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import dev.rowcast.message.MessageMapper;
import dev.rowcast.message.RetainedTopics;
import dev.rowcast.message.Version;
import dev.rowcast.relay.PublishWindow.Mark;
import dev.rowcast.relay.RelayStatus.Gap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One uninterrupted following of the database: from the checkpoint, or a snapshot, on through the stream, until database or
 * broker is lost. Relay's thread.
 */
final class Following implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    private static final Duration FAREWELL = Duration.ofMillis(1500);
    private static final String RESYNC_ASKED = "asked for";

    private final RelaySettings settings;
    private final Relay.Ports ports;
    private final StatusBoard board;
    private final BrokerLink link;
    private final PublishWindow window;
    private final CheckpointKeeper keeper;
    private final ResumePoint from;
    private final AtomicBoolean resyncAsked;
    private final List<RetainedTopics> retainedTopics;
    private final ChangeStream stream;

    /** Up to where the published state of a table is ahead of its events. */
    private final Map<TableId, Position> stateAhead = new HashMap<>();
    /** By how much the tables have grown in the transaction so far. */
    private final Map<TableId, Long> rowDifferences = new HashMap<>();
    /** Up to where a table's changes are in its number of rows. */
    private final Map<TableId, Position> counted = new HashMap<>();
    /** Tables whose state has to be read anew when the transaction ends, each with the statement. */
    private final Map<TableId, String> altered = new LinkedHashMap<>();
    /** The end of the last transaction that was taken from the stream. */
    private Position delivered;

    private boolean withinTransaction;
    /** The broker's state is whole; not so between a statement that altered a table and the end of its refresh. */
    private boolean stateComplete = true;

    /**
     * Finds the place to go on from, brings the state up to date if need be, and opens the stream.
     *
     * @throws SourceUnavailableException if the database can not be reached or is lost
     * @throws BrokerUnavailableException if the broker is lost
     */
    Following(RelaySettings settings, Relay.Ports ports, BrokerLink link, StatusBoard board, AtomicBoolean resyncAsked)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        this.settings = settings;
        this.ports = ports;
        this.board = board;
        this.link = link;
        this.resyncAsked = resyncAsked;
        this.retainedTopics = settings.tables().stream()
                .flatMap(table -> ports.mapper().retainedTopics(table).stream())
                .toList();
        this.window = new PublishWindow(link.connection(), settings.maxInFlight());
        this.keeper = new CheckpointKeeper(ports.checkpoints(), link.connection());
        String server = ports.source().check();
        board.database(true);
        this.from =
                ResumePoint.find(settings, ports, server, ports.checkpoints().load(link.connection()));
        this.delivered = begin();
        this.stream = ports.source().stream(delivered);
        board.enter(Phase.STREAMING, null);
        LOG.info("Streaming changes of {}", settings.tables());
    }

    /** Takes and publishes the next item, and moves the checkpoint behind the acknowledgements. */
    void step()
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        StreamItem item = stream.poll(IDLE_POLL);
        if (item instanceof RowChange change) {
            withinTransaction = true;
            publish(change);
        } else if (item instanceof TableAltered table) {
            withinTransaction = true;
            altered.put(table.table(), table.statement());
        } else if (item instanceof Commit commit) {
            withinTransaction = false;
            delivered = commit.position();
            window.commit(new Mark(commit, rowDifferences));
            rowDifferences.clear();
            stateAhead.values().removeIf(delivered::includes);
            counted.values().removeIf(delivered::includes);
        }
        if (!withinTransaction) {
            refreshIfNeeded();
        }
        acknowledge();
    }

    private void refreshIfNeeded()
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        if (resyncAsked.getAndSet(false)) {
            settings.tables().forEach(table -> altered.putIfAbsent(table, RESYNC_ASKED));
        }
        if (!altered.isEmpty()) {
            refreshAltered();
        }
    }

    private Position begin()
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        Position position = from.position();
        String reason = from.refreshReason();
        board.counted(from.rows());
        if (position != null && reason == null) {
            board.history(from.epoch(), position);
            return position;
        }
        board.enter(position == null && from.lost() == null ? Phase.SNAPSHOT : Phase.RESYNC, reason);
        // Rows get the version of the place that the stream goes on from: above all that was sent, below all that will
        // be.
        try (Snapshot snapshot = ports.source().snapshot(settings.tables(), position)) {
            Position start = position == null ? snapshot.position() : position;
            board.history(from.epoch(), start);
            noteGap(start);
            clearFormerTopics();
            // Saved before the first row goes out: whatever happens now, no change from here on is missed.
            save(start, false);
            publishState(snapshot, settings.tables(), String.valueOf(reason));
            save(start, true);
            return start;
        }
    }

    /** Before the checkpoint forgets them. */
    private void clearFormerTopics() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        List<RetainedTopics> former = new ArrayList<>(from.former());
        former.removeAll(retainedTopics);
        if (!former.isEmpty()) {
            long cleared = new StateRefresh(ports.mapper(), link.connection(), window).clear(former, retainedTopics);
            LOG.info("Cleared {} topics that the settings no longer name", cleared);
        }
    }

    private void noteGap(Position start) {
        Position lost = from.lost();
        if (lost != null) {
            String reason = String.valueOf(from.refreshReason());
            LOG.warn("Events after {} up to {} are lost: {}. The state is being published anew", lost, start, reason);
            board.gap(new Gap(ports.clock().instant(), reason, lost, start));
        }
    }

    private void save(Position position, boolean stateComplete)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        keeper.offer(checkpoint(position, stateComplete));
        keeper.save();
    }

    private Checkpoint checkpoint(Position position, boolean stateComplete) {
        return new Checkpoint(
                from.server(),
                from.epoch(),
                position,
                stateComplete,
                board.rows(),
                retainedTopics,
                settings.fingerprint());
    }

    private void publishState(Snapshot snapshot, Collection<TableId> tables, String reason)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        link.announce();
        String version = Version.of(from.epoch(), snapshot.position());
        StateRefresh refresh = new StateRefresh(ports.mapper(), link.connection(), window);
        for (TableId table : tables) {
            if (ports.mapper().keepsState()) {
                StateRefresh.Outcome outcome = refresh.run(snapshot, table, version);
                board.counted(table, outcome.rows());
                LOG.info(
                        "Published the state of {}: {} rows, {} of them new or changed, {} ghosts cleared ({})",
                        table,
                        outcome.rows(),
                        outcome.published(),
                        outcome.cleared(),
                        reason);
            }
            stateAhead.put(table, snapshot.position());
            counted.put(table, snapshot.shown());
        }
    }

    private void publish(RowChange change)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        Position ahead = stateAhead.get(change.table());
        MessageMapper mapper = ports.mapper();
        boolean stateIsNewer = ahead != null && ahead.includes(change.source());
        List<Message> messages =
                stateIsNewer ? mapper.events(change, from.epoch()) : mapper.messages(change, from.epoch());
        for (Message message : messages) {
            window.publish(message);
        }
        Position alreadyCounted = counted.get(change.table());
        if (alreadyCounted == null || !alreadyCounted.includes(change.source())) {
            rowDifferences.merge(change.table(), growth(change.operation()), Long::sum);
        }
    }

    /** The stream rests meanwhile; the server waits, or we are disconnected and begin again from the checkpoint. */
    private void refreshAltered()
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        Map<TableId, String> statements = Map.copyOf(altered);
        altered.clear();
        String reasons = statements.values().stream().distinct().collect(Collectors.joining("; "));
        board.enter(Phase.RESYNC, reasons);
        link.announce();
        stateComplete = false;
        window.awaitEmpty();
        acknowledge();
        try (Snapshot snapshot = ports.source().snapshot(statements.keySet(), delivered)) {
            publishState(snapshot, statements.keySet(), reasons);
        }
        stateComplete = true;
        save(delivered, true);
        board.enter(Phase.STREAMING, null);
    }

    private void acknowledge() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        List<Mark> marks = window.acknowledged();
        for (Mark mark : marks) {
            board.acknowledged(mark);
        }
        if (marks.isEmpty()) {
            keeper.saveIfDue();
        } else {
            Position position = marks.get(marks.size() - 1).commit().position();
            keeper.offer(checkpoint(position, stateComplete));
        }
    }

    private static long growth(Operation operation) {
        return switch (operation) {
            case INSERT -> 1;
            case UPDATE -> 0;
            case DELETE -> -1;
        };
    }

    /** Ends the stream, waits briefly for the last acknowledgements, and saves how far they reach. Never throws. */
    @Override
    public void close() {
        stream.close();
        try {
            if (link.isOpen()) {
                window.drain(FAREWELL);
            }
            acknowledge();
            keeper.save();
        } catch (BrokerUnavailableException | MisconfiguredException e) {
            LOG.debug("Some changes were not acknowledged; they will be sent again", e);
            saveWhatIs();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void saveWhatIs() {
        try {
            keeper.save();
        } catch (BrokerUnavailableException | MisconfiguredException e) {
            LOG.debug("The checkpoint waits for the broker", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
