package dev.rowcast.selection;

import static java.util.Objects.requireNonNull;

import dev.rowcast.change.TableId;

/**
 * A table's name, or a pattern of several: in both parts {@code *} stands for any run of characters and {@code ?} for one.
 * Letter case counts, as it does in the binlog. Patterns match no table of the system's own schemas.
 */
public record TablePattern(String schema, String table) {
    private static final String ALL = "*";
    private static final int PART_LENGTH_MAX = 64;

    public TablePattern {
        requireNonNull(schema, "schema is null");
        requireNonNull(table, "table is null");
    }

    /**
     * Reads {@code table} or {@code database.table}.
     *
     * @param defaultSchema the database of what is named without one; taken literally
     * @throws IllegalArgumentException if it is neither
     */
    public static TablePattern parse(String text, String defaultSchema) {
        String[] parts = text.strip().split("\\.", -1);
        if (parts.length > 2) {
            throw new IllegalArgumentException("more than one dot in '" + text + "'");
        }
        for (String part : parts) {
            if (!isPart(part)) {
                throw new IllegalArgumentException("'" + part + "' is no name of a table or database, nor a pattern");
            }
        }
        return parts.length == 2 ? new TablePattern(parts[0], parts[1]) : new TablePattern(defaultSchema, parts[0]);
    }

    private static boolean isPart(String part) {
        return !part.isBlank()
                && part.length() <= PART_LENGTH_MAX
                && part.codePoints().noneMatch(letter -> letter == '`' || Character.isISOControl(letter));
    }

    /** Whether it names one table. */
    public boolean isLiteral() {
        return namesSchema() && namesTable();
    }

    /** Whether tables that match are of one database. */
    public boolean namesSchema() {
        return Glob.isLiteral(schema);
    }

    /** Whether tables that match have one name. */
    public boolean namesTable() {
        return Glob.isLiteral(table);
    }

    /** The table of these very names: the one that it means, if it {@link #isLiteral}. */
    public TableId named() {
        return new TableId(schema, table);
    }

    public boolean matches(TableId id) {
        return Glob.matches(table, id.table())
                && Glob.matches(schema, id.schema())
                && (isLiteral() || !SystemTables.contain(id));
    }

    /** Whether there may be a table that both match. */
    public boolean meets(TablePattern other) {
        return Glob.meet(schema, other.schema) && Glob.meet(table, other.table);
    }

    /** Whether it plainly matches all that the other does: in both parts it is the same or a {@code *}. */
    public boolean covers(TablePattern other) {
        return (schema.equals(ALL) || schema.equals(other.schema)) && (table.equals(ALL) || table.equals(other.table));
    }

    /** Whether tables of the same name may match both. */
    public boolean meetsTable(TablePattern other) {
        return Glob.meet(table, other.table);
    }

    /** Whether tables of the same database may match both. */
    public boolean meetsSchema(TablePattern other) {
        return Glob.meet(schema, other.schema);
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
