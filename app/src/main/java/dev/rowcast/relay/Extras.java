package dev.rowcast.relay;

import static java.util.Objects.requireNonNull;

import dev.rowcast.selection.CountedColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told beside rows and status, where settings ask for it.
 *
 * @param name of this instance: 1 to 40 of A-Z a-z 0-9 _ -
 * @param counted columns whose rows are counted by label
 * @param discoveryPrefix below which Home Assistant looks for devices; null for no discovery
 * @param birth whether tables and topics are told when following begins
 */
public record Extras(String name, List<CountedColumn> counted, @Nullable String discoveryPrefix, boolean birth) {
    /** Nothing. */
    public static final Extras NONE = new Extras("rowcast", List.of(), null, false);

    public Extras {
        requireNonNull(name, "name is null");
        counted = List.copyOf(counted);
    }

    boolean areNone() {
        return counted.isEmpty() && discoveryPrefix == null && !birth;
    }
}
