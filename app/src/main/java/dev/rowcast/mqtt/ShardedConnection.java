package dev.rowcast.mqtt;

import dev.rowcast.message.Message;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.BrokerUnavailableException;
import dev.rowcast.relay.MisconfiguredException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Several connections to one broker that are one to the relay, for brokers that serve each connection with one thread. What is
 * said of one row goes over one of them, and so stays in order; what is about no row goes over the first, which alone has the Last
 * Will. When one is lost, all are: the relay says {@code offline} on the first if that still stands, else the broker does, and
 * connects anew, with the same client ids, so that the broker ends what is left of the former connections before anything is
 * published again. The relay's thread, except {@link #isOpen}.
 */
final class ShardedConnection implements BrokerConnection {
    private final List<BrokerConnection> lanes;

    /** @param lanes at least one */
    ShardedConnection(List<BrokerConnection> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    @Override
    public CompletionStage<Void> publish(Message message) {
        String orderedWith = message.delivery().orderedWith();
        return lanes.get(orderedWith == null ? 0 : lane(orderedWith, lanes.size()))
                .publish(message);
    }

    /**
     * The lane of a topic: the same in every process. {@link String#hashCode} is as its Javadoc says, but topics that differ in
     * their last digits have hashes that do too; the finalizer of MurmurHash3 spreads them over all bits.
     */
    static int lane(String orderedWith, int lanes) {
        int hash = orderedWith.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return Integer.remainderUnsigned(hash ^ (hash >>> 16), lanes);
    }

    /** Proves all of them. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the stage that is returned
    public CompletionStage<Void> probe() {
        CompletableFuture<Void> returned = new CompletableFuture<>();
        CompletableFuture<?>[] each = lanes.stream()
                .map(lane -> lane.probe().whenComplete((done, failure) -> {
                    if (failure != null) {
                        returned.completeExceptionally(failure);
                    }
                }))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(each).thenRun(() -> returned.complete(null));
        return returned;
    }

    /** What was published on the others is seen once it is acknowledged. */
    @Override
    public void forEachRetained(String filter, Consumer<Message> action)
            throws BrokerUnavailableException, MisconfiguredException, InterruptedException {
        lanes.get(0).forEachRetained(filter, action);
    }

    @Override
    public int maxPacketBytes() {
        return lanes.stream().mapToInt(BrokerConnection::maxPacketBytes).min().orElseThrow();
    }

    @Override
    public boolean isOpen() {
        return lanes.stream().allMatch(BrokerConnection::isOpen);
    }

    @Override
    public void abandon() {
        end(BrokerConnection::abandon);
    }

    @Override
    public void close() {
        end(BrokerConnection::close);
    }

    /** All at once, for each may wait for a broker that does not answer. */
    private void end(Consumer<BrokerConnection> ending) {
        List<Thread> threads = lanes.stream()
                .map(lane -> new Thread(() -> ending.accept(lane), "mqtt-end"))
                .toList();
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
