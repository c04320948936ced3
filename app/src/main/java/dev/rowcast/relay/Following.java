package dev.rowcast.relay;

import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.Passed;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.StreamItem.TableAltered;
import dev.rowcast.change.StreamItem.TablesAltered;
import dev.rowcast.change.TableId;
import dev.rowcast.message.ChangeMessages;
import dev.rowcast.message.Message;
import dev.rowcast.message.Version;
import dev.rowcast.relay.TableScan.Publishing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One uninterrupted following of the database: from the checkpoint, or the present, on through the stream, until database or
 * broker is lost. State that the broker does not hold is published meanwhile, in chunks between the changes. Relay's thread.
 */
final class Following implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    /** While a chunk is being read. */
    private static final Duration CHUNK_POLL = Duration.ofMillis(1);

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
    private final AtomicReference<@Nullable Checkpoint> known;
    private final TableReader reader;
    private final FollowedTables followed;
    private final AcknowledgedTables acknowledged;
    private final Refresh refresh;
    private final ChangeStream stream;

    private final RowCounts counts = new RowCounts();
    private final Alterations alterations;
    private final Announcements announcements;

    private final CatchUp catchUp;

    private Gaps gaps;
    /** The end of the last transaction that was taken from the stream. */
    private Position delivered;

    private boolean withinTransaction;

    private boolean refreshing;

    /**
     * Finds the place to go on from, and opens the stream.
     *
     * @param known the last checkpoint that this process knows of, for a broker that has lost its own; kept up to date
     * @throws SourceUnavailableException if the database can not be reached or is lost
     * @throws BrokerUnavailableException if the broker is lost
     */
    Following(
            RelaySettings settings,
            Relay.Ports ports,
            BrokerLink link,
            StatusBoard board,
            AtomicBoolean resyncAsked,
            AtomicReference<@Nullable Checkpoint> known)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        this.settings = settings.withFingerprint(link.packets().fingerprint(settings.fingerprint()));
        this.ports = ports;
        this.board = board;
        this.link = link;
        this.resyncAsked = resyncAsked;
        this.known = known;
        this.window = link.window();
        window.beginAnew();
        this.keeper = new CheckpointKeeper(ports.checkpoints(), link.connection(), ports.time(), board.meter());
        String server = ports.source().check();
        board.database(true);
        Optional<Checkpoint> saved = ports.checkpoints().load(link.connection());
        saved.ifPresent(known::set);
        this.from = ResumePoint.find(
                this.settings.fingerprint(),
                ports.source(),
                ports.time().instant(),
                server,
                saved.or(() -> Optional.ofNullable(known.get()).map(Checkpoint::withoutState)));
        this.gaps = from.gaps();
        this.reader = ports.source().reader();
        this.refresh = new Refresh(
                new Publishing(ports.mapper(), link.connection(), window, link.packets(), from.epoch()),
                reader,
                board,
                counts,
                ports.time());
        this.followed = new FollowedTables(settings.tables(), from.tables());
        this.alterations = new Alterations(followed, reader);
        this.announcements = new Announcements(settings, ports, link);
        this.acknowledged = new AcknowledgedTables(followed, ports.mapper());
        if (link.packets().isNamed()) {
            link.packets().forewarn(ports.source().largestRows(followed.all()));
        }
        this.delivered = start();
        begin();
        this.stream = ports.source().stream(delivered);
        this.catchUp = new CatchUp(delivered, ports.time());
        LOG.info("Streaming changes of {}", followed.all());
    }

    private Position start() throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        Position position = from.position();
        return position == null ? ports.source().present() : position;
    }

    private void begin()
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        board.counted(from.rows());
        noteGap(delivered);
        board.history(from.epoch(), delivered);
        tellListener(known.get());
        Map<TableId, String> stale = followed.update(reader.tables(delivered));
        if (from.everything()) {
            String reason = String.valueOf(from.refreshReason());
            followed.all().forEach(table -> refresh.add(ScanPoint.first(table), reason));
        } else {
            from.unfinished().forEach(point -> refresh.add(point, String.valueOf(from.refreshReason())));
            stale.forEach((table, why) -> refresh.add(ScanPoint.first(table), why));
        }
        acknowledged.begin(refresh.unfinished());
        if (from.refreshReason() == null && stale.isEmpty()) {
            board.enter(Phase.STREAMING, null);
        } else {
            refreshing = true;
            String reason = from.refreshReason() == null ? refresh.reasons() : from.refreshReason();
            board.enter(from.position() == null && from.lost() == null ? Phase.SNAPSHOT : Phase.RESYNC, reason);
            // Before the checkpoint forgets them.
            FormerTopics.clear(from.former(), acknowledged.retained(), link.connection(), window);
        }
        // Before anything goes out: whatever happens now, no change from here on is missed, and versions stay the same.
        known.set(checkpoint(delivered));
        keeper.offer(checkpoint(delivered));
        keeper.save();
    }

    /** Before anything of a new table goes out: whatever happens then, its topics are known and its state is not taken for whole. */
    private void saveTables() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        Checkpoint last = known.get();
        if (last != null && followed.takeGrown()) {
            Checkpoint more = checkpoint(last.position());
            known.set(more);
            keeper.offer(more);
            keeper.save();
        }
    }

    /** @param former the checkpoint from which the stream goes on, if it does */
    private void tellListener(@Nullable Checkpoint former) {
        String version = former == null || from.position() == null
                ? Version.of(from.epoch(), delivered)
                : Version.of(former.epoch(), former.position());
        String lost = from.lost() == null ? null : from.refreshReason();
        ports.listener().begins(new EventListener.Beginning(from.epoch(), delivered, version, lost));
    }

    private void noteGap(Position start) {
        Position lost = from.lost();
        if (lost != null) {
            String reason = String.valueOf(from.refreshReason());
            LOG.warn("Events after {} up to {} are lost: {}. The state is being published anew", lost, start, reason);
            gaps = gaps.plus(Gap.between(lost, start, ports.time().instant(), reason));
        }
        board.gaps(gaps);
    }

    /** Takes and publishes what comes next, and moves the checkpoint behind the acknowledgements. */
    void step()
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        Batch batch = new Batch();
        try {
            take(batch);
        } catch (SourceUnavailableException | MisconfiguredException e) {
            // What was committed before is told.
            saveTables();
            batch.publish(window, ports.listener());
            throw e;
        }
        saveTables();
        batch.publish(window, ports.listener());
        if (!withinTransaction) {
            announcements.proceed(reader, delivered, followed.all());
        }
        refreshState();
        acknowledge();
        if (!withinTransaction && catchUp.isDone(delivered)) {
            board.caughtUp();
        }
        if (refreshing && refresh.isDone() && acknowledged.areWhole()) {
            refreshing = false;
            keeper.save();
            board.enter(Phase.STREAMING, null);
        }
    }

    /** What the stream has ready, or what it has next. */
    private void take(Batch batch) throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        StreamItem item = stream.poll(patience());
        catchUp.asked(item != null);
        while (item != null) {
            take(item, batch);
            item = batch.isFull() ? null : stream.poll(Duration.ZERO);
        }
    }

    private Duration patience() {
        if (refresh.canProceed(delivered, withinTransaction)) {
            return Duration.ZERO;
        }
        return refresh.isReading() ? CHUNK_POLL : IDLE_POLL;
    }

    private void take(StreamItem item, Batch batch)
            throws SourceUnavailableException, MisconfiguredException, InterruptedException {
        if (item instanceof RowChange change) {
            withinTransaction = true;
            take(change, batch);
        } else if (item instanceof TableAltered table) {
            withinTransaction = true;
            alterations.add(table.table(), table.statement());
        } else if (item instanceof TablesAltered statement) {
            withinTransaction = true;
            alterations.add(statement);
        } else if (item instanceof Passed passed) {
            delivered = passed.position();
            announcements.committed(delivered);
            batch.addMark(mark(null, Map.of()));
        } else if (item instanceof Commit commit) {
            withinTransaction = false;
            delivered = commit.position();
            alterations.askForTables(delivered);
            announcements.committed(delivered);
            refreshAltered();
            batch.addMark(mark(commit.committedAt(), counts.take(delivered)));
        }
    }

    private Mark mark(@Nullable Instant committedAt, Map<TableId, Long> rowDifferences) {
        return new Mark(delivered, committedAt, rowDifferences, refresh.unfinished(), followed.all());
    }

    private void take(RowChange change, Batch batch) throws SourceUnavailableException, MisconfiguredException {
        if (!change.source().server().equals(from.server())) {
            throw new SourceUnavailableException("another server has taken the place of " + from.server());
        }
        TableId table = change.table();
        if (!followed.tells(table)) {
            return;
        }
        if (followed.add(table)) {
            alterations.add(new TablesAltered(table::equals, true, FollowedTables.NEW));
        } else if (followed.isLeaving(table)) {
            alterations.add(table, FollowedTables.GONE);
        }
        String version = Version.of(from.epoch(), change.source());
        ChangeMessages messages = ports.mapper().messages(change, version);
        List<Message> events = link.packets().events(change, version, messages.events());
        if (messages.state() != null) {
            Message state = link.packets().state(change, messages.state());
            refresh.changed(state.topic(), change);
            batch.addState(state);
        }
        Broadcast.Event told = new Broadcast.Event(
                table,
                change.operation(),
                messages.key(),
                version,
                events.get(0).payload());
        batch.addEvents(events, told);
        counts.add(change);
        announcements.changed(change);
    }

    private void refreshState()
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        if (!withinTransaction && resyncAsked.getAndSet(false)) {
            followed.all().forEach(table -> alterations.add(table, RESYNC_ASKED));
            refreshAltered();
            window.mark(mark(null, Map.of()));
        }
        if (!refresh.canProceed(delivered, withinTransaction)) {
            return;
        }
        if (refresh.isBetweenTables()) {
            link.announce();
            window.awaitEmpty();
            acknowledge();
        }
        if (refresh.proceed(delivered, withinTransaction)) {
            followed.forget(refresh.unfinished()).forEach(board::uncounted);
            window.mark(mark(null, Map.of()));
        }
    }

    /** The state of what was altered is read anew from here on. */
    private void refreshAltered() {
        Map<TableId, String> altered = alterations.take();
        if (altered.isEmpty()) {
            return;
        }
        altered.forEach((table, statement) -> refresh.add(ScanPoint.first(table), statement));
        announcements.altered(altered.keySet());
        if (!refresh.isDone()) {
            refreshing = true;
            board.enter(Phase.RESYNC, refresh.reasons());
        }
    }

    private void acknowledge() throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        List<Mark> marks = window.acknowledged();
        for (Mark mark : marks) {
            board.acknowledged(mark);
        }
        if (marks.isEmpty()) {
            keeper.saveIfDue();
            return;
        }
        Mark last = marks.get(marks.size() - 1);
        acknowledged.acknowledged(last);
        catchUp.acknowledged(last.position());
        Checkpoint checkpoint = checkpoint(last.position());
        known.set(checkpoint);
        keeper.offer(checkpoint);
    }

    private Checkpoint checkpoint(Position position) {
        List<ScanPoint> unfinished = acknowledged.unfinished();
        return new Checkpoint(
                from.server(),
                from.epoch(),
                position,
                unfinished.isEmpty(),
                unfinished,
                acknowledged.tables(),
                board.rows(),
                acknowledged.retained(),
                gaps,
                settings.fingerprint());
    }

    /** Ends the stream, waits briefly for the last acknowledgements, and saves how far they reach. Never throws. */
    @Override
    public void close() {
        stream.close();
        refresh.close();
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
