package dev.rowcast.mysql;

import dev.rowcast.change.TableId;
import dev.rowcast.selection.TableSelection;
import java.util.Locale;
import java.util.Optional;
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
    private static final Pattern TABLES = Pattern.compile("\\b(TABLES?|DATABASE|SCHEMA)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("`((?:[^`]|``)+)`|([\\w$\\u0080-\\uffff]+)");
    /** Texts, also one that is cut off. */
    private static final Pattern QUOTED = Pattern.compile(
            "'[^'\\\\]*+(?:(?:''|\\\\.)[^'\\\\]*+)*+(?:'|\\\\?$)|\"[^\"\\\\]*+(?:(?:\"\"|\\\\.)[^\"\\\\]*+)*+(?:\"|\\\\?$)",
            Pattern.DOTALL);

    private static final Pattern NUMBER =
            Pattern.compile("\\b(?:0x[0-9a-fA-F]+|[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)\\b");
    private static final int READ_LENGTH = 1_000;
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

    /** Whether there may be other tables than before, or others that can be followed. */
    boolean concernsTables() {
        return TABLES.matcher(text).find();
    }

    /** A table of the selection whose name the text may hold, whether there is one or not. */
    Optional<TableId> mayName(TableSelection tables, String defaultSchema) {
        Matcher names = NAME.matcher(text);
        String before = defaultSchema;
        while (names.find()) {
            String name =
                    names.group(1) == null ? names.group(2) : names.group(1).replace("``", "`");
            boolean behindDot = names.start() > 0 && text.charAt(names.start() - 1) == '.';
            TableId table = new TableId(behindDot ? before : defaultSchema, name);
            if (tables.matches(table)) {
                return Optional.of(table);
            }
            before = name;
        }
        return Optional.empty();
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

    /** On one line, shortened for people, without values: a column may be masked. */
    @Override
    public String toString() {
        String head = text.length() <= READ_LENGTH ? text : text.substring(0, READ_LENGTH);
        String withoutTexts = QUOTED.matcher(head).replaceAll("'…'");
        String withoutValues = changesRows() ? NUMBER.matcher(withoutTexts).replaceAll("…") : withoutTexts;
        String line = withoutValues.replaceAll("\\s+", " ");
        return line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH - 1) + "…";
    }
}
