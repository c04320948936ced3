package dev.rowcast.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rowcast.change.Operation;
import dev.rowcast.change.Row;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.selection.ColumnRule.Treatment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies the rules: to changes and to rows that were read alike, so that both give the same. Every method throws {@link
 * UnfitRuleException} if a rule does not fit the table as it is then. Any thread.
 */
public final class Selection {
    /** What a masked value has at most in JSON: 64 hexadecimal digits in quotes. */
    public static final int MOST_MASKED_BYTES = 66;

    private final SelectionRules rules;
    private final @Nullable KeyedHash hash;
    private final Map<TableId, RowShape> shapes = new ConcurrentHashMap<>();

    /** @param hashKey what values are hashed with; may be null if no rule says so */
    public Selection(SelectionRules rules, @Nullable String hashKey) {
        this.rules = requireNonNull(rules, "rules is null");
        this.hash = hashKey == null ? null : new KeyedHash(hashKey);
        if (hash == null && rules.needHashKey()) {
            throw new IllegalArgumentException("a column is to be hashed, and there is no key");
        }
    }

    /** Whether everything is published as it is. */
    public boolean isEverything() {
        return rules.isEverything();
    }

    /** Whether anything of the column is published. */
    public boolean shows(TableId table, String column) {
        return rules.treatment(table, column) != Treatment.HIDE;
    }

    /** Whether something else is published in place of the column's values. */
    public boolean masks(TableId table, String column) {
        return shows(table, column) && rules.treatment(table, column) != Treatment.SHOW;
    }

    /** Whether only some of the table's rows are published. */
    public boolean filters(TableId table) {
        return rules.filter(table);
    }

    /**
     * What is published of a change; empty if nothing. A row that comes to be selected by an update is told as inserted, one
     * that no longer is as deleted.
     */
    public Optional<RowChange> of(RowChange change) {
        Row before = change.before();
        Row after = change.after();
        Row image = requireNonNull(after == null ? before : after, "a change without images");
        RowShape shape = shape(change.table(), image.names(), change.key().names());
        Row shownBefore = before != null && shape.selects(before) ? shape.shown(before) : null;
        Row shownAfter = after != null && shape.selects(after) ? shape.shown(after) : null;
        if (shownBefore == null && shownAfter == null) {
            return Optional.empty();
        }
        Operation operation =
                shownBefore == null ? Operation.INSERT : shownAfter == null ? Operation.DELETE : Operation.UPDATE;
        return Optional.of(
                new RowChange(change.table(), operation, change.key(), shownBefore, shownAfter, change.source()));
    }

    /** What is published of a row; empty if it is not selected. */
    public Optional<Row> of(TableId table, List<String> keyNames, Row row) {
        RowShape shape = shape(table, row.names(), keyNames);
        return shape.selects(row) ? Optional.of(shape.shown(row)) : Optional.empty();
    }

    /** What is published of a row's columns, whether it is selected or not. */
    public Row columns(TableId table, List<String> keyNames, Row row) {
        return shape(table, row.names(), keyNames).shown(row);
    }

    private RowShape shape(TableId table, List<String> names, List<String> keyNames) {
        RowShape known = shapes.get(table);
        if (known != null && known.fits(names, keyNames)) {
            return known;
        }
        RowShape shape = new RowShape(rules, hash, table, names, keyNames);
        shapes.put(table, shape);
        return shape;
    }

    /**
     * A text that changes with the rules and the key, and tells neither; empty where everything is published.
     */
    public String fingerprint() {
        if (isEverything()) {
            return "";
        }
        String all = rules + " " + (hash == null ? "" : hash.identity());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
