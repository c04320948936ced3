package dev.rowcast.cli;

import dev.rowcast.ExitCode;
import dev.rowcast.preflight.Report;
import dev.rowcast.preflight.Severity;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Prints everything that {@code run} needs, as it is found, and what mends what stands in the way: in lines for people, or as one
 * JSON document.
 */
record CheckCommand(Inspection inspection) implements Command {
    private static final String JSON = "--json";

    static void addOptions(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(JSON)
                .description("Print one JSON document, as /schema/check.json describes it, in place of lines.")
                .build());
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Report report = inspection.inspect(invocation.settings());
        int exitCode = exitCode(report);
        if (invocation.options().hasMatchedOption(JSON)) {
            invocation.out().println(ReportJson.of(report, exitCode));
        } else {
            print(report, invocation.out(), invocation.err());
        }
        return exitCode;
    }

    private static void print(Report report, PrintWriter out, PrintWriter err) {
        ReportLines.of(report).forEach(out::println);
        out.println();
        String warnings = counted(report, Severity.WARNING, "to look at");
        if (report.ready()) {
            out.println("Ready for rowcast run" + warnings);
            return;
        }
        out.flush();
        ErrorLines.print(
                err,
                "not ready for rowcast run" + counted(report, Severity.ERROR, "to mend")
                        + counted(report, Severity.UNREACHABLE, "not reached") + warnings
                        + counted(report, Severity.NOT_CHECKED, "not checked"));
    }

    private static String counted(Report report, Severity severity, String words) {
        long count = report.count(severity);
        return count == 0 ? "" : ", " + count + " " + words;
    }

    private static int exitCode(Report report) {
        if (report.ready()) {
            return ExitCode.OK;
        }
        return report.count(Severity.ERROR) > 0 ? ExitCode.MISCONFIGURED : ExitCode.UNAVAILABLE;
    }
}
