package dev.rowcast.broker.access;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect to the embedded broker, and who may do what.
 *
 * @param passwordFile users in Mosquitto's format, see {@link PasswordFile}; null for none
 * @param aclFile their rights in Mosquitto's format, see {@link AclFile}; null lets everybody read everything, users write all
 *     but the protected topics, and clients without a user name nothing
 * @param allowAnonymous whether clients without a user name may connect where there are users or tokens; where there are
 *     neither, they always may
 * @param jwt tokens that are accepted as passwords; null for none
 * @param publisher the only client that may publish to the protected topics; it may do anything
 * @param protectedTopics MQTT topic filters; one that ends in a slash stands for everything below
 */
public record AccessSettings(
        @Nullable Path passwordFile,
        @Nullable Path aclFile,
        boolean allowAnonymous,
        @Nullable JwtSettings jwt,
        Publisher publisher,
        List<String> protectedTopics) {
    public AccessSettings {
        requireNonNull(publisher, "publisher is null");
        protectedTopics = List.copyOf(protectedTopics);
        protectedTopics.forEach(TopicFilter::of);
    }

    /** Everybody may read everything, and nobody but the publisher may write. */
    public static AccessSettings open(Publisher publisher, List<String> protectedTopics) {
        return new AccessSettings(null, null, true, null, publisher, protectedTopics);
    }

    /** Whether anybody can connect without saying who they are. */
    public boolean admitsAnonymous() {
        return allowAnonymous || (passwordFile == null && jwt == null);
    }
}
