package dev.rowcast.cli;

import dev.rowcast.ExitCode;
import dev.rowcast.config.DatabaseSettings;
import dev.rowcast.config.DatabaseSettings.Address;
import dev.rowcast.preflight.BrokerChecks;
import dev.rowcast.preflight.BrokerFacts;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Findings;
import dev.rowcast.preflight.Preflight;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.preflight.Severity;
import dev.rowcast.relay.SourceUnavailableException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints whether each of the database's servers can be followed, an external broker published to, and what mends what stands in
 * the way.
 */
record CheckCommand(Inspection inspection, BrokerInspection brokerInspection) implements Command {

    @Override
    public int run(Invocation invocation) throws Exception {
        int followed = checkServers(invocation);
        invocation.out().flush();
        return Math.max(followed, checkBroker(invocation));
    }

    private int checkServers(Invocation invocation) throws Exception {
        DatabaseSettings database = invocation.settings().database();
        int outcome = ExitCode.OK;
        for (Address server : database.servers()) {
            outcome = Math.max(outcome, check(invocation, database, server));
        }
        return outcome;
    }

    private int check(Invocation invocation, DatabaseSettings database, Address address) throws Exception {
        ServerFacts facts;
        try {
            facts = inspection.inspect(database, address);
        } catch (SourceUnavailableException e) {
            if (database.servers().size() == 1) {
                throw e;
            }
            // The others may be fine.
            ErrorLines.print(invocation.err(), String.valueOf(e.getMessage()));
            return ExitCode.UNAVAILABLE;
        }
        List<Finding> findings =
                Preflight.check(facts, invocation.settings().selection().rules());
        String server = address + " (" + facts.identity().version() + ")";
        return tell(invocation, findings, server, "be followed", ": " + database.tables());
    }

    private int checkBroker(Invocation invocation) throws Exception {
        Optional<BrokerFacts> facts = brokerInspection.inspect(invocation.settings());
        return facts.isEmpty()
                ? ExitCode.OK
                : tell(
                        invocation,
                        BrokerChecks.check(facts.get()),
                        facts.get().address() + " (MQTT " + facts.get().version() + ")",
                        "be published to",
                        "");
    }

    /** Returns whether nothing stands in the way, as an exit code. */
    private static int tell(Invocation invocation, List<Finding> findings, String whom, String what, String detail) {
        findings.forEach(finding -> invocation.out().println(line(finding)));
        if (Findings.allowFollowing(findings)) {
            invocation.out().println(whom + " can " + what + detail);
            return ExitCode.OK;
        }
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
        ErrorLines.print(invocation.err(), whom + " can not " + what + " yet, to mend: " + errors);
        return ExitCode.MISCONFIGURED;
    }

    private static String line(Finding finding) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        String text = finding.severity() == Severity.OK ? finding.check() + ": " + finding.found() : finding.toString();
        return String.format(Locale.ROOT, "%-7s  %s", severity, text);
    }
}
