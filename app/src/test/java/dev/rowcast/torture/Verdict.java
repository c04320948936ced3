package dev.rowcast.torture;

import dev.rowcast.torture.DurableRecorder.Event;
import dev.rowcast.torture.Ledger.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the events that were received are those of the ledger: each at least once, by key in the order of commits, and
 * versions such that dropping what is not greater leaves each exactly once. Pure.
 */
final class Verdict {
    private final List<Gap> gaps;
    private final List<String> problems = new ArrayList<>();
    private int missing;
    private int repeated;

    /**
     * Changes that may be missing, for Rowcast has declared them lost: of each key at most some that follow one another.
     *
     * @param after the last sequence that may not be missing
     * @param through the last one that may
     */
    record Gap(long after, long through) {
        boolean includes(Entry entry) {
            return entry.sequence() > after && entry.sequence() <= through;
        }
    }

    private Verdict(List<Gap> gaps) {
        this.gaps = List.copyOf(gaps);
    }

    static Verdict on(List<Entry> ledger, List<Event> received, List<Gap> gaps) {
        Verdict verdict = new Verdict(gaps);
        Map<Long, List<String>> firsts = verdict.firstOccurrences(received);
        byKey(ledger).forEach((key, entries) -> verdict.compare(key, entries, firsts.remove(key)));
        firsts.forEach((key, texts) -> verdict.problems.add("order " + key + ": never committed: " + texts));
        return verdict;
    }

    /** What is wrong; empty if nothing is. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** How many changes are missing, as they may. */
    int missing() {
        return missing;
    }

    /** How many events came again. */
    int repeated() {
        return repeated;
    }

    /** What the rows are known by after all of the ledger, by key, if they were known by others before. */
    static Map<Long, String> marks(Map<Long, String> before, List<Entry> ledger) {
        Map<Long, String> marks = new TreeMap<>(before);
        for (Entry entry : ledger) {
            if (entry.text().equals(Ledger.TRUNCATE)) {
                marks.clear();
            } else if (entry.text().startsWith("delete ")) {
                marks.remove(entry.key());
            } else {
                marks.put(entry.key(), entry.text().substring(entry.text().indexOf(' ') + 1));
            }
        }
        return marks;
    }

    private static Map<Long, List<Entry>> byKey(List<Entry> ledger) {
        Map<Long, List<Entry>> byKey = new TreeMap<>();
        ledger.stream().filter(entry -> !entry.text().equals(Ledger.TRUNCATE)).forEach(entry -> byKey.computeIfAbsent(
                        entry.key(), ignored -> new ArrayList<>())
                .add(entry));
        return byKey;
    }

    private Map<Long, List<String>> firstOccurrences(List<Event> received) {
        Map<Long, LinkedHashMap<String, Event>> seen = new TreeMap<>();
        Map<Long, String> highest = new HashMap<>();
        for (Event event : received) {
            Event before = seen.computeIfAbsent(event.key(), ignored -> new LinkedHashMap<>())
                    .putIfAbsent(event.text(), event);
            if (before != null) {
                repeated++;
                if (!before.version().equals(event.version())) {
                    problems.add("two versions: " + before + " and " + event);
                }
            } else {
                String last = highest.put(event.key(), event.version());
                if (last != null && event.version().compareTo(last) <= 0) {
                    problems.add("new, but not above version " + last + ": " + event);
                }
            }
        }
        Map<Long, List<String>> firsts = new TreeMap<>();
        seen.forEach((key, events) -> firsts.put(key, new ArrayList<>(events.keySet())));
        return firsts;
    }

    private void compare(long key, List<Entry> entries, @Nullable List<String> firsts) {
        Iterator<String> events = (firsts == null ? List.<String>of() : firsts).iterator();
        Map<Gap, Long> lastMissing = new HashMap<>();
        String next = events.hasNext() ? events.next() : null;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).text().equals(next)) {
                next = events.hasNext() ? events.next() : null;
            } else {
                miss(entries.get(i), i, lastMissing);
            }
        }
        if (next != null) {
            problems.add("order " + key + ": out of order, or never committed: " + next);
        }
    }

    private void miss(Entry entry, long index, Map<Gap, Long> lastMissing) {
        for (Gap gap : gaps) {
            if (gap.includes(entry)) {
                missing++;
                Long before = lastMissing.put(gap, index);
                if (before != null && before != index - 1) {
                    problems.add("missing, with others before it that are not: " + entry);
                }
                return;
            }
        }
        problems.add("missing: " + entry);
    }
}
