package dev.rowcast.broker;

import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which clients were refused or closed, and why, in a bounded number of lines: some at once, the others counted, in a
 * summary every ten seconds. Any thread.
 */
final class Offences {
    private static final Logger LOG = LoggerFactory.getLogger(Offences.class);
    private static final int LINES_AT_ONCE = 5;
    private static final int SUMMARY_SECONDS = 10;
    private static final int MAX_TEXT = 120;

    private final Map<String, Integer> untold = new TreeMap<>();

    private int told;
    private boolean summaryDue;

    /**
     * @param kind one of few, for the summary
     * @param detail of this one; may hold what the client has sent
     * @param executor that will run the summary
     */
    @SuppressWarnings("FutureReturnValueIgnored") // a broker that stops needs no summary
    synchronized void note(String kind, String detail, EventExecutor executor) {
        if (told < LINES_AT_ONCE) {
            told++;
            LOG.warn("{}: {}", kind, printable(detail));
        } else {
            untold.merge(kind, 1, Integer::sum);
        }
        if (!summaryDue && !executor.isShuttingDown()) {
            summaryDue = true;
            executor.schedule(this::summarise, SUMMARY_SECONDS, TimeUnit.SECONDS);
        }
    }

    private synchronized void summarise() {
        if (!untold.isEmpty()) {
            LOG.warn(
                    "Within {} s also: {}",
                    SUMMARY_SECONDS,
                    untold.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue() + " times")
                            .collect(Collectors.joining(", ")));
        }
        untold.clear();
        told = 0;
        summaryDue = false;
    }

    /** What clients send must not look like lines of the log. */
    private static String printable(String text) {
        String cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
