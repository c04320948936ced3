package dev.rowcast.cli;

import dev.rowcast.Vitals;
import dev.rowcast.Vitals.LastChange;
import dev.rowcast.relay.Phase;
import dev.rowcast.relay.RelayStatus;
import dev.rowcast.relay.ScanProgress;
import dev.rowcast.terminal.Line;
import dev.rowcast.terminal.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a run is doing, in one or two lines for a terminal, or in one for the log. Pure. */
final class RunStatus {
    private static final int BAR_COLUMNS = 24;
    private static final double FEW = 10;

    private RunStatus() {}

    /**
     * For a terminal: the first line says how it goes, a second one how far the reading of tables is, or what is wrong.
     *
     * @param rowsPerSecond published, or read while tables are read
     */
    static List<Line> lines(Vitals vitals, double rowsPerSecond, Instant now) {
        RelayStatus status = vitals.status();
        Line first = Line.of("● ", style(status))
                .plus(words(status.phase()), Style.BOLD)
                .plus("  " + rate(rowsPerSecond))
                .plus("  lag " + status.lagMillis() + " ms")
                .plus(subscribers(vitals.subscribers()))
                .plus(lastChange(vitals.lastChange(), now), Style.DIM);
        List<Line> lines = new ArrayList<>(List.of(first));
        if (!status.scans().isEmpty()) {
            lines.add(progress(status.scans()));
        } else if (!status.ready() && status.phase() != Phase.STARTING) {
            lines.add(Line.of("  " + trouble(status), Style.WAITING));
        }
        return lines;
    }

    /** For the log. */
    static String plain(Vitals vitals, double rowsPerSecond) {
        RelayStatus status = vitals.status();
        String progress = status.scans().isEmpty() ? "" : plainProgress(status.scans());
        return words(status.phase()) + ", " + rate(rowsPerSecond) + ", lag " + status.lagMillis() + " ms" + progress;
    }

    private static Style style(RelayStatus status) {
        return switch (status.phase()) {
            case STREAMING -> status.ready() ? Style.GOOD : Style.BAD;
            case STARTING, SNAPSHOT, RESYNC, STANDBY -> Style.WAITING;
            case RECONNECTING, STOPPED -> Style.BAD;
        };
    }

    private static String words(Phase phase) {
        return switch (phase) {
            case STARTING -> "starting";
            case SNAPSHOT -> "reading tables";
            case STREAMING -> "streaming";
            case RECONNECTING -> "reconnecting";
            case RESYNC -> "reading tables anew";
            case STANDBY -> "standing by";
            case STOPPED -> "stopped";
        };
    }

    private static String rate(double rowsPerSecond) {
        return rowsPerSecond == 0 || rowsPerSecond >= FEW
                ? String.format(Locale.ROOT, "%,.0f rows/s", rowsPerSecond)
                : String.format(Locale.ROOT, "%.1f rows/s", rowsPerSecond);
    }

    private static String subscribers(OptionalLong subscribers) {
        if (subscribers.isEmpty()) {
            return "";
        }
        long count = subscribers.getAsLong();
        return String.format(Locale.ROOT, "  %,d subscriber%s", count, count == 1 ? "" : "s");
    }

    private static String lastChange(@Nullable LastChange change, Instant now) {
        return change == null
                ? ""
                : "  last " + change.table() + " " + change.key() + " " + change.event() + " "
                        + ago(Duration.between(change.at(), now));
    }

    private static String ago(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s ago";
        }
        return seconds < 3600 ? seconds / 60 + " min ago" : seconds / 3600 + " h ago";
    }

    private static String trouble(RelayStatus status) {
        if (status.reason() != null) {
            return status.reason();
        }
        if (!status.databaseReached()) {
            return "the database is not reached";
        }
        return status.brokerReached() ? "" : "the broker is not reached";
    }

    /** Over all tables that are being read. */
    private static Line progress(List<ScanProgress> scans) {
        long total = scans.stream().mapToLong(ScanProgress::total).sum();
        if (total <= 0) {
            return Line.of("  " + tables(scans) + "  " + count(scans, total));
        }
        int filled = (int) Math.min(BAR_COLUMNS - 1, rows(scans) * BAR_COLUMNS / total);
        return Line.of("  " + tables(scans) + "  ")
                .plus("█".repeat(filled), Style.GOOD)
                .plus("░".repeat(BAR_COLUMNS - filled), Style.DIM)
                .plus(String.format(Locale.ROOT, " %d %%  ", percent(scans, total)) + count(scans, total))
                .plus(remaining(scans, "  "));
    }

    private static String plainProgress(List<ScanProgress> scans) {
        long total = scans.stream().mapToLong(ScanProgress::total).sum();
        String percent = total <= 0 ? "" : String.format(Locale.ROOT, ", %d %%", percent(scans, total));
        return ", " + tables(scans) + ": " + count(scans, total) + percent + remaining(scans, ", ");
    }

    private static String tables(List<ScanProgress> scans) {
        String first = scans.get(0).table().toString();
        return scans.size() == 1 ? first : first + " and " + (scans.size() - 1) + " more";
    }

    private static int percent(List<ScanProgress> scans, long total) {
        return ScanProgress.percent(rows(scans), total);
    }

    private static long rows(List<ScanProgress> scans) {
        return scans.stream().mapToLong(ScanProgress::rows).sum();
    }

    private static String count(List<ScanProgress> scans, long total) {
        long rows = rows(scans);
        return total <= 0
                ? String.format(Locale.ROOT, "%,d rows", rows)
                : String.format(Locale.ROOT, "%,d of %,d rows", rows, Math.max(rows, total));
    }

    private static String remaining(List<ScanProgress> scans, String separator) {
        return scans.stream()
                .flatMap(scan -> Stream.ofNullable(scan.remaining()))
                .max(Comparator.naturalOrder())
                .map(left ->
                        String.format(Locale.ROOT, "%s%d:%02d left", separator, left.toMinutes(), left.toSecondsPart()))
                .orElse("");
    }
}
