package dev.rowcast.broker.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an authenticated client may do, from its CONNECT until it goes: files that change meanwhile do not change it. Immutable,
 * any thread; every question is answered from memory.
 */
public final class Permissions {
    private final TopicRights reading;
    private final TopicRights writing;
    private final List<TopicFilter> protectedTopics;
    private final @Nullable Instant expiresAt;

    Permissions(
            TopicRights reading, TopicRights writing, List<TopicFilter> protectedTopics, @Nullable Instant expiresAt) {
        this.reading = requireNonNull(reading, "reading is null");
        this.writing = requireNonNull(writing, "writing is null");
        this.protectedTopics = List.copyOf(protectedTopics);
        this.expiresAt = expiresAt;
    }

    /** Everything, for ever, protected topics included. */
    static Permissions ofPublisher() {
        return new Permissions(TopicRights.EVERYTHING, TopicRights.EVERYTHING, List.of(), null);
    }

    /** Whether a message of this topic may be delivered to the client. */
    public boolean mayRead(String topic) {
        return reading.include(topic);
    }

    /** Whether the client may publish to this topic, by PUBLISH or as its Last Will. */
    public boolean mayWrite(String topic) {
        return writing.include(topic) && protectedTopics.stream().noneMatch(filter -> filter.matches(topic));
    }

    /** Whether {@link #mayRead} says yes to every topic, so that it need not be asked. */
    public boolean readsEverything() {
        return reading.areEverything();
    }

    /**
     * Whether a subscription could ever deliver anything: at least one topic is selected by the filter and may be read. What
     * it delivers still has to pass {@link #mayRead}.
     *
     * @param filter as in SUBSCRIBE, {@code $share/} included; what is no filter has nothing to read
     */
    public boolean mayReadSomeOf(String filter) {
        return TopicFilter.ofSubscription(filter).filter(reading::includeSomeOf).isPresent();
    }

    /** When the client has to be disconnected because its token has expired; empty for never. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }
}
