package dev.rowcast.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a rule's text from left to right; white space between its parts does not count. One thread. */
final class RuleText {
    private static final int SHOWN = 12;

    private final String text;
    private int at;

    RuleText(String text) {
        this.text = text;
    }

    /** Reads one rule's body. */
    @FunctionalInterface
    interface Body<T> {
        T read(TablePattern tables, RuleText text) throws RuleSyntaxException;
    }

    /** Reads {@code table: body; table: body …}. */
    static <T> List<T> rules(String text, String defaultSchema, Body<T> body) throws RuleSyntaxException {
        RuleText reader = new RuleText(text);
        List<T> rules = new ArrayList<>();
        do {
            TablePattern tables = reader.tables(defaultSchema);
            rules.add(body.read(tables, reader));
        } while (reader.take(";") && !reader.atEnd());
        if (!reader.atEnd()) {
            throw reader.error("';' or the end was expected");
        }
        return rules;
    }

    private TablePattern tables(String defaultSchema) throws RuleSyntaxException {
        skipSpace();
        int start = at;
        String name = upTo(":;");
        if (!take(":")) {
            at = start;
            throw error("a table and ':' were expected");
        }
        try {
            return TablePattern.parse(name, defaultSchema);
        } catch (IllegalArgumentException e) {
            at = start;
            throw error(String.valueOf(e.getMessage()));
        }
    }

    /** What stands ahead of the first of these characters, or of the end, without white space around it. */
    String upTo(String stops) {
        int start = at;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    boolean atEnd() {
        skipSpace();
        return at == text.length();
    }

    /** Reads the symbol if it is next. */
    boolean take(String symbol) {
        skipSpace();
        if (text.startsWith(symbol, at)) {
            at += symbol.length();
            return true;
        }
        return false;
    }

    void expect(String symbol) throws RuleSyntaxException {
        if (!take(symbol)) {
            throw error("'" + symbol + "' was expected");
        }
    }

    /** Reads the word, in whatever letter case, if it is next and ends there. */
    boolean takeWord(String word) {
        skipSpace();
        int end = at + word.length();
        if (text.regionMatches(true, at, word, 0, word.length())
                && (end >= text.length() || !isNamePart(text.charAt(end)))) {
            at = end;
            return true;
        }
        return false;
    }

    /** Whether a digit is next, perhaps behind a sign. */
    boolean isAtNumber() {
        skipSpace();
        int digit = at < text.length() && text.charAt(at) == '-' ? at + 1 : at;
        return digit < text.length() && isDigit(text.charAt(digit));
    }

    boolean isAt(char symbol) {
        skipSpace();
        return at < text.length() && text.charAt(at) == symbol;
    }

    /** Reads a number: digits, perhaps with a sign and a fraction. */
    String number() throws RuleSyntaxException {
        int start = at;
        take("-");
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            int fraction = at;
            digits();
            if (at == fraction) {
                throw error("a digit was expected");
            }
        }
        if (at < text.length() && isNamePart(text.charAt(at))) {
            throw error("a number ends here; a column that begins with a digit is written in backticks");
        }
        return text.substring(start, at);
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    /** Reads a text in quotes; a quote in it is doubled. */
    String quoted(char quote) throws RuleSyntaxException {
        int start = at;
        expect(Character.toString(quote));
        StringBuilder content = new StringBuilder();
        while (at < text.length()) {
            char letter = text.charAt(at++);
            boolean doubled = at < text.length() && text.charAt(at) == quote;
            if (letter == quote && !doubled) {
                return content.toString();
            }
            if (letter == quote) {
                at++;
            }
            content.append(letter);
        }
        at = start;
        throw error("the quote is not closed");
    }

    /** Reads a column's name, in backticks where it has other characters than letters, digits, {@code _} and {@code $}. */
    String column() throws RuleSyntaxException {
        if (isAt('`')) {
            return quoted('`');
        }
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw error("a column's name was expected");
        }
        return text.substring(start, at);
    }

    int place() {
        return at;
    }

    /** As {@link #error(String)}, at a place read before. */
    RuleSyntaxException errorAt(int place, String what) {
        at = place;
        return error(what);
    }

    RuleSyntaxException error(String what) {
        skipSpace();
        String rest = text.substring(at);
        String found = rest.isEmpty()
                ? "the end"
                : "'" + (rest.length() <= SHOWN ? rest : rest.substring(0, SHOWN) + "…") + "'";
        return new RuleSyntaxException(String.format(Locale.ROOT, "%s at character %d, at %s", what, at + 1, found));
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isNamePart(char letter) {
        return Character.isLetterOrDigit(letter) || Character.isSurrogate(letter) || letter == '_' || letter == '$';
    }
}
