package dev.rowcast.broker.access;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A file of users, rights or keys can not be used. The message has a line for each problem: file, line, cause and fix. */
public final class AccessFileException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * One thing that is wrong.
     *
     * @param line from 1; 0 where it is the file as a whole
     */
    record Problem(int line, String cause, String fix) {
        String text(Path file) {
            return file + (line == 0 ? "" : " line " + line) + ": " + cause + "; to mend: " + fix;
        }
    }

    AccessFileException(Path file, List<Problem> problems) {
        super(problems.stream().map(problem -> problem.text(file)).collect(Collectors.joining("\n")));
    }

    AccessFileException(Path file, String cause, String fix) {
        this(file, List.of(new Problem(0, cause, fix)));
    }
}
