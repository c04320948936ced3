package dev.rowcast.bench.polling;

import dev.rowcast.bench.polling.Write.Kind;
import dev.rowcast.bench.report.Distribution;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What a client saw of the truth.
 *
 * @param changes how many were committed
 * @param latencies of those it saw, from sending the commit until the client had the change
 * @param deletes that it never saw
 * @param overwritten inserts and updates that it never saw, for the next change of the row came too soon
 * @param lost inserts and updates that it never saw though they stood long enough: until its next change, if there is one, the client
 *     has the row wrong
 */
record Verdict(int changes, Distribution latencies, int deletes, int overwritten, int lost) {

    /** @param longEnough a client that has not seen a change which stands for longer has lost it */
    static Verdict of(Truth truth, Sightings sightings, Duration longEnough) {
        LongStream.Builder latencies = LongStream.builder();
        Map<Long, Long> overwrittenAt = new HashMap<>();
        int deletes = 0;
        int overwritten = 0;
        int lost = 0;
        List<Write> writes = truth.writes();
        for (int i = writes.size() - 1; i >= 0; i--) {
            Write write = writes.get(i);
            long committedAt = truth.committedAt(write);
            Long next = overwrittenAt.put(write.order(), committedAt);
            if (sightings.of(write).isPresent()) {
                latencies.add(sightings.of(write).getAsLong() - committedAt);
            } else if (write.kind() == Kind.DELETE) {
                deletes++;
            } else if (next != null && next - committedAt <= longEnough.toNanos()) {
                overwritten++;
            } else {
                lost++;
            }
        }
        return new Verdict(writes.size(), Distribution.of(latencies.build()), deletes, overwritten, lost);
    }

    int missed() {
        return deletes + overwritten + lost;
    }
}
