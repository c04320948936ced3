package dev.rowcast.followers;

import dev.rowcast.bench.report.Distribution;
import dev.rowcast.bench.report.Figures;
import dev.rowcast.bench.report.MarkdownTable;
import java.time.Duration;
import java.util.List;

/**
 * The table.
 *
 * @param with what it was measured with, a sentence without its end
 * @param clients that follow one order each
 * @param served how long it took until all of them were connected and had their order
 * @param heapBytes that they cost together, of Rowcast's heap
 * @param residentBytes that they cost together, of its resident memory
 * @param toOne changes, from the HTTP request until the order's one follower has it
 * @param crowd how many follow the same order besides
 * @param toCrowd its changes, until the last of them has it
 */
record FollowersReport(
        String with,
        int clients,
        Duration served,
        long heapBytes,
        long residentBytes,
        Distribution toOne,
        int crowd,
        Distribution toCrowd) {

    String markdown() {
        MarkdownTable table = new MarkdownTable("", "")
                .row(List.of(
                        Figures.count(clients) + " clients connected, subscribed and served", Figures.time(served)))
                .row(List.of(
                        "memory of Rowcast per client",
                        Figures.bytes(heapBytes / clients) + " of heap, " + Figures.bytes(residentBytes / clients)
                                + " resident"))
                .row(latencies("a change to its one follower", toOne))
                .row(latencies("a change to the last of " + Figures.count(crowd) + " followers", toCrowd));
        return with + ".\n\n" + table + "\n";
    }

    private static List<String> latencies(String what, Distribution nanos) {
        return List.of(
                what + " (" + Figures.count(nanos.count()) + " changes)",
                "p50 " + Figures.time(nanos.percentile(0.5)) + ", p99 " + Figures.time(nanos.percentile(0.99)));
    }
}
