package dev.rowcast.bench.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each thread of a process has used since its start, as Linux tells.
 *
 * @param threads by their ids
 */
record ThreadTimes(Map<Long, Used> threads) {
    /** Linux's USER_HZ, which is the same on all platforms that Java runs on. */
    private static final int TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int KERNEL_TIME = 12;

    /**
     * One thread's.
     *
     * @param name of at most 15 characters, all that Linux keeps
     */
    record Used(String name, Duration processorTime) {
        /** @param stat a line of {@code /proc/PID/task/TID/stat} */
        static Used parse(String stat) {
            // the name may hold anything
            int end = stat.lastIndexOf(')');
            String[] fields = stat.substring(end + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[KERNEL_TIME]);
            return new Used(
                    stat.substring(stat.indexOf('(') + 1, end),
                    Duration.ofSeconds(1).dividedBy(TICKS_PER_SECOND).multipliedBy(ticks));
        }
    }

    ThreadTimes {
        threads = Map.copyOf(threads);
    }

    /** Of the process, now. */
    static ThreadTimes of(long pid) throws IOException {
        Map<Long, Used> threads = new HashMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                try {
                    threads.put(
                            Long.parseLong(task.getFileName().toString()),
                            Used.parse(Files.readString(task.resolve("stat"))));
                } catch (NoSuchFileException e) {
                    // it has ended meanwhile
                }
            }
        }
        return new ThreadTimes(threads);
    }

    /** What has been used since then, by role, the most first. Threads that have ended meanwhile are not in it. */
    Map<String, Duration> since(ThreadTimes before) {
        Map<String, Duration> roles = new HashMap<>();
        threads.forEach((id, used) -> {
            Used earlier = before.threads.get(id);
            Duration more = earlier == null
                    ? used.processorTime()
                    : used.processorTime().minus(earlier.processorTime());
            roles.merge(role(used.name()), more, Duration::plus);
        });
        Map<String, Duration> descending = new LinkedHashMap<>();
        List<Map.Entry<String, Duration>> entries = roles.entrySet().stream()
                .filter(entry -> !entry.getValue().isZero())
                .sorted(Map.Entry.<String, Duration>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        entries.forEach(entry -> descending.put(entry.getKey(), entry.getValue()));
        return descending;
    }

    /** Threads of the JVM by what they do, others by their names. */
    static String role(String name) {
        if (name.matches("(C1|C2) Comp.*|Sweeper.*")) {
            return "JIT compiler";
        }
        if (name.matches("(G1|GC) .*")) {
            return "garbage collection";
        }
        if (name.startsWith("JFR")) {
            return "flight recorder";
        }
        if (name.matches(
                "VM .*|java|Signal.*|Reference.*|Finalizer|Monitor.*|Service.*|Notif.*|Common-Cleaner|Attach.*")) {
            return "JVM, others";
        }
        return name.replaceAll("[-# ]*\\d+$", "");
    }
}
