package dev.rowcast.broker;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * Netty's way into channels that another library opens. Netty loads it as a service (see {@link
 * EmbeddedBroker#prepareNetty()}) and calls it for every channel of the JVM; only the embedded broker's are touched.
 */
public final class BrokerChannelExtension extends ChannelInitializerExtension {
    private static final AttributeKey<BrokerChannels> OWNER =
            AttributeKey.valueOf(BrokerChannelExtension.class, "owner");

    /**
     * Whose listeners the current thread is opening. Netty makes the one instance of this class by itself and opens listeners
     * on the thread that binds them, so this is the only way to tell which broker a listener belongs to.
     */
    private static final ThreadLocal<@Nullable BrokerChannels> OPENING = new ThreadLocal<>();

    /** For Netty's service loader. */
    public BrokerChannelExtension() {}

    /** Runs the action; every listener that it opens on this thread belongs to the owner. */
    static <E extends Exception> void opening(BrokerChannels owner, Opening<E> action) throws E {
        OPENING.set(owner);
        try {
            action.run();
        } finally {
            OPENING.remove();
        }
    }

    @Override
    public void postInitializeServerListenerChannel(ServerChannel listener) {
        BrokerChannels owner = OPENING.get();
        if (owner != null) {
            listener.attr(OWNER).set(owner);
            owner.addListener(listener);
        }
    }

    @Override
    public void postInitializeServerChildChannel(Channel client) {
        BrokerChannels owner = client.parent().attr(OWNER).get();
        if (owner != null) {
            owner.accept(client);
        }
    }

    /** Opens listeners. */
    @FunctionalInterface
    interface Opening<E extends Exception> {
        void run() throws E;
    }
}
