package dev.rowcast.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class EventPrinterTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, UTF_8);

    @Test
    void printsWhatTheFilterShows() {
        EventPrinter printer =
                new EventPrinter(out, Filter.parse("status=paid"), new EventPrinter.Words(ZoneOffset.UTC));
        printer.print(Rows.update("new", "paid"), Instant.EPOCH);
        printer.print(Rows.update("new", "gone"), Instant.EPOCH);

        assertThat(printed.toString(UTF_8)).isEqualTo("09:12:00.123 updated 7 status new → paid\n");
    }

    @Test
    void printsOnceWhatIsSentAgain() {
        EventPrinter printer = new EventPrinter(out, Filter.ALL, new EventPrinter.Words(ZoneOffset.UTC));
        printer.print(Rows.update("new", "paid"), Instant.EPOCH);
        printer.print(Rows.update("paid", "new"), Instant.EPOCH);
        printer.print(Rows.update("new", "paid"), Instant.EPOCH);

        assertThat(printed.toString(UTF_8).lines()).hasSize(2);
    }

    @Test
    void printsJsonAsReceived() {
        EventPrinter printer = new EventPrinter(out, Filter.ALL, new EventPrinter.Json());
        printer.print(Rows.event("{'op':'insert','key':{'id':1.0},\n'after':{'x':'\u009b'}}"), Instant.EPOCH);

        assertThat(printed.toString(UTF_8))
                .isEqualTo("{\"op\":\"insert\",\"key\":{\"id\":1.0}, \"after\":{\"x\":\"\\u009b\"}}\n");
    }

    @Test
    void noticesThatNobodyReads() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        EventPrinter printer =
                new EventPrinter(new PrintStream(broken, true, UTF_8), Filter.ALL, new EventPrinter.Json());
        assertThat(printer.isCut()).isFalse();
        printer.print(Rows.update("a", "b"), Instant.EPOCH);

        assertThat(printer.isCut()).isTrue();
    }
}
