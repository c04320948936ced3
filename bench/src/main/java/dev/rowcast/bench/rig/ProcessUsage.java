package dev.rowcast.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * What a process has used since its start, as Linux tells.
 *
 * @param processorTime of all its threads, in user and kernel mode, to 10 ms
 * @param residentBytes of its memory now
 * @param peakResidentBytes the most there ever was, or since {@link #forgetPeak}
 */
public record ProcessUsage(Duration processorTime, long residentBytes, long peakResidentBytes) {
    /** Linux's USER_HZ, which is the same on all platforms that Java runs on. */
    private static final int TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int KERNEL_TIME = 12;
    private static final long KIBIBYTE = 1024;

    /**
     * Reads it.
     *
     * @throws IOException if there is no such process, or the system is not Linux
     */
    public static ProcessUsage of(long pid) throws IOException {
        Path directory = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(directory.resolve("stat"));
        // The second field is the program's name, which may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[KERNEL_TIME]);
        String status = Files.readString(directory.resolve("status"));
        return new ProcessUsage(
                Duration.ofSeconds(1).dividedBy(TICKS_PER_SECOND).multipliedBy(ticks),
                bytes(status, "VmRSS:"),
                bytes(status, "VmHWM:"));
    }

    /** Lets the process' peak begin anew, at what it has now. */
    public static void forgetPeak(long pid) throws IOException {
        Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5", StandardOpenOption.WRITE);
    }

    private static long bytes(String status, String label) throws IOException {
        return status.lines()
                        .filter(line -> line.startsWith(label))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no " + label + " in the process' status"))
                * KIBIBYTE;
    }
}
