package dev.rowcast.broker;

import io.moquette.interception.AbstractInterceptHandler;
import io.moquette.interception.messages.InterceptExceptionMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears from Moquette when one of its session threads, each of which serves a part of the clients, ends. Any thread. */
final class SessionFailures extends AbstractInterceptHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SessionFailures.class);

    private volatile @Nullable Throwable failure;

    /** What ended a session thread; null if all are well. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public String getID() {
        return "rowcast-session-failures";
    }

    @Override
    public Class<?>[] getInterceptedMessageTypes() {
        return new Class<?>[] {InterceptExceptionMessage.class};
    }

    @Override
    public void onSessionLoopError(Throwable error) {
        failure = error;
        LOG.error("The embedded broker lost a session thread; a part of its clients is no longer served", error);
    }
}
