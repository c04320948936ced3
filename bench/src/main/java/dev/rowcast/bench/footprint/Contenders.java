package dev.rowcast.bench.footprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is compared: first what each option brings alone, then beside a small heap, then all that bring something. */
final class Contenders {
    static final String AS_IS = "as it comes";
    static final String SMALL_NAME = "small";
    static final String TOGETHER = "together";
    static final String DEBEZIUM = "Debezium Engine";
    static final String DEBEZIUM_SMALL = "Debezium Engine, 256 MiB";

    private static final List<String> SMALL = List.of("-Xmx192m", "-XX:+UseSerialGC");

    private static final List<String> ARENAS =
            List.of("-Dio.netty.allocator.numDirectArenas=1", "-Dio.netty.allocator.numHeapArenas=1");

    /** Since JDK 17.0.9, on Linux. */
    private static final List<String> TRIMMED =
            List.of("-XX:+UnlockExperimentalVMOptions", "-XX:TrimNativeHeapInterval=5000");

    private Contenders() {}

    /** The ones that matter most. */
    static List<RowcastContender> few(Stand stand) {
        return List.of(plain(stand, AS_IS), plain(stand, SMALL_NAME, SMALL.toArray(String[]::new)), together(stand));
    }

    static List<RowcastContender> all(Stand stand) {
        return List.of(
                plain(stand, AS_IS),
                plain(stand, "256 MiB of heap", "-Xmx256m"),
                plain(stand, "192 MiB of heap", "-Xmx192m"),
                plain(stand, "128 MiB of heap", "-Xmx128m"),
                plain(stand, "64 MiB of heap", "-Xmx64m"),
                plain(stand, "192 MiB, parallel collector", "-Xmx192m", "-XX:+UseParallelGC"),
                plain(stand, SMALL_NAME, SMALL.toArray(String[]::new)),
                plain(stand, "small, 160 MiB", "-Xmx160m", "-XX:+UseSerialGC"),
                small(stand, "small, heap that grows", "-Xms16m"),
                small(stand, "small, both compilers", "-XX:TieredStopAtLevel=4"),
                small(stand, "small, stacks", "-Xss256k"),
                small(stand, "small, direct memory", "-XX:MaxDirectMemorySize=32m"),
                small(stand, "small, Netty's arenas", ARENAS.toArray(String[]::new)),
                new RowcastContender(stand, "small, malloc's arenas", SMALL, Map.of("MALLOC_ARENA_MAX", "2"), false),
                small(stand, "small, malloc trimmed", TRIMMED.toArray(String[]::new)),
                new RowcastContender(stand, "small, archived classes", SMALL, Map.of(), true),
                together(stand));
    }

    private static RowcastContender together(Stand stand) {
        List<String> options = new ArrayList<>(SMALL);
        options.add("-Xms16m");
        options.addAll(ARENAS);
        options.addAll(TRIMMED);
        return new RowcastContender(stand, TOGETHER, options, Map.of("MALLOC_ARENA_MAX", "2"), true);
    }

    private static RowcastContender plain(Stand stand, String name, String... options) {
        return new RowcastContender(stand, name, List.of(options), Map.of(), false);
    }

    private static RowcastContender small(Stand stand, String name, String... options) {
        List<String> all = new ArrayList<>(SMALL);
        all.addAll(List.of(options));
        return new RowcastContender(stand, name, all, Map.of(), false);
    }
}
