package dev.rowcast.bench.profile;

import dev.rowcast.bench.profile.Shares.Share;
import dev.rowcast.bench.report.Figures;
import dev.rowcast.bench.report.MarkdownTable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tables.
 *
 * @param with what it was measured with, a sentence without its end
 * @param span from the first event to the last
 * @param threads what each has used in that time, the most first
 */
record ProfileReport(String with, int changes, Duration span, Map<String, Duration> threads, FlightProfile profile) {
    private static final int MOST = 15;
    private static final double MICROSECOND = 1e3;

    String markdown() {
        return """
                %s; %s changes in %s, %s a second while the recorder ran.

                Processor time by thread:

                %s

                Of %s samples of running Java code, the methods that ran:

                %s

                The same samples by the package that ran, or had called the JDK:

                %s

                Memory allocated, estimated from samples: %s for each change. By type:

                %s

                By the method that allocated it, or had called the JDK:

                %s
                """
                .formatted(
                        with,
                        Figures.count(changes),
                        Figures.time(span),
                        Figures.count(Math.round(changes / (span.toNanos() / 1e9))),
                        byThread(),
                        Figures.count(profile.methods().total()),
                        samples("method", profile.methods()),
                        samples("package", profile.owners()),
                        bytes(profile.allocatedTypes().total()),
                        allocated("type", profile.allocatedTypes()),
                        allocated("method", profile.allocationSites()));
    }

    private MarkdownTable byThread() {
        Duration all = threads.values().stream().reduce(Duration.ZERO, Duration::plus);
        MarkdownTable table = new MarkdownTable("thread", "for a change", "share");
        threads.forEach((name, used) ->
                table.row(List.of(name, micros(used), Figures.percent(used.toMillis(), all.toMillis()))));
        return table.row(List.of("**all**", "**" + micros(all) + "**", ""));
    }

    private String micros(Duration used) {
        return String.format(Locale.ROOT, "%.2f µs", used.toNanos() / MICROSECOND / changes);
    }

    private static MarkdownTable samples(String heading, Shares shares) {
        MarkdownTable table = new MarkdownTable(heading, "samples", "share");
        for (Share share : shares.top(MOST)) {
            table.row(List.of(
                    share.name(), Figures.count(share.weight()), Figures.percent(share.weight(), shares.total())));
        }
        return table;
    }

    private MarkdownTable allocated(String heading, Shares shares) {
        MarkdownTable table = new MarkdownTable(heading, "for a change", "share");
        for (Share share : shares.top(MOST)) {
            table.row(List.of(share.name(), bytes(share.weight()), Figures.percent(share.weight(), shares.total())));
        }
        return table;
    }

    private String bytes(long bytes) {
        return Figures.count(Math.round((double) bytes / changes)) + " bytes";
    }
}
