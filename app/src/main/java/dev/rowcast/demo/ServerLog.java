package dev.rowcast.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what MariaDB's programs wrote into a file. */
final class ServerLog {
    private static final String ERROR = "ERROR";

    private ServerLog() {}

    static String read(Path log) throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    }

    /** The first error, else the last line, and where to read on; one line. */
    static String whatWentWrong(Path log) throws IOException {
        String text = read(log);
        String cause = text.lines()
                .filter(line -> line.contains(ERROR))
                .findFirst()
                .map(line -> line.substring(line.indexOf(ERROR)))
                .orElseGet(() -> text.lines()
                        .filter(line -> !line.isBlank())
                        .reduce((first, second) -> second)
                        .orElse("it said nothing"));
        return cause + " (more in " + log + ")";
    }
}
