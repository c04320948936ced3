package dev.rowcast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.broker.EmbeddedBroker;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets: how often is read depends on how the bytes come. */
final class PacedReadsTest {
    static {
        EmbeddedBroker.prepareNetty();
    }

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PIECES = 5_000;
    private static final Duration BETWEEN_PIECES = Duration.ofNanos(20_000);
    private static final int MUCH = 8 << 20;

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        server.close();
    }

    @Test
    void takesTogetherWhatTricklesIn() throws Exception {
        Reader reader = new Reader();
        PacedReads.in(() -> connect(reader));
        long before = System.nanoTime();
        try (Socket peer = server.accept()) {
            trickle(peer);
        }
        assertThat(reader.bytesUntilClosed()).isEqualTo(PIECES);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
        // the first, one for each pause of a millisecond at most, and that which finds the end
        assertThat(reader.reads).isBetween(1L, millis + 2);
    }

    @Test
    void leavesOthersAlone() throws Exception {
        PacedReads.in(() -> connect(new Reader()));
        Channel channel = connect(new Reader());
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(channel.pipeline().get(ReadPace.class)).isNull();
    }

    @Test
    void readsMuchWithoutPauses() throws Exception {
        Reader reader = new Reader();
        PacedReads.in(() -> connect(reader));
        try (Socket peer = server.accept()) {
            peer.getOutputStream().write(new byte[MUCH]);
        }
        assertThat(reader.bytesUntilClosed()).isEqualTo(MUCH);
    }

    @Test
    void answersAfterEachSilence() throws Exception {
        Reader reader = new Reader();
        PacedReads.in(() -> connect(reader));
        try (Socket peer = server.accept()) {
            for (long sent = 1; sent <= 20; sent++) {
                peer.getOutputStream().write('.');
                reader.awaitBytes(sent);
            }
        }
        assertThat(reader.bytesUntilClosed()).isEqualTo(20);
    }

    private Channel connect(Reader reader) {
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(reader)
                .connect(server.getLocalSocketAddress())
                .awaitUninterruptibly()
                .channel();
    }

    /** One byte at a time, as a broker that acknowledges one by one. */
    private static void trickle(Socket peer) throws IOException {
        peer.setTcpNoDelay(true);
        OutputStream out = peer.getOutputStream();
        for (int i = 0; i < PIECES; i++) {
            out.write('.');
            LockSupport.parkNanos(BETWEEN_PIECES.toNanos());
        }
    }

    /** Counts, on the channel's event loop. */
    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private long bytes;
        private long reads;

        @Override
        public synchronized void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf buffer = (ByteBuf) message;
            bytes += buffer.readableBytes();
            buffer.release();
            notifyAll();
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            reads++;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            closed.complete(null);
        }

        synchronized void awaitBytes(long count) throws InterruptedException {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (bytes < count && System.nanoTime() < deadline) {
                wait(LIMIT.toMillis());
            }
            assertThat(bytes).isEqualTo(count);
        }

        long bytesUntilClosed() throws InterruptedException, ExecutionException, TimeoutException {
            closed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return bytes;
        }
    }
}
