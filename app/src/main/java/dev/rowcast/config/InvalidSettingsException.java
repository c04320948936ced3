package dev.rowcast.config;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The settings can not be used. Carries every problem that was found, not only the first. */
public final class InvalidSettingsException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public InvalidSettingsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    static InvalidSettingsException of(Problem problem) {
        return new InvalidSettingsException(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
