package dev.rowcast.bench.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much falls to each name. One thread. */
final class Shares {
    private final Map<String, Long> weights = new HashMap<>();
    private long total;

    /** A name and what falls to it. */
    record Share(String name, long weight) {}

    void add(String name, long weight) {
        weights.merge(name, weight, Long::sum);
        total += weight;
    }

    long total() {
        return total;
    }

    /** The largest, descending; at most so many. */
    List<Share> top(int most) {
        return weights.entrySet().stream()
                .map(entry -> new Share(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Share::weight).reversed().thenComparing(Share::name))
                .limit(most)
                .toList();
    }
}
