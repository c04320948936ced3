package dev.rowcast.bench.polling;

import java.util.concurrent.atomic.AtomicLong;

/** What the clients of one way did. Any thread. */
final class Tally {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong empty = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();

    /** A request, and how many rows it found. */
    void request(int rows) {
        requests.incrementAndGet();
        answers.addAndGet(rows);
        if (rows == 0) {
            empty.incrementAndGet();
        }
    }

    /** A request that is answered by messages, once and for all. */
    void request() {
        requests.incrementAndGet();
    }

    /** A message that came without being asked for. */
    void message() {
        answers.incrementAndGet();
    }

    Counts counts() {
        return new Counts(requests.get(), empty.get(), answers.get());
    }

    /**
     * So far.
     *
     * @param empty requests that found nothing
     * @param answers rows or messages that came
     */
    record Counts(long requests, long empty, long answers) {}
}
