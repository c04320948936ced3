package dev.rowcast.followers;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** WebSocket clients that all follow one topic. One thread. */
public final class Crowd implements AutoCloseable {
    private static final int CONNECTING = 100;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final URI broker;
    private final String topic;
    private int size;
    private volatile CountDownLatch awaited = new CountDownLatch(0);

    /**
     * An empty one.
     *
     * @param broker where it takes WebSockets
     * @param topic that has a retained message
     */
    public Crowd(URI broker, String topic) {
        this.broker = broker;
        this.topic = topic;
    }

    /**
     * Connects as many as are missing, and returns when all have the retained message.
     *
     * @throws java.util.concurrent.CompletionException if the broker refuses one
     */
    public void grow(int size) throws InterruptedException {
        Semaphore connecting = new Semaphore(CONNECTING);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (; this.size < size; this.size++) {
            if (!connecting.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("clients are not served");
            }
            all.add(Follower.follow(loops, broker, topic, () -> awaited.countDown())
                    .whenComplete((served, failure) -> connecting.release()));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    /** The next message is waited for. */
    public void expect() {
        awaited = new CountDownLatch(size);
    }

    /** Returns when every one has had it. */
    public void awaitAll(Duration limit) throws InterruptedException {
        if (!awaited.await(limit.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(awaited.getCount() + " of " + size + " clients miss a message");
        }
    }

    /** Also ends the connections. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
