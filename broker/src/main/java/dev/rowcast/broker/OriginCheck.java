package dev.rowcast.broker;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a browser open a WebSocket only from pages of the host that it connects to, or of origins that are named: other sites'
 * pages would act with the reader's place in the network. Programs send no origin. One per channel, on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of the answer to a channel that is closed after it
final class OriginCheck extends ChannelInboundHandlerAdapter {
    private static final String ANY = "*";

    private final Set<String> origins;
    private final Offences offences;

    /**
     * Makes a check.
     *
     * @param origins such as {@code https://shop.example}; {@code *} lets all in
     */
    OriginCheck(Set<String> origins, Offences offences) {
        this.origins = origins;
        this.offences = offences;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HttpRequest request)) {
            ctx.fireChannelRead(message);
            return;
        }
        String origin = request.headers().get(HttpHeaderNames.ORIGIN);
        if (mayConnect(origin, request.headers().get(HttpHeaderNames.HOST))) {
            ctx.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        offences.note(
                "Refused a WebSocket of another site's page (ROWCAST_WS_ORIGINS names those that may read)",
                origin + " at " + ctx.channel().remoteAddress(),
                ctx.executor());
        DefaultFullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        ctx.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private boolean mayConnect(@Nullable String origin, @Nullable String host) {
        return origin == null
                || origins.contains(ANY)
                || origins.contains(origin.toLowerCase(Locale.ROOT))
                || (host != null && !hostOf(origin).isEmpty() && hostOf(origin).equals(hostOf("ws://" + host)));
    }

    /** Empty if there is none, as for a page from a file. */
    private static String hostOf(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
