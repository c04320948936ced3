package dev.rowcast.relay;

import dev.rowcast.message.Message;
import dev.rowcast.relay.SimulatedTransaction.Changed;
import dev.rowcast.relay.SimulationPlan.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One seed's world around the relay. Every call of a port comes by here first, and then anything may happen. After some time
 * writes and faults stop, and the world waits until the relay has nothing left to do.
 */
final class SimulatedWorld {
    private static final int MOST_MOMENTS = 6_000;
    private static final int QUIET = 2;
    private static final int QUIET_POLL_MILLIS = 200;

    private final Chance chance;
    private final SimulationPlan plan;
    private final Mistake mistake;
    private final @Nullable List<String> trace;
    private final SimulatedTime time;
    private final SimulatedServer server;
    private final SimulatedSource source;
    private final SimulatedBroker broker;
    private final SimulatedCheckpoints checkpoints;
    private final Guarantees guarantees;

    private int moments;
    private int faults;
    private int unwritten;
    private boolean calm;
    private int idle;
    private int process;
    private boolean stopAsked;
    private @Nullable Relay relay;
    private boolean over;

    SimulatedWorld(long seed, Size size, Mistake mistake, @Nullable List<String> trace) {
        this.chance = new Chance(seed);
        this.plan = SimulationPlan.draw(size, chance);
        this.mistake = mistake;
        this.trace = trace;
        this.time = new SimulatedTime(this);
        this.server = new SimulatedServer(plan, chance, time);
        this.source = new SimulatedSource(this, server);
        this.broker = new SimulatedBroker(this);
        this.checkpoints = new SimulatedCheckpoints(this);
        this.guarantees = new Guarantees(this, server);
        this.unwritten = plan.transactions();
        note("plan", plan);
        broker.retainLeftovers(chance);
    }

    /** The process was killed: whatever it still does has no effect. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** Nothing is left to do. */
    static final class Quiet extends Error {
        private static final long serialVersionUID = 1;

        Quiet() {
            super("quiet", null, false, false);
        }
    }

    /** A new process begins. */
    void begin(Relay itsRelay) {
        process++;
        relay = itsRelay;
        over = false;
        stopAsked = false;
        idle = 0;
        guarantees.processBegins();
    }

    /** The process has ended, in whatever way; an embedded broker with it. */
    void endProcess() {
        broker.cut(chance);
        source.cut();
        if (!plan.externalBroker()) {
            broker.forget();
        }
    }

    /** A port was called: time goes on, and something may happen. */
    void moment(String port) {
        if (over) {
            // The relay ends what it has open; nobody hears it.
            throw new Killed();
        }
        if (++moments > MOST_MOMENTS) {
            throw end(new Violation("it does not become quiet"));
        }
        time.passMillis(chance.below(plan.mostMillis() + 1));
        if (calm) {
            settle();
            return;
        }
        Happening happening = plan.weights().draw(chance);
        if (happening.isFault() && ++faults > plan.mostFaults()) {
            happening = Happening.NOTHING;
        }
        if (trace != null && happening != Happening.NOTHING) {
            note("  at " + port, happening);
        }
        happen(happening);
        calm = moments > plan.moments();
    }

    /** As {@link #moment}, in a call that ends when the process is asked to stop. */
    void interruptibleMoment(String port) throws InterruptedException {
        moment(port);
        if (stopAsked) {
            stopAsked = false;
            throw new InterruptedException();
        }
    }

    private void happen(Happening happening) {
        switch (happening) {
            case NOTHING -> {}
            case COMMIT -> commit();
            case SHOW -> server.showOne();
            case EXECUTE -> server.executeOne();
            case TAKE -> broker.take(chance.between(1, 4));
            case ACKNOWLEDGE -> broker.acknowledge(chance.between(1, 4), chance.oneIn(4));
            case ROTATE -> server.rotate();
            case RESYNC -> askForResync();
            case CRASH -> throw end(new Killed());
            case STOP -> stopAsked = true;
            case SERVER_CUT -> source.cut();
            case SERVER_RESTART -> restartServer();
            case PURGE -> server.purge(source.readingFile());
            case RESTORE -> restore();
            case FAILOVER -> failOver();
            case BROKER_CUT -> cutBroker(false);
            case BROKER_FORGETS -> cutBroker(true);
            case BROKER_MUTE -> broker.fallMute();
            case DISK_FULL -> checkpoints.refuse(chance.between(1, 3));
        }
    }

    /** Nothing that the process does from here on has an effect. */
    private <T extends Error> T end(T how) {
        over = true;
        return how;
    }

    private void commit() {
        if (unwritten > 0 && !server.isFull()) {
            unwritten -= server.commitGroup();
        }
    }

    private void askForResync() {
        Relay running = relay;
        if (running != null) {
            running.resync();
        }
    }

    private void restartServer() {
        source.goAway(chance.below(3));
        server.settle();
        server.rotate();
    }

    private void restore() {
        source.goAway(chance.below(2));
        server.restore();
        guarantees.anotherEpoch();
    }

    private void failOver() {
        source.cut();
        server.failOver();
        guarantees.anotherEpoch();
    }

    private void cutBroker(boolean forgets) {
        broker.cut(chance);
        broker.goAway(plan.externalBroker() ? chance.below(3) : 0);
        if (forgets) {
            broker.forget();
        }
    }

    /** Nothing breaks any more, and all that waits is done. */
    private void settle() {
        server.settle();
        source.comeBack();
        broker.comeBack();
        broker.take(Integer.MAX_VALUE);
        broker.acknowledge(Integer.MAX_VALUE, false);
    }

    /** The broker has taken a message. Returns the change if it is an event. */
    @Nullable
    Changed taken(Message message) {
        try {
            return guarantees.taken(message);
        } catch (Violation e) {
            throw end(e);
        }
    }

    /** A checkpoint is about to be stored. */
    void saving(Checkpoint checkpoint) {
        try {
            guarantees.saving(checkpoint);
        } catch (Violation e) {
            throw end(e);
        }
    }

    /** So many messages wait for their acknowledgement. */
    void inFlight(int messages) {
        if (messages > plan.maxInFlight()) {
            throw end(new Violation(messages + " messages are in flight, " + plan.maxInFlight() + " are allowed"));
        }
    }

    /** The relay does something. */
    void active() {
        idle = 0;
    }

    /** The relay has polled, and there was nothing. */
    void idle() {
        if (!calm) {
            return;
        }
        time.passMillis(QUIET_POLL_MILLIS);
        Relay running = relay;
        boolean done = running != null
                && source.isDrained()
                && broker.isDrained()
                && running.status().phase() == Phase.STREAMING;
        idle = done ? idle + 1 : 0;
        if (idle > QUIET) {
            throw end(new Quiet());
        }
    }

    /** Whether the stream has something to give now. */
    boolean isDelivering() {
        return calm || !chance.oneIn(4);
    }

    /** Writes down what happens, if somebody wants to read it. */
    void note(String what, Object which) {
        if (trace != null) {
            trace.add(what + " " + which);
        }
    }

    boolean isTraced() {
        return trace != null;
    }

    boolean isOver() {
        return over;
    }

    int process() {
        return process;
    }

    Chance chance() {
        return chance;
    }

    SimulationPlan plan() {
        return plan;
    }

    Mistake mistake() {
        return mistake;
    }

    SimulatedTime time() {
        return time;
    }

    SimulatedServer server() {
        return server;
    }

    SimulatedSource source() {
        return source;
    }

    SimulatedBroker broker() {
        return broker;
    }

    SimulatedCheckpoints checkpoints() {
        return checkpoints;
    }

    Guarantees guarantees() {
        return guarantees;
    }
}
