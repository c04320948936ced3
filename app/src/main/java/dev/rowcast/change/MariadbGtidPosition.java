package dev.rowcast.change;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's GTID position: the last transaction of each replication domain, {@code domain-server-sequence}, joined by
 * commas. See MariaDB's documentation of {@code gtid_binlog_pos}.
 */
public final class MariadbGtidPosition implements GtidSet {
    private final Map<Long, String> lastByDomain;

    private MariadbGtidPosition(Map<Long, String> lastByDomain) {
        this.lastByDomain = lastByDomain;
    }

    /**
     * Reads the server's notation; an empty text is a server without transactions.
     *
     * @throws IllegalArgumentException if the text is no GTID position
     */
    public static MariadbGtidPosition parse(String text) {
        Map<Long, String> lastByDomain = new TreeMap<>();
        for (String gtid : text.split(",", -1)) {
            if (!gtid.isBlank()) {
                lastByDomain.put(domain(gtid.trim()), gtid.trim());
            }
        }
        return new MariadbGtidPosition(lastByDomain);
    }

    @Override
    public MariadbGtidPosition plus(String gtid) {
        Map<Long, String> copy = new TreeMap<>(lastByDomain);
        copy.put(domain(gtid), gtid);
        return new MariadbGtidPosition(copy);
    }

    private static Long domain(String gtid) {
        int end = gtid.indexOf('-');
        if (end < 0 || gtid.indexOf('-', end + 1) < 0 || gtid.indexOf('-', end + 1) != gtid.lastIndexOf('-')) {
            throw new IllegalArgumentException("not a MariaDB GTID: '" + gtid + "'");
        }
        try {
            return Long.parseLong(gtid, 0, end, 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a MariaDB GTID: '" + gtid + "'", e);
        }
    }

    @Override
    public @Nullable Long countWithout(GtidSet other) {
        if (!(other instanceof MariadbGtidPosition that)) {
            return null;
        }
        long count = 0;
        for (Map.Entry<Long, String> mine : lastByDomain.entrySet()) {
            String theirs = that.lastByDomain.get(mine.getKey());
            long more = number(mine.getValue()) - (theirs == null ? 0 : number(theirs));
            if (more < 0) {
                return null;
            }
            count += more;
        }
        return count;
    }

    private static long number(String gtid) {
        return Long.parseUnsignedLong(gtid.substring(gtid.lastIndexOf('-') + 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MariadbGtidPosition that && lastByDomain.equals(that.lastByDomain);
    }

    @Override
    public int hashCode() {
        return lastByDomain.hashCode();
    }

    @Override
    public String toString() {
        return lastByDomain.values().stream().collect(Collectors.joining(","));
    }
}
