package dev.rowcast.broker;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells when a message is with all whom it goes to: sent, or in a queue of bounded size. As long as it is not, it is not
 * acknowledged, so that who waits for acknowledgements can not publish faster than subscribers are served. Any thread.
 */
final class Receipt {
    /** For who does not want to know; never complete. */
    static final Receipt NONE = new Receipt(() -> {});

    private final AtomicInteger open = new AtomicInteger(1);
    private final Runnable complete;

    /**
     * Makes one that its maker has to call {@link #done()} for too.
     *
     * @param complete run once, by any thread
     */
    Receipt(Runnable complete) {
        this.complete = complete;
    }

    /** There is one more to go to. */
    void expect() {
        open.incrementAndGet();
    }

    /** It is with one of them. */
    void done() {
        if (open.decrementAndGet() == 0) {
            complete.run();
        }
    }

    boolean isComplete() {
        return open.get() == 0;
    }
}
