package dev.rowcast.relay;

import dev.rowcast.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A broker in memory that acknowledges when the test says so. Any thread. */
final class ScriptedBroker implements BrokerConnection {
    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private final List<Message> published = new ArrayList<>();
    private final Deque<CompletableFuture<Void>> probes = new ArrayDeque<>();
    private boolean acknowledgeAtOnce;
    private volatile boolean abandoned;

    static ScriptedBroker acknowledging() {
        ScriptedBroker broker = new ScriptedBroker();
        broker.acknowledgeAtOnce = true;
        return broker;
    }

    @Override
    public synchronized CompletionStage<Void> publish(Message message) {
        published.add(message);
        CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
        if (acknowledgeAtOnce) {
            acknowledgement.complete(null);
        } else {
            waiting.add(acknowledgement);
        }
        return acknowledgement;
    }

    @Override
    public synchronized CompletionStage<Void> probe() {
        CompletableFuture<Void> probe = new CompletableFuture<>();
        probes.add(probe);
        if (acknowledgeAtOnce) {
            probe.complete(null);
        }
        return probe;
    }

    /** Sends the last probe back. */
    synchronized void returnProbe() {
        probes.getLast().complete(null);
    }

    /** How many have been sent. */
    synchronized int probes() {
        return probes.size();
    }

    /** Acknowledges the oldest that wait. */
    synchronized void acknowledge(int count) {
        for (int i = 0; i < count; i++) {
            waiting.remove().complete(null);
        }
    }

    /** Acknowledges the newest alone. */
    synchronized void acknowledgeLast() {
        waiting.removeLast().complete(null);
    }

    synchronized void failAll(Exception cause) {
        waiting.forEach(acknowledgement -> acknowledgement.completeExceptionally(cause));
        waiting.clear();
        probes.forEach(probe -> probe.completeExceptionally(cause));
    }

    /** As if nothing had been published. */
    synchronized void forget() {
        published.clear();
    }

    synchronized List<Message> published() {
        return List.copyOf(published);
    }

    @Override
    public void forEachRetained(String filter, Consumer<Message> action) {
        Map<String, Message> last = new LinkedHashMap<>();
        published().stream().filter(Message::retained).forEach(message -> last.put(message.topic(), message));
        last.values().stream().filter(message -> message.payload().length > 0).forEach(action);
    }

    @Override
    public int maxPacketBytes() {
        return MOST_PACKET_BYTES;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void abandon() {
        abandoned = true;
    }

    /** Whether it was given up rather than closed. */
    boolean abandoned() {
        return abandoned;
    }

    @Override
    public void close() {}
}
