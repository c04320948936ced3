package dev.rowcast.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.terminal.Line;
import dev.rowcast.terminal.Line.Span;
import dev.rowcast.terminal.Style;
import dev.rowcast.terminal.TerminalSize;
import dev.rowcast.watch.WatchedRow.Change;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TablePainterTest {
    private static final TerminalSize SIZE = new TerminalSize(80, 6);
    private static final Signals LIVE = Signals.UNKNOWN.connected().status(true, Instant.EPOCH);

    private final TablePainter painter = new TablePainter(ZoneOffset.UTC);
    private Signals signals = LIVE;
    private Viewing viewing = Viewing.of(Filter.ALL);
    private boolean whole = true;

    @Test
    void showsSignalsHeadingsRowsAndHelp() {
        assertThat(texts(
                        row("{'id':7,'name':'Ada','total':'12.50','note':null}"),
                        row("{'id':10,'name':'東京','total':'2.00'}")))
                .containsExactly(
                        "orders   ● broker live   ● MySQL feed streaming   2 changes/s   2 rows",
                        "id  name  total  note",
                        " 7  Ada   12.50  NULL",
                        "10  東京   2.00",
                        "",
                        "1-2  q quit  / filter  p pause  ↑ ↓ PgUp PgDn scroll");
    }

    @Test
    void changesStandOut() {
        WatchedRow updated = changed("{'id':7,'status':'paid'}", Change.UPDATED, "status");
        WatchedRow inserted = changed("{'id':8,'status':'new'}", Change.INSERTED);
        WatchedRow deleted = changed("{'id':9,'status':'old'}", Change.DELETED);
        List<Line> lines = paint(updated, inserted, deleted);

        assertThat(style(lines.get(2), "7")).isEqualTo(Style.PLAIN);
        assertThat(style(lines.get(2), "paid")).isEqualTo(Style.CHANGED);
        assertThat(style(lines.get(3), "8")).isEqualTo(Style.NEW);
        assertThat(style(lines.get(4), "old")).isEqualTo(Style.GONE);
    }

    @Test
    void rowsThatMayBeOldAreDimmedAndItIsSaid() {
        signals = LIVE.lost("Connection refused", Instant.parse("2026-11-20T12:00:00Z"));
        List<Line> lines = paint(row("{'id':7}"));

        assertThat(style(lines.get(2), "7")).isEqualTo(Style.DIM);
        assertThat(lines.get(5).text()).startsWith("Not live since 12:00:00: Connection refused");
    }

    @Test
    void neverExceedsTheScreen() {
        WatchedRow row =
                row("{'id':7,'name':'" + "東".repeat(50) + "','note':'" + "x".repeat(500) + "','z':'\\u001b[2J'}");
        for (TerminalSize size : List.of(new TerminalSize(1, 1), new TerminalSize(20, 3), new TerminalSize(60, 5))) {
            List<Line> lines = painter.paint(picture(row, row, row, row), size);

            assertThat(lines).hasSize(size.rows()).allMatch(line -> line.columns() <= size.columns());
            assertThat(lines).noneMatch(line -> line.text().contains("\u001b"));
        }
    }

    @Test
    void columnsThatDoNotFitAreNarrowedThenHidden() {
        WatchedRow row = row("{'id':7,'a':'" + "x".repeat(60) + "','b':'short','c':'" + "y".repeat(60) + "'}");

        List<Line> wide = painter.paint(picture(row), new TerminalSize(60, 5));
        assertThat(wide.get(2).text()).contains("short").contains("x…").contains("y…");
        List<Line> narrow = painter.paint(picture(row), new TerminalSize(16, 5));
        assertThat(narrow.get(1).text()).doesNotContain("c");
        List<Line> hidden = painter.paint(picture(row), new TerminalSize(20, 5));
        assertThat(hidden.get(4).text()).contains("columns");
    }

    @Test
    void columnsDoNotJumpWhenLongValuesScrollAway() {
        paint(row("{'id':7,'name':'a long name','x':1}"));

        assertThat(texts(row("{'id':7,'name':'Ada','x':1}")).get(2)).isEqualTo(" 7  Ada          1");
    }

    @Test
    void saysWhyThereIsNothing() {
        assertThat(texts().get(2)).isEqualTo("The table has no rows.");
        signals = Signals.UNKNOWN;
        assertThat(texts().get(2)).isEqualTo("No rows yet.");
    }

    @Test
    void namesTheColumnThatTheFilterMayHaveMeant() {
        viewing = Viewing.of(Filter.parse("statsu=x"));
        TablePainter.Picture picture = new TablePainter.Picture(
                "orders", LIVE, 0, List.of(), Optional.of(row("{'id':7,'status':'paid'}")), true, viewing);

        assertThat(painter.paint(picture, SIZE).get(2).text())
                .isEqualTo("There is no column statsu; did you mean status? There are: id, status");
    }

    @Test
    void showsThePageThatWasScrolledTo() {
        viewing = new Viewing(Filter.ALL, 1, null, null, false);

        assertThat(texts(row("{'id':7}"), row("{'id':8}"), row("{'id':9}")).subList(2, 4))
                .containsExactly(" 8", " 9");
    }

    @Test
    void saysWhatIsPausedFilteredTypedAndLeftOut() {
        viewing = new Viewing(Filter.parse("ada"), 0, null, List.of(), false);
        assertThat(texts(row("{'id':7,'x':'ada'}")).get(5)).startsWith("PAUSED  filter ada  1-1  ");

        viewing = new Viewing(Filter.ALL, 0, "sta", null, false);
        assertThat(texts(row("{'id':7}")).get(5)).isEqualTo("/sta   Enter applies, Esc leaves");

        whole = false;
        assertThat(texts(row("{'id':7}")).get(0)).endsWith("newest 1 row");
    }

    private List<String> texts(WatchedRow... rows) {
        return paint(rows).stream().map(line -> line.text().stripTrailing()).toList();
    }

    private List<Line> paint(WatchedRow... rows) {
        return painter.paint(picture(rows), SIZE);
    }

    private TablePainter.Picture picture(WatchedRow... rows) {
        return new TablePainter.Picture(
                "orders", signals, 2, List.of(rows), Arrays.stream(rows).findFirst(), whole, viewing);
    }

    private static WatchedRow row(String json) {
        return changed(json, Change.NONE);
    }

    private static WatchedRow changed(String json, Change change, String... columns) {
        return new WatchedRow("7", Rows.row(json), null, 0, change, Set.of(columns), 0, 1);
    }

    private static Style style(Line line, String text) {
        return line.spans().stream()
                .filter(span -> span.text().equals(text))
                .map(Span::style)
                .findFirst()
                .orElseThrow();
    }
}
