package dev.rowcast.mysql;

import dev.rowcast.change.GtidSet;
import dev.rowcast.change.MariadbGtidPosition;
import dev.rowcast.change.MysqlGtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.StreamItem;
import dev.rowcast.change.StreamItem.Commit;
import dev.rowcast.change.StreamItem.RowChange;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Payloads;
import dev.rowcast.relay.ChangeStream;
import dev.rowcast.testing.TestingDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;

/** Program that streams a number of inserted rows and the commit behind them, as JSON, and prints how many it saw. */
final class CountChanges {
    private CountChanges() {}

    /** Arguments: host, port, table, GTID set, file, offset, number of changes. */
    public static void main(String[] arguments) throws Exception {
        MysqlSettings.Login login = new MysqlSettings.Login(
                arguments[0], Integer.parseInt(arguments[1]), TestingDatabase.USER, TestingDatabase.PASSWORD);
        TableId table = new TableId("shop", arguments[2]);
        MysqlSource source = new MysqlSource(new MysqlSettings(login, 0xE000_0001L, List.of(table)));
        Position from = new Position(gtids(arguments[3]), arguments[4], Long.parseLong(arguments[5]));
        long wanted = Long.parseLong(arguments[6]);
        long changes = 0;
        long commits = 0;
        long lastRow = 0;
        long bytes = 0;
        long start = System.nanoTime();
        try (ChangeStream stream = source.stream(from)) {
            awaitReaderThatWaitsForUs();
            StreamItem item = null;
            while (changes < wanted || !(item instanceof Commit)) {
                item = stream.poll(Duration.ofSeconds(1));
                if (item instanceof RowChange change) {
                    changes++;
                    lastRow = change.source().row();
                    bytes += Payloads.row(Objects.requireNonNull(change.after())).length;
                } else if (item instanceof Commit) {
                    commits++;
                }
            }
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("changes=" + changes + " commits=" + commits + " last row=" + lastRow + " bytes=" + bytes
                + " heap MB=" + (Runtime.getRuntime().maxMemory() >> 20) + " ms=" + millis);
    }

    /** As when a broker is slow: all that may be read ahead has been. */
    private static void awaitReaderThatWaitsForUs() {
        Awaitility.await("the reader waits")
                .atMost(Duration.ofSeconds(60))
                .until(() -> Thread.getAllStackTraces().values().stream().anyMatch(CountChanges::isBlockedInHandoff));
    }

    private static boolean isBlockedInHandoff(StackTraceElement[] stack) {
        return stack.length > 0
                && stack[0].getMethodName().equals("park")
                && Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().equals(Handoff.class.getName())
                                && frame.getMethodName().equals("put"));
    }

    private static GtidSet gtids(String text) {
        return text.matches("\\d+-\\d+-\\d+.*") ? MariadbGtidPosition.parse(text) : MysqlGtidSet.parse(text);
    }
}
