package dev.rowcast.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moquette.broker.security.IAuthenticator;
import io.moquette.broker.security.IAuthorizatorPolicy;
import io.moquette.broker.subscriptions.Topic;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: everybody may read, the publisher may publish anything, all others anything but the protected topics. Any
 * thread.
 */
final class AccessRules implements IAuthenticator, IAuthorizatorPolicy {
    private final String publisherName;
    private final byte[] username;
    private final byte[] password;
    private final List<TopicFilter> protectedTopics;

    AccessRules(BrokerSettings settings) {
        publisherName = settings.publisher().username();
        username = publisherName.getBytes(UTF_8);
        password = settings.publisher().password().getBytes(UTF_8);
        protectedTopics =
                settings.protectedTopics().stream().map(TopicFilter::of).toList();
    }

    /** Compares in a time that does not tell how much of the password was right. */
    boolean isPublisher(String offeredUsername, byte @Nullable [] offeredPassword) {
        boolean sameName = MessageDigest.isEqual(username, offeredUsername.getBytes(UTF_8));
        boolean samePassword = MessageDigest.isEqual(password, offeredPassword == null ? new byte[0] : offeredPassword);
        return sameName && samePassword;
    }

    boolean mayPublish(boolean publisher, String topic) {
        return publisher || protectedTopics.stream().noneMatch(filter -> filter.matches(topic));
    }

    @Override
    public boolean checkValid(String clientId, String offeredUsername, byte @Nullable [] offeredPassword) {
        return isPublisher(offeredUsername, offeredPassword);
    }

    /** The user is null for anonymous clients, and was authenticated otherwise. */
    @Override
    public boolean canWrite(Topic topic, @Nullable String user, String client) {
        return mayPublish(publisherName.equals(user), topic.toString());
    }

    @Override
    public boolean canRead(Topic topic, @Nullable String user, String client) {
        return true;
    }
}
