package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rowcast.change.Position;
import dev.rowcast.relay.SimulatedTransaction.Changed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gaps that subscribers were told of, and what may be in them. */
final class AnnouncedGaps {
    private static final byte[] NONE = "\"last_gap\":null}".getBytes(UTF_8);
    private static final Pattern PLACES =
            Pattern.compile("\"gaps\":(\\d+),\"last_gap\":\\{.*\"from\":(\\{[^}]*}),\"to\":(\\{[^}]*})");
    private static final Pattern PLACE =
            Pattern.compile("\\{\"file\":\"([^\"]*)\",\"offset\":(\\d+),\"gtids\":\"([^\"]*)\"}");

    private final SimulatedBinlog binlog;
    private final List<Reach> refused = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<Reach[]> gaps = new ArrayList<>();

    /** Those that were told of, by number; one may be told of again, with a later end. */
    private final Set<Integer> numbers = new HashSet<>();

    private int counted;

    AnnouncedGaps(SimulatedBinlog binlog) {
        this.binlog = binlog;
    }

    /** The server could not go on from here. */
    void refused(Position position) {
        refused.add(binlog.reach(position));
    }

    /** Whether the change may have been lost where the server could not go on. */
    boolean mayHide(Changed change) {
        for (Reach reach : refused) {
            if (!reach.includes(change.transaction)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a gap that was told of includes the change, or may, for it was counted and soon followed by another. */
    boolean tellOf(Changed change) {
        if (counted > numbers.size() && mayHide(change)) {
            return true;
        }
        for (Reach[] gap : gaps) {
            if (!gap[0].includes(change.transaction) && gap[1].includes(change.transaction)) {
                return true;
            }
        }
        return false;
    }

    /** Reads what the relay tells of itself. Returns whether it tells of a gap for the first time. */
    boolean read(byte[] info) {
        if (info[info.length - 2] == NONE[NONE.length - 2]) {
            return false;
        }
        String text = new String(info, UTF_8);
        Matcher places = PLACES.matcher(text);
        if (!places.find()) {
            throw new Violation("not understood: " + text);
        }
        int number = Integer.parseInt(places.group(1));
        counted = Math.max(counted, number);
        String gap = text.substring(places.start(2));
        if (told.contains(gap)) {
            return false;
        }
        Reach from = reach(places.group(2));
        if (!refused.contains(from)) {
            throw new Violation("a gap without a reason: " + gap);
        }
        told.add(gap);
        numbers.add(number);
        gaps.add(new Reach[] {from, reach(places.group(3))});
        return true;
    }

    private Reach reach(String text) {
        Matcher place = PLACE.matcher(text);
        if (!place.matches()) {
            throw new Violation("no position: " + text);
        }
        return binlog.reach(binlog.parse(place.group(3), place.group(1), Long.parseLong(place.group(2))));
    }
}
