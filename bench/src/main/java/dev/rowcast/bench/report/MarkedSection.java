package dev.rowcast.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a document that a command writes: between {@code <!-- measured -->} and {@code <!-- /measured -->}. What people wrote
 * around it stays.
 */
public final class MarkedSection {
    private static final String BEGIN = "<!-- measured -->";
    private static final String END = "<!-- /measured -->";

    private MarkedSection() {}

    /**
     * Writes the section; where there is no document, one of the section alone.
     *
     * @throws IOException also if the document has no such section; then it is left as it was
     */
    public static void write(Path document, String section) throws IOException {
        String before = Files.exists(document) ? Files.readString(document) : BEGIN + "\n" + END + "\n";
        int begin = before.indexOf(BEGIN);
        int end = before.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(document + " has no section for the results: put the lines " + BEGIN + " and " + END
                    + " where they shall stand");
        }
        Files.writeString(
                document,
                before.substring(0, begin + BEGIN.length()) + "\n" + section.strip() + "\n" + before.substring(end));
    }
}
