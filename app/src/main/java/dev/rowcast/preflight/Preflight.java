package dev.rowcast.preflight;

import java.util.List;
import java.util.stream.Stream;

/** Judges whether a server and its tables can be followed. A pure function of what the server says. */
public final class Preflight {
    private Preflight() {}

    /** One finding or more for each thing that was looked at, binlog first, then privileges, then tables. */
    public static List<Finding> check(ServerFacts facts) {
        return Stream.of(BinlogChecks.check(facts), PrivilegeChecks.check(facts), TableChecks.check(facts))
                .flatMap(List::stream)
                .toList();
    }
}
