package dev.rowcast.change;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's GTID set: for each source (a server's UUID, with a tag behind a colon since MySQL 8.3) the intervals of
 * transaction numbers. See MySQL's manual, "GTID Sets".
 */
public final class MysqlGtidSet implements GtidSet {
    private static final Pattern TAG = Pattern.compile("[a-z_][a-z0-9_]{0,31}");

    private final Map<String, List<Interval>> intervalsBySource;

    private MysqlGtidSet(Map<String, List<Interval>> intervalsBySource) {
        this.intervalsBySource = intervalsBySource;
    }

    /** Numbers from {@code first} to {@code last}, both included. */
    private record Interval(long first, long last) {
        long length() {
            return last - first + 1;
        }

        long overlap(Interval other) {
            return Math.max(0, Math.min(last, other.last) - Math.max(first, other.first) + 1);
        }

        /** @param others in ascending order, none of which touch */
        Stream<Interval> without(List<Interval> others) {
            List<Interval> rest = new ArrayList<>();
            long next = first;
            for (Interval other : others) {
                if (other.last >= next && other.first <= last) {
                    if (other.first > next) {
                        rest.add(new Interval(next, other.first - 1));
                    }
                    next = other.last + 1;
                }
            }
            if (next <= last) {
                rest.add(new Interval(next, last));
            }
            return rest.stream();
        }
    }

    /**
     * Reads the server's notation, {@code uuid:1-5:7,uuid:tag:1-3}, also over several lines.
     *
     * @throws IllegalArgumentException if the text is no GTID set
     */
    public static MysqlGtidSet parse(String text) {
        TreeMap<String, List<Interval>> sources = new TreeMap<>();
        for (String part : text.replaceAll("\\s", "").split(",", -1)) {
            if (!part.isEmpty()) {
                parseUuid(part, sources);
            }
        }
        sources.replaceAll((source, intervals) -> merged(intervals));
        return new MysqlGtidSet(sources);
    }

    private static void parseUuid(String part, Map<String, List<Interval>> sources) {
        String[] fields = part.toLowerCase(Locale.ROOT).split(":", -1);
        String source = fields[0];
        if (source.length() != 36 || fields.length < 2) {
            throw new IllegalArgumentException("not a GTID set: '" + part + "'");
        }
        for (int i = 1; i < fields.length; i++) {
            if (TAG.matcher(fields[i]).matches()) {
                source = fields[0] + ":" + fields[i];
                continue;
            }
            sources.computeIfAbsent(source, ignored -> new ArrayList<>()).add(parseInterval(fields[i], part));
        }
    }

    private static Interval parseInterval(String field, String part) {
        int dash = field.indexOf('-');
        try {
            long first = Long.parseLong(dash < 0 ? field : field.substring(0, dash));
            long last = dash < 0 ? first : Long.parseLong(field.substring(dash + 1));
            return new Interval(first, last);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a GTID set: '" + part + "'", e);
        }
    }

    private static List<Interval> merged(List<Interval> intervals) {
        List<Interval> sorted = new ArrayList<>(intervals);
        sorted.sort((a, b) -> Long.compare(a.first, b.first));
        List<Interval> merged = new ArrayList<>();
        for (Interval next : sorted) {
            int end = merged.size() - 1;
            if (end >= 0 && next.first <= merged.get(end).last + 1) {
                Interval previous = merged.get(end);
                merged.set(end, new Interval(previous.first, Math.max(previous.last, next.last)));
            } else {
                merged.add(next);
            }
        }
        return Collections.unmodifiableList(merged);
    }

    @Override
    public MysqlGtidSet plus(String gtid) {
        int colon = gtid.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a GTID: '" + gtid + "'");
        }
        String source = gtid.substring(0, colon).toLowerCase(Locale.ROOT);
        List<Interval> intervals = new ArrayList<>(intervalsBySource.getOrDefault(source, List.of()));
        intervals.add(parseInterval(gtid.substring(colon + 1), gtid));
        Map<String, List<Interval>> copy = new TreeMap<>(intervalsBySource);
        copy.put(source, merged(intervals));
        return new MysqlGtidSet(copy);
    }

    /** Whether the transaction is in the set. */
    public boolean contains(String gtid) {
        int colon = gtid.lastIndexOf(':');
        long number = Long.parseLong(gtid.substring(colon + 1));
        return covers(gtid.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT), new Interval(number, number));
    }

    /** Whether every transaction of the other set is in this one. */
    public boolean containsAll(MysqlGtidSet other) {
        for (Map.Entry<String, List<Interval>> source : other.intervalsBySource.entrySet()) {
            for (Interval wanted : source.getValue()) {
                if (!covers(source.getKey(), wanted)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The transactions of this set that are not in the other. */
    public MysqlGtidSet without(MysqlGtidSet other) {
        Map<String, List<Interval>> rest = new TreeMap<>();
        intervalsBySource.forEach((source, mine) -> {
            List<Interval> theirs = other.intervalsBySource.getOrDefault(source, List.of());
            List<Interval> left =
                    mine.stream().flatMap(interval -> interval.without(theirs)).toList();
            if (!left.isEmpty()) {
                rest.put(source, left);
            }
        });
        return new MysqlGtidSet(rest);
    }

    @Override
    public @Nullable Long countWithout(GtidSet other) {
        if (!(other instanceof MysqlGtidSet that)) {
            return null;
        }
        long count = 0;
        for (Map.Entry<String, List<Interval>> source : intervalsBySource.entrySet()) {
            List<Interval> theirs = that.intervalsBySource.getOrDefault(source.getKey(), List.of());
            for (Interval mine : source.getValue()) {
                count +=
                        mine.length() - theirs.stream().mapToLong(mine::overlap).sum();
            }
        }
        return count;
    }

    private boolean covers(String source, Interval wanted) {
        for (Interval mine : intervalsBySource.getOrDefault(source, List.of())) {
            if (mine.first <= wanted.first && wanted.last <= mine.last) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MysqlGtidSet that && intervalsBySource.equals(that.intervalsBySource);
    }

    @Override
    public int hashCode() {
        return intervalsBySource.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        intervalsBySource.forEach((source, intervals) -> {
            text.append(text.length() == 0 ? "" : ",").append(source);
            for (Interval interval : intervals) {
                text.append(':').append(interval.first);
                if (interval.last != interval.first) {
                    text.append('-').append(interval.last);
                }
            }
        });
        return text.toString();
    }
}
