package dev.rowcast.netty;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import java.util.function.Supplier;

/**
 * Lets a client's channels take what trickles in together, where each piece by itself would cost a wake-up and a system call: a
 * broker that acknowledges one message at a time costs its publisher more than the messages do. Netty loads this as a service, if
 * {@link dev.rowcast.broker.EmbeddedBroker#prepareNetty()} came before anything used Netty, and channels read as they always do
 * otherwise.
 */
public final class PacedReads extends ChannelInitializerExtension {
    /** Whether the current thread is opening channels that are to be paced. */
    private static final ThreadLocal<Boolean> OPENING = ThreadLocal.withInitial(() -> false);

    /** For Netty's service loader. */
    public PacedReads() {}

    /**
     * Runs the action; every client channel that it opens on this thread reads at most once in a millisecond, except where it has
     * much to read. What comes after a silence is read at once.
     */
    public static <T> T in(Supplier<T> opening) {
        OPENING.set(true);
        try {
            return opening.get();
        } finally {
            OPENING.remove();
        }
    }

    @Override
    public void postInitializeClientChannel(Channel channel) {
        if (OPENING.get()) {
            channel.config().setAutoRead(false);
            channel.pipeline().addFirst(new ReadPace());
        }
    }
}
