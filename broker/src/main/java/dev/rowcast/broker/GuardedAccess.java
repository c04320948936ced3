package dev.rowcast.broker;

import io.moquette.broker.security.IAuthenticator;
import io.moquette.broker.security.IAuthorizatorPolicy;
import io.moquette.broker.subscriptions.Topic;
import org.jspecify.annotations.Nullable;

/** Lets Moquette do everything that it is asked: {@link SessionGuard} has decided before. */
final class GuardedAccess implements IAuthenticator, IAuthorizatorPolicy {
    @Override
    public boolean checkValid(String clientId, @Nullable String username, byte @Nullable [] password) {
        return true;
    }

    @Override
    public boolean canWrite(Topic topic, @Nullable String user, String client) {
        return true;
    }

    @Override
    public boolean canRead(Topic topic, @Nullable String user, String client) {
        return true;
    }
}
