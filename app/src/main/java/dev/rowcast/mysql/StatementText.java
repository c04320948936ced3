package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement in the binlog may do to a watched table, judged by its text alone. No parser: in doubt the table's state
 * is read anew, which is never wrong.
 */
final class StatementText {
    /** A statement that changes rows and was logged as text: its changes can not be known. */
    private static final Set<String> CHANGES_ROWS =
            Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD", "WITH", "SELECT", "CALL", "DO", "(");

    private static final Set<String> CHANGES_NOTHING =
            Set.of("GRANT", "REVOKE", "ANALYZE", "CHECK", "CHECKSUM", "SET", "FLUSH", "SAVEPOINT", "RELEASE");

    private static final Pattern LEADING_COMMENTS =
            Pattern.compile("^(\\s+|/\\*[^!M].*?\\*/|/\\*M?!\\d*|#[^\\n]*\\n|--\\s[^\\n]*\\n)+", Pattern.DOTALL);
    private static final Pattern FIRST_WORD = Pattern.compile("^(\\w+|\\()");
    private static final int SHOWN_LENGTH = 120;

    private final String text;
    private final String firstWord;

    StatementText(String sql) {
        this.text = LEADING_COMMENTS.matcher(sql).replaceFirst("").strip();
        Matcher matcher = FIRST_WORD.matcher(text);
        this.firstWord = matcher.find() ? matcher.group(1).toUpperCase(Locale.ROOT) : "";
    }

    boolean is(String statement) {
        return text.equalsIgnoreCase(statement);
    }

    boolean startsWith(String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    boolean changesRows() {
        return CHANGES_ROWS.contains(firstWord);
    }

    boolean changesNothing() {
        return CHANGES_NOTHING.contains(firstWord);
    }

    /** Whether the text names the table, alone under its default schema or together with its schema. */
    boolean names(TableId table, String defaultSchema) {
        if (startsWith("DROP DATABASE") || startsWith("DROP SCHEMA")) {
            return containsIdentifier(table.schema());
        }
        return containsIdentifier(table.table())
                && (table.schema().equalsIgnoreCase(defaultSchema) || containsIdentifier(table.schema()));
    }

    private boolean containsIdentifier(String identifier) {
        String part = "[\\w$\\u0080-\\uffff]";
        return Pattern.compile(
                        "(?<!" + part + ")" + Pattern.quote(identifier.replace("`", "``")) + "(?!" + part + ")",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .find();
    }

    /** All of it, behind leading comments. */
    String text() {
        return text;
    }

    /** On one line, shortened for people. */
    @Override
    public String toString() {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH - 1) + "…";
    }
}
