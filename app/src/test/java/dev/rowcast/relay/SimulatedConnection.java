package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.message.Message;
import dev.rowcast.relay.SimulatedTransaction.Changed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to the simulated broker, which takes messages in order and acknowledges them when the world says so. */
final class SimulatedConnection implements BrokerConnection {
    private final SimulatedWorld world;
    private final SimulatedBroker broker;
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final Deque<Sent> taken = new ArrayDeque<>();
    private int unacknowledged;
    private boolean open = true;
    private boolean mute;

    SimulatedConnection(SimulatedWorld world, SimulatedBroker broker) {
        this.world = world;
        this.broker = broker;
    }

    /** A message on its way; a probe if there is no message. */
    private static final class Sent {
        private final @Nullable Message message;
        private final CompletableFuture<Void> answer = new CompletableFuture<>();
        private @Nullable Changed event;

        Sent(@Nullable Message message) {
            this.message = message;
        }
    }

    @Override
    public CompletionStage<Void> publish(Message message) {
        world.moment("publish");
        Sent entry = new Sent(message);
        if (!open) {
            entry.answer.completeExceptionally(lost());
            return entry.answer;
        }
        if (!isOfTheRelay(message)) {
            world.active();
            world.inFlight(++unacknowledged);
        }
        if (world.isTraced()) {
            world.note("publish", text(message));
        }
        sent.add(entry);
        return entry.answer;
    }

    private static String text(Message message) {
        return message.topic() + " " + message.version() + " " + new String(message.payload(), UTF_8);
    }

    static boolean isOfTheRelay(Message message) {
        return message.topic().startsWith("rowcast/");
    }

    @Override
    public CompletionStage<Void> probe() {
        world.moment("probe");
        Sent entry = new Sent(null);
        if (open) {
            sent.add(entry);
        } else {
            entry.answer.completeExceptionally(lost());
        }
        return entry.answer;
    }

    @Override
    public void forEachRetained(String filter, Consumer<Message> action) throws BrokerUnavailableException {
        world.active();
        world.moment("list");
        world.note("list", filter);
        requireOpen();
        take(Integer.MAX_VALUE);
        int table = filter.charAt(0) - 'a';
        for (int key = 1; key <= world.plan().keys(); key++) {
            Message message = broker.retained(table, key);
            if (message != null) {
                action.accept(message);
            }
        }
        world.moment("listed");
        requireOpen();
    }

    /** Replaces the checkpoint behind all that was sent before; the answer may be lost. */
    void retain(Checkpoint checkpoint) throws BrokerUnavailableException {
        requireOpen();
        take(Integer.MAX_VALUE);
        broker.retain(checkpoint);
        world.moment("checkpoint taken");
        requireOpen();
    }

    void requireOpen() throws BrokerUnavailableException {
        if (!open || mute) {
            world.time().passMillis(mute ? 5_000 : 0);
            throw lost();
        }
    }

    private static BrokerUnavailableException lost() {
        return new BrokerUnavailableException("the connection to the broker is cut");
    }

    /** The broker takes so many of the messages that were sent. */
    void take(int most) {
        for (int i = 0; i < most && !mute && !sent.isEmpty(); i++) {
            Sent entry = sent.remove();
            taken.add(entry);
            if (entry.message != null) {
                if (world.isTraced() && !isOfTheRelay(entry.message)) {
                    world.note("    taken", text(entry.message));
                }
                entry.event = world.taken(entry.message);
            }
        }
    }

    /** So many acknowledgements arrive, one of them perhaps ahead of others. */
    void acknowledge(int most, boolean lastFirst) {
        for (int i = 0; i < most && !mute && !taken.isEmpty(); i++) {
            answer(lastFirst && i == 0 ? taken.removeLast() : taken.remove());
        }
    }

    private void answer(Sent entry) {
        if (entry.message != null && !isOfTheRelay(entry.message)) {
            unacknowledged--;
        }
        if (entry.event != null) {
            entry.event.acknowledged = true;
        }
        entry.answer.complete(null);
    }

    boolean isDrained() {
        return !mute && sent.isEmpty() && taken.isEmpty();
    }

    void fallMute() {
        mute = true;
    }

    void cut(Chance chance) {
        take(chance.below(sent.size() + 1));
        open = false;
        taken.addAll(sent);
        sent.clear();
        BrokerUnavailableException loss = lost();
        for (Sent entry = taken.poll(); entry != null; entry = taken.poll()) {
            entry.answer.completeExceptionally(loss);
        }
    }

    @Override
    public int maxPacketBytes() {
        return MOST_PACKET_BYTES;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void abandon() {
        end();
    }

    @Override
    public void close() {
        end();
    }

    /** Of what was sent the broker takes some; nobody waits for its answers. */
    private void end() {
        if (open && !world.isOver()) {
            broker.closed(this);
        }
    }
}
