package dev.rowcast.examples.follower;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads settings from environment variables, and keeps what is wrong with them until {@link #check}. One thread. */
public final class Environment {
    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** One or more settings are missing or wrong; the message has a line for each. */
    public static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidException(String message) {
            super(message);
        }
    }

    /** The variable's text; null where it is unset or empty. */
    public @Nullable String optional(String name) {
        String text = variables.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    /** As {@link #optional}, with what holds where it is unset. */
    public String text(String name, String fallback) {
        String text = optional(name);
        return text == null ? fallback : text;
    }

    /** As {@link #optional}, and a problem where it is unset. */
    public String required(String name, String example) {
        String text = optional(name);
        if (text == null) {
            problems.add(name + " is not set: for example " + name + "=" + example);
            return "";
        }
        return text;
    }

    /** The variable, or the first line of the file that the variable with {@code _FILE} behind its name names. */
    public @Nullable String secret(String name) {
        String file = optional(name + "_FILE");
        if (file == null) {
            return optional(name);
        }
        try {
            return Files.readString(Path.of(file)).lines().findFirst().orElse("");
        } catch (IOException e) {
            problems.add(name + "_FILE names " + file + ", which can not be read: " + e);
            return null;
        }
    }

    /** A whole number within bounds. */
    public int number(String name, int fallback, int least, int most) {
        String text = text(name, Integer.toString(fallback));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problems.add(name + " is '" + text + "': give a whole number from " + least + " to " + most);
        return fallback;
    }

    /**
     * The variable, read by a function that throws {@link IllegalArgumentException} with what is wrong and what would do.
     *
     * @return null where it is wrong, which {@link #check} tells
     */
    public <T> @Nullable T read(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            problems.add(name + ": " + e.getMessage());
            return null;
        }
    }

    /**
     * Makes settings of what was read.
     *
     * @throws InvalidException with all problems so far, or the one that the maker has (an {@link IllegalArgumentException})
     */
    public <T> T check(java.util.function.Supplier<T> maker) throws InvalidException {
        if (problems.isEmpty()) {
            try {
                return maker.get();
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }
        throw new InvalidException(String.join("\n", problems));
    }
}
