package dev.rowcast.watch;

import dev.rowcast.watch.Cell.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which rows are shown: those that meet every condition. Pure.
 *
 * <p>A condition is {@code column=value}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=}, {@code column~part}, or a word,
 * which one of the columns has to contain. Case does not matter to words and to {@code ~}. Numbers, also those that come as text,
 * are compared as numbers. NULL meets {@code =NULL}, {@code !=} anything else, and nothing besides.
 */
record Filter(List<Condition> conditions) {
    /** Shows every row. */
    static final Filter ALL = new Filter(List.of());

    private static final int DIGITS_MAX = 400;
    private static final Pattern COMPARISON = Pattern.compile("([^\\s\"=!<>~]+)(!=|<=|>=|=|<|>|~)(.*)", Pattern.DOTALL);
    private static final Pattern WORDS = Pattern.compile("(?:[^\\s\"]|\"[^\"]*(?:\"|$))+");

    Filter {
        conditions = List.copyOf(conditions);
    }

    /** What a row has to meet. */
    sealed interface Condition {
        boolean isMetBy(Map<String, Cell> row);
    }

    /** @param text in lower case */
    record Word(String text) implements Condition {
        @Override
        public boolean isMetBy(Map<String, Cell> row) {
            return row.values().stream().anyMatch(cell -> contains(cell, text));
        }
    }

    /** A column's value beside another. */
    record Comparison(String column, Operator operator, String value) implements Condition {
        @Override
        public boolean isMetBy(Map<String, Cell> row) {
            Cell cell = row.get(column);
            return cell != null && operator.holds(cell, value);
        }
    }

    /** How they compare. */
    enum Operator {
        EQUAL("="),
        UNEQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        CONTAINS("~");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("no operator: " + sign);
        }

        boolean holds(Cell cell, String value) {
            boolean isNull = cell.kind() == Kind.NULL;
            return switch (this) {
                case EQUAL -> isNull ? value.equals("NULL") : compare(cell.text(), value) == 0;
                case UNEQUAL -> !EQUAL.holds(cell, value);
                case LESS -> !isNull && compare(cell.text(), value) < 0;
                case AT_MOST -> !isNull && compare(cell.text(), value) <= 0;
                case GREATER -> !isNull && compare(cell.text(), value) > 0;
                case AT_LEAST -> !isNull && compare(cell.text(), value) >= 0;
                case CONTAINS -> contains(cell, value.toLowerCase(Locale.ROOT));
            };
        }
    }

    /** Of each argument one condition. */
    static Filter of(List<String> arguments) {
        return new Filter(arguments.stream()
                .filter(argument -> !argument.isBlank())
                .map(Filter::condition)
                .toList());
    }

    /** Of what is typed in one line: conditions with spaces between them; double quotes keep spaces together. */
    static Filter parse(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORDS.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group().replace("\"", ""));
        }
        return of(words);
    }

    private static Condition condition(String text) {
        Matcher comparison = COMPARISON.matcher(text.strip());
        return comparison.matches()
                ? new Comparison(comparison.group(1), Operator.of(comparison.group(2)), comparison.group(3))
                : new Word(text.strip().toLowerCase(Locale.ROOT));
    }

    boolean shows(Map<String, Cell> row) {
        return conditions.stream().allMatch(condition -> condition.isMetBy(row));
    }

    /** Whether it shows the row before or after the event: what leaves the selection is seen leaving. */
    boolean shows(TableEvent event) {
        if (event.before() == null && event.after() == null) {
            return shows(event.key());
        }
        return (event.before() != null && shows(event.before())) || (event.after() != null && shows(event.after()));
    }

    /** A column that it asks for and the row lacks. */
    Optional<String> missingColumn(Map<String, Cell> row) {
        return conditions.stream()
                .filter(Comparison.class::isInstance)
                .map(condition -> ((Comparison) condition).column())
                .filter(column -> !row.containsKey(column))
                .findFirst();
    }

    /** As it could be typed. */
    @Override
    public String toString() {
        return conditions.stream().map(Filter::typed).collect(Collectors.joining(" "));
    }

    private static String typed(Condition condition) {
        String text = condition instanceof Comparison comparison
                ? comparison.column() + comparison.operator().sign + comparison.value()
                : ((Word) condition).text();
        return text.chars().anyMatch(Character::isWhitespace) ? '"' + text + '"' : text;
    }

    private static boolean contains(Cell cell, String lowerCase) {
        return cell.kind() != Kind.NULL && cell.text().toLowerCase(Locale.ROOT).contains(lowerCase);
    }

    private static int compare(String left, String right) {
        Optional<BigDecimal> number = number(left);
        Optional<BigDecimal> other = number(right);
        return number.isPresent() && other.isPresent() ? number.get().compareTo(other.get()) : left.compareTo(right);
    }

    /** Within bounds: comparing 1E999999999 with 1 would write out its digits. */
    private static Optional<BigDecimal> number(String text) {
        boolean maybe = !text.isEmpty() && text.length() <= DIGITS_MAX && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
        try {
            return maybe ? Optional.of(new BigDecimal(text)).filter(Filter::isBounded) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isBounded(BigDecimal number) {
        return Math.abs((long) number.scale()) <= DIGITS_MAX;
    }
}
