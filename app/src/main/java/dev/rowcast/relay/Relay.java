package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.message.MessageMapper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries changes from the database to the broker. One thread owns it all: it connects, follows, and after any loss waits a
 * jittered while and begins again from the last checkpoint. This is the only place that tries again.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final RelaySettings settings;
    private final Ports ports;
    private final StatusBoard board;
    private final Backoff backoff;
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "relay");
    private final AtomicBoolean resyncAsked = new AtomicBoolean();
    private volatile boolean stopping;

    private final Standby standby;

    private @Nullable Term term;
    private @Nullable BrokerLink link;
    /** Everything that is needed has been reached once. */
    private boolean hasBegun;

    private @Nullable String lastProblem;
    /** The last checkpoint that the broker's acknowledgements allow; null before the first. */
    private final AtomicReference<@Nullable Checkpoint> known = new AtomicReference<>();

    /** What the relay works with. */
    public record Ports(
            ChangeSource source,
            BrokerConnector connector,
            CheckpointStore checkpoints,
            MessageMapper mapper,
            RelayTime time,
            Candidacy candidacy,
            EventListener listener) {
        /** Of one that nobody contends with, and nobody listens to. */
        public Ports(
                ChangeSource source,
                BrokerConnector connector,
                CheckpointStore checkpoints,
                MessageMapper mapper,
                RelayTime time) {
            this(source, connector, checkpoints, mapper, time, Candidacy.UNCONTESTED, EventListener.NONE);
        }

        public Ports {
            requireNonNull(candidacy, "candidacy is null");
            requireNonNull(source, "source is null");
            requireNonNull(connector, "connector is null");
            requireNonNull(checkpoints, "checkpoints is null");
            requireNonNull(mapper, "mapper is null");
            requireNonNull(time, "time is null");
            requireNonNull(listener, "listener is null");
        }
    }

    public Relay(RelaySettings settings, Ports ports) {
        this(settings, ports, RandomGenerator.getDefault());
    }

    /** @param jitter of the waits after losses */
    Relay(RelaySettings settings, Ports ports, RandomGenerator jitter) {
        this.settings = requireNonNull(settings, "settings is null");
        this.ports = requireNonNull(ports, "ports is null");
        this.board = new StatusBoard(ports.time());
        this.backoff = new Backoff(jitter, FIRST_WAIT, LONGEST_WAIT);
        this.standby = new Standby(ports.candidacy(), board, ports.time());
    }

    /** Begins, on a thread of its own. */
    public void start() {
        thread.start();
    }

    /** What the relay is doing now. Any thread. */
    public RelayStatus status() {
        return board.read();
    }

    /** What the relay has done since the start. Any thread. */
    public RelayFigures figures() {
        return board.figures();
    }

    /**
     * Asks for the state of all tables to be published anew, and ghosts to be cleared, between two transactions; as soon as
     * changes are streamed, if they are not now. Asking twice before it begins is asking once. Any thread.
     */
    public void resync() {
        resyncAsked.set(true);
    }

    /** Completes when the relay has ended, with the reason. */
    public CompletableFuture<Ending> ended() {
        return ended.copy();
    }

    /** Stops: says {@code offline}, saves the checkpoint, ends the connections. Waits a bounded time. Any thread. */
    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(STOP_TIMEOUT.toMillis());
            if (thread.isAlive()) {
                LOG.warn("The relay did not stop within {} s", STOP_TIMEOUT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Ending outcome = Ending.Stopped.STOPPED;
        try {
            while (!stopping) {
                attempt();
                pause(backoff.next());
            }
        } catch (InterruptedException e) {
            LOG.debug("Asked to stop");
        } catch (MisconfiguredException e) {
            outcome = new Ending.Misconfigured(String.valueOf(e.getMessage()));
        } catch (StayedUnreachableException e) {
            outcome = new Ending.Unreachable(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            outcome = new Ending.Failed(e);
        }
        goodbye(outcome);
        ended.complete(outcome);
    }

    private void pause(Duration duration) throws InterruptedException {
        RelayTime time = ports.time();
        long end = time.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - time.nanoTime()) {
            time.rest(Duration.ofNanos(left));
        }
    }

    /** Follows the database until something is lost. A rest is due before the next attempt. */
    void attempt() throws InterruptedException, MisconfiguredException, StayedUnreachableException {
        try {
            BrokerLink broker = connectedBroker(leading());
            broker.announce();
            try (Following following = new Following(settings, ports, broker, board, resyncAsked, known)) {
                hasBegun = true;
                lastProblem = null;
                broker.announce();
                followOn(following, broker);
            }
        } catch (SourceUnavailableException e) {
            board.database(false);
            lost(e);
        } catch (BrokerUnavailableException e) {
            board.broker(false);
            resign();
            closeBroker();
            lost(e);
        }
    }

    /**
     * The term in which we lead, when we do. The order is what keeps two leaders apart: first the lock, then the broker's
     * connection, then a question whether the lock still holds, then the first message. All connections of leaders have one
     * client id, so that the broker ends a former leader's when the next one's begins: whoever is told that the lock was held
     * while the connection stood sends nothing after another's first message, however long it sleeps in between.
     */
    private Term leading()
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        Term current = term;
        if (current != null && current.isHeld()) {
            return current;
        }
        resign();
        Term won = ports.candidacy().election().stand(Duration.ZERO);
        if (won == null) {
            closeBroker();
            hasBegun = true;
            won = standby.awaitTerm();
            lastProblem = null;
        }
        term = won;
        return won;
    }

    private void resign() {
        Term current = term;
        term = null;
        if (current != null) {
            current.close();
        }
    }

    /** Ends only by what is thrown. A loss is told at once, for ending what is left takes its time. */
    private void followOn(Following following, BrokerLink broker)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        try {
            while (true) {
                following.step();
                backoff.reset();
                broker.announceProgress();
            }
        } catch (SourceUnavailableException e) {
            board.database(false);
            tell(e);
            throw e;
        } catch (BrokerUnavailableException e) {
            board.broker(false);
            // Another may reach the broker, and to end what is left here takes its time.
            resign();
            tell(e);
            throw e;
        }
    }

    private BrokerLink connectedBroker(Term current)
            throws SourceUnavailableException, BrokerUnavailableException, MisconfiguredException,
                    InterruptedException {
        BrokerLink standing = link;
        if (standing != null && standing.isOpen()) {
            return standing;
        }
        closeBroker();
        BrokerConnection connection = ports.connector().connect();
        BrokerLink opened = new BrokerLink(connection, current, settings, board, ports.time());
        link = opened;
        current.confirm();
        board.broker(true);
        return opened;
    }

    /** Says what is wrong once, however often it is tried again. */
    private void tell(Exception problem) {
        String message = String.valueOf(problem.getMessage());
        if (!message.equals(lastProblem)) {
            LOG.warn("{}; trying again", message);
            LOG.debug("Cause", problem);
            lastProblem = message;
        }
        board.enter(hasBegun ? Phase.RECONNECTING : Phase.STARTING, message);
        announce();
    }

    private void lost(Exception problem) throws StayedUnreachableException {
        tell(problem);
        Duration waited =
                Duration.between(board.read().startedAt(), ports.time().instant());
        if (!hasBegun && settings.connectTimeout().toMillis() > 0 && waited.compareTo(settings.connectTimeout()) > 0) {
            throw new StayedUnreachableException(problem.getMessage() + "; gave up after "
                    + settings.connectTimeout().toSeconds() + " s");
        }
    }

    private void announce() {
        BrokerLink current = link;
        if (current != null) {
            current.announce();
        }
    }

    private void goodbye(Ending outcome) {
        board.enter(Phase.STOPPED, reason(outcome));
        announce();
        closeBroker();
        // Only now, so that the next leader has the last word.
        resign();
        ports.candidacy().election().close();
        board.broker(false);
        board.database(false);
    }

    private static @Nullable String reason(Ending outcome) {
        if (outcome instanceof Ending.Misconfigured misconfigured) {
            return misconfigured.message();
        }
        if (outcome instanceof Ending.Unreachable unreachable) {
            return unreachable.message();
        }
        return outcome instanceof Ending.Failed failed ? failed.cause().toString() : null;
    }

    private void closeBroker() {
        BrokerLink current = link;
        link = null;
        if (current != null) {
            current.close();
        }
    }

    /** The start took longer than it may. */
    private static final class StayedUnreachableException extends Exception {
        private static final long serialVersionUID = 1;

        StayedUnreachableException(String message) {
            super(message);
        }
    }
}
