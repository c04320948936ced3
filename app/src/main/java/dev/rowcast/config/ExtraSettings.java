package dev.rowcast.config;

import dev.rowcast.selection.CountedColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told beside rows and status.
 *
 * @param counted columns of followed tables, told as they are, whose rows are counted by label
 * @param discoveryPrefix below which Home Assistant looks for devices; null for no discovery
 * @param birth whether tables and topics are told when following begins
 */
public record ExtraSettings(List<CountedColumn> counted, @Nullable String discoveryPrefix, boolean birth) {
    /** Nothing. */
    public static final ExtraSettings NONE = new ExtraSettings(List.of(), null, false);

    public ExtraSettings {
        counted = List.copyOf(counted);
    }
}
