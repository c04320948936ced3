package dev.rowcast.bench.footprint;

import dev.rowcast.bench.footprint.Contender.Start;
import java.io.IOException;
import java.time.Duration;

/** Each contender's turn: three starts, each with a process of its own. One thread. */
final class Round {
    /** Between being ready and a look at idle memory. */
    private final Duration quiet;

    Round(Duration quiet) {
        this.quiet = quiet;
    }

    /** One turn; if the contender fails in it, its outcome says so. */
    void turn(Contender contender, Outcome outcome) throws InterruptedException {
        try {
            startEmpty(contender, outcome);
            startFull(contender, outcome);
            catchUp(contender, outcome);
        } catch (IOException e) {
            System.err.println(contender.name() + " has failed: " + e.getMessage());
            outcome.fail(reason(e));
        }
    }

    private static void startEmpty(Contender contender, Outcome outcome) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (Attempt attempt = contender.launch(Start.EMPTY)) {
            if (attempt.hasPage()) {
                attempt.awaitPage();
                outcome.add(Metric.PAGE, System.nanoTime() - start);
            }
            attempt.awaitReady();
            outcome.add(Metric.READY, System.nanoTime() - start);
            outcome.add(
                    Metric.START_PROCESSOR,
                    attempt.process().usage().processorTime().toNanos());
        }
    }

    private void startFull(Contender contender, Outcome outcome) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (Attempt attempt = contender.launch(Start.FULL)) {
            attempt.awaitReady();
            outcome.add(Metric.READY_FULL, System.nanoTime() - start);
            Thread.sleep(quiet.toMillis());
            outcome.add(Metric.IDLE, attempt.process().usage().residentBytes());
        }
    }

    private void catchUp(Contender contender, Outcome outcome) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (Attempt attempt = contender.launch(Start.BEHIND);
                Residency residency = Residency.watch(attempt.process())) {
            attempt.awaitCaughtUp();
            outcome.add(Metric.CATCH_UP, System.nanoTime() - start);
            Thread.sleep(quiet.toMillis());
            outcome.add(Metric.PEAK, attempt.process().usage().peakResidentBytes());
            outcome.trace(residency.points());
        }
    }

    private static String reason(IOException e) {
        return String.valueOf(e.getMessage()).contains("OutOfMemoryError") ? "out of memory" : "fails";
    }
}
