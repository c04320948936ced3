package dev.rowcast.cli;

import dev.rowcast.ExitCode;
import dev.rowcast.change.TableId;
import dev.rowcast.config.DatabaseSettings;
import dev.rowcast.preflight.BrokerChecks;
import dev.rowcast.preflight.BrokerFacts;
import dev.rowcast.preflight.Finding;
import dev.rowcast.preflight.Findings;
import dev.rowcast.preflight.Preflight;
import dev.rowcast.preflight.ServerFacts;
import dev.rowcast.preflight.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints whether the database can be followed, an external broker published to, and what mends what stands in the way. */
record CheckCommand(Inspection inspection, BrokerInspection brokerInspection) implements Command {

    @Override
    public int run(Invocation invocation) throws Exception {
        boolean followed = checkServer(invocation);
        invocation.out().flush();
        boolean publishedTo = checkBroker(invocation);
        return followed && publishedTo ? ExitCode.OK : ExitCode.MISCONFIGURED;
    }

    private boolean checkServer(Invocation invocation) throws Exception {
        DatabaseSettings database = invocation.settings().database();
        ServerFacts facts = inspection.inspect(database);
        String server = database.address() + " (" + facts.identity().version() + ")";
        String tables = database.tables().stream().map(TableId::toString).collect(Collectors.joining(", "));
        return tell(invocation, Preflight.check(facts), server, "be followed", ": " + tables);
    }

    private boolean checkBroker(Invocation invocation) throws Exception {
        Optional<BrokerFacts> facts = brokerInspection.inspect(invocation.settings());
        return facts.isEmpty()
                || tell(
                        invocation,
                        BrokerChecks.check(facts.get()),
                        facts.get().address() + " (MQTT " + facts.get().version() + ")",
                        "be published to",
                        "");
    }

    /** Returns whether nothing stands in the way. */
    private static boolean tell(
            Invocation invocation, List<Finding> findings, String whom, String what, String detail) {
        findings.forEach(finding -> invocation.out().println(line(finding)));
        if (Findings.allowFollowing(findings)) {
            invocation.out().println(whom + " can " + what + detail);
            return true;
        }
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
        ErrorLines.print(invocation.err(), whom + " can not " + what + " yet, to mend: " + errors);
        return false;
    }

    private static String line(Finding finding) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        String text = finding.severity() == Severity.OK ? finding.check() + ": " + finding.found() : finding.toString();
        return String.format(Locale.ROOT, "%-7s  %s", severity, text);
    }
}
