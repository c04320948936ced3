package dev.rowcast.config;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * How a setting's text is read.
 *
 * @param allowed which texts are allowed, for people
 * @param parser throws {@link IllegalArgumentException} on any other text; the exception's message is not shown
 */
record Format<T>(String allowed, Function<String, T> parser) {
    Format {
        requireNonNull(allowed, "allowed is null");
        requireNonNull(parser, "parser is null");
    }

    T parse(String text) {
        return parser.apply(text);
    }
}
