package dev.rowcast.bench.catchup;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * The floor: reads the binlog with the connector that Rowcast and Debezium use, set up as it is by default, and counts rows. Prints
 * how many nanoseconds went by between the first row and the last, and how many of processor time, and goes on until it is ended. Arguments: port, user, password,
 * file, position, how many rows.
 */
public final class BinlogRead {
    private static final long SERVER_ID = 8_200;

    private final int expected;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private int rows;
    private long firstNanos;
    private long firstProcessorNanos;

    private BinlogRead(int expected) {
        this.expected = expected;
    }

    public static void main(String[] arguments) throws IOException {
        BinaryLogClient client =
                new BinaryLogClient("127.0.0.1", Integer.parseInt(arguments[0]), arguments[1], arguments[2]);
        client.setServerId(SERVER_ID);
        client.setKeepAlive(false);
        client.setBinlogFilename(arguments[3]);
        client.setBinlogPosition(Long.parseLong(arguments[4]));
        BinlogRead read = new BinlogRead(Integer.parseInt(arguments[5]));
        client.registerEventListener(read::count);
        client.connect();
    }

    private void count(Event event) {
        int more = rows(event.getData());
        if (more > 0 && rows == 0) {
            firstNanos = System.nanoTime();
            firstProcessorNanos = system.getProcessCpuTime();
        }
        rows += more;
        if (more > 0 && rows >= expected) {
            long nanos = System.nanoTime() - firstNanos;
            long processorNanos = system.getProcessCpuTime() - firstProcessorNanos;
            System.out.printf("read %d in %d with %d%n", rows, nanos, processorNanos);
        }
    }

    private static int rows(EventData data) {
        if (data instanceof WriteRowsEventData inserted) {
            return inserted.getRows().size();
        }
        if (data instanceof UpdateRowsEventData updated) {
            return updated.getRows().size();
        }
        return data instanceof DeleteRowsEventData deleted ? deleted.getRows().size() : 0;
    }
}
