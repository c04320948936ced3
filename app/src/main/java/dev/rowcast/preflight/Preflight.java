package dev.rowcast.preflight;

import dev.rowcast.selection.SelectionRules;
import java.util.List;
import java.util.stream.Stream;

/** Judges whether a server and its tables can be followed. A pure function of what the server says. */
public final class Preflight {
    private Preflight() {}

    /** One finding or more for each thing that was looked at, binlog first, then privileges, tables and rules. */
    public static List<Finding> check(ServerFacts facts, SelectionRules rules) {
        return Stream.of(
                        BinlogChecks.check(facts),
                        PrivilegeChecks.check(facts),
                        TableChecks.check(facts),
                        RuleChecks.check(facts, rules))
                .flatMap(List::stream)
                .toList();
    }
}
