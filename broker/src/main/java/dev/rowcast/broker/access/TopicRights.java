package dev.rowcast.broker.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The topics that somebody may read, or may write. Immutable, any thread. */
final class TopicRights {
    /** Every topic. */
    static final TopicRights EVERYTHING = new TopicRights(null);

    /** No topic. */
    static final TopicRights NOTHING = new TopicRights(List.of());

    /** Null for everything. */
    private final @Nullable List<Grant> grants;

    private TopicRights(@Nullable List<Grant> grants) {
        this.grants = grants;
    }

    /** What one filter selects, without what any of others does. */
    record Grant(TopicFilter filter, List<TopicFilter> except) {
        Grant {
            except = List.copyOf(except);
        }

        boolean includes(String topic) {
            return filter.selects(topic) && except.stream().noneMatch(other -> other.selects(topic));
        }

        boolean includesSomeOf(TopicFilter wanted) {
            return filter.intersection(wanted)
                    .filter(both -> !both.isCoveredBy(except))
                    .isPresent();
        }
    }

    static TopicRights of(List<Grant> grants) {
        return new TopicRights(List.copyOf(grants));
    }

    boolean areEverything() {
        return grants == null;
    }

    boolean include(String topic) {
        return grants == null || grants.stream().anyMatch(grant -> grant.includes(topic));
    }

    boolean includeSomeOf(TopicFilter wanted) {
        return grants == null || grants.stream().anyMatch(grant -> grant.includesSomeOf(wanted));
    }

    /** What is left of them within filters; never more than there was. */
    TopicRights within(List<TopicFilter> filters) {
        if (grants == null) {
            return of(
                    filters.stream().map(filter -> new Grant(filter, List.of())).toList());
        }
        return of(grants.stream()
                .flatMap(grant -> filters.stream()
                        .flatMap(filter -> grant.filter().intersection(filter).stream())
                        .map(filter -> new Grant(filter, grant.except())))
                .toList());
    }
}
