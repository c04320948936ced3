package dev.rowcast.watch;

import static java.util.Objects.requireNonNull;

import dev.rowcast.terminal.Printable;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Set;

/** Prints each event that the filter shows in a line of its own, once, however often it is sent. One thread. */
final class EventPrinter {
    /** How many events it tells apart from such that are sent again. */
    private static final int REMEMBERED = 10_000;

    private final PrintStream out;
    private final Filter filter;
    private final Form form;
    private final Set<String> versions = new LinkedHashSet<>();

    /** Of the lines. */
    sealed interface Form {
        String line(TableEvent event, Instant received);
    }

    /** For people, with times of this zone. */
    record Words(ZoneId zone) implements Form {
        @Override
        public String line(TableEvent event, Instant received) {
            return EventLine.of(event, received, zone);
        }
    }

    /** As it was received. */
    record Json() implements Form {
        @Override
        public String line(TableEvent event, Instant received) {
            return Printable.json(event.json());
        }
    }

    EventPrinter(PrintStream out, Filter filter, Form form) {
        this.out = requireNonNull(out, "out is null");
        this.filter = requireNonNull(filter, "filter is null");
        this.form = requireNonNull(form, "form is null");
    }

    void print(TableEvent event, Instant received) {
        if (isNew(event) && filter.shows(event)) {
            out.println(form.line(event, received));
        }
    }

    private boolean isNew(TableEvent event) {
        String version = event.version();
        if (version == null) {
            return true;
        }
        boolean fresh = versions.add(version);
        if (versions.size() > REMEMBERED) {
            versions.remove(versions.iterator().next());
        }
        return fresh;
    }

    /** Whether nobody reads what is printed any more. */
    boolean isCut() {
        return out.checkError();
    }
}
