package dev.rowcast.bench.footprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is compared: as it comes; what each of its options brings, by its opposite; a small heap, alone and with more. */
final class Contenders {
    static final String AS_IS = "as it comes";
    static final String SMALL_NAME = "small";
    static final String TOGETHER = "together";
    static final String DEBEZIUM = "Debezium Engine";
    static final String DEBEZIUM_SMALL = "Debezium Engine, 256 MiB";

    private static final List<String> SMALL = List.of("-Xmx128m");

    /** So little for what is new leaves all else to what is retained, which then begins with next to nothing. */
    private static final List<String> YOUNG = List.of("-Xms20m", "-Xmn16m");

    private static final List<String> ARENAS =
            List.of("-Dio.netty.allocator.numDirectArenas=1", "-Dio.netty.allocator.numHeapArenas=1");

    /** Since JDK 17.0.9, on Linux. */
    private static final List<String> TRIMMED =
            List.of("-XX:+UnlockExperimentalVMOptions", "-XX:TrimNativeHeapInterval=5000");

    private static final Map<String, String> MALLOC = Map.of("MALLOC_ARENA_MAX", "2");

    private Contenders() {}

    /** The ones that matter most. */
    static List<RowcastContender> few(Stand stand) {
        return List.of(plain(stand, AS_IS), plain(stand, SMALL_NAME, SMALL.toArray(String[]::new)), together(stand));
    }

    static List<RowcastContender> all(Stand stand) {
        return List.of(
                plain(stand, AS_IS),
                new RowcastContender(stand, "without archived classes", List.of(), Map.of(), false),
                plain(stand, "G1 collector", "-XX:-UseSerialGC", "-XX:+UseG1GC"),
                plain(stand, "parallel collector", "-XX:-UseSerialGC", "-XX:+UseParallelGC"),
                plain(stand, "heap that begins large", "-Xms256m"),
                plain(stand, "both compilers", "-XX:TieredStopAtLevel=4"),
                plain(stand, "256 MiB of heap", "-Xmx256m"),
                plain(stand, "192 MiB of heap", "-Xmx192m"),
                plain(stand, "192 MiB, G1 collector", "-Xmx192m", "-XX:-UseSerialGC", "-XX:+UseG1GC"),
                plain(stand, SMALL_NAME, SMALL.toArray(String[]::new)),
                plain(stand, "96 MiB of heap", "-Xmx96m"),
                plain(stand, "64 MiB of heap", "-Xmx64m"),
                small(stand, "small, little for what is new", YOUNG.toArray(String[]::new)),
                small(stand, "small, stacks", "-Xss256k"),
                small(stand, "small, direct memory", "-XX:MaxDirectMemorySize=32m"),
                small(stand, "small, Netty's arenas", ARENAS.toArray(String[]::new)),
                new RowcastContender(stand, "small, malloc's arenas", SMALL, MALLOC, true),
                small(stand, "small, malloc trimmed", TRIMMED.toArray(String[]::new)),
                together(stand));
    }

    private static RowcastContender together(Stand stand) {
        List<String> options = new ArrayList<>(SMALL);
        options.addAll(YOUNG);
        options.addAll(ARENAS);
        options.addAll(TRIMMED);
        return new RowcastContender(stand, TOGETHER, options, MALLOC, true);
    }

    private static RowcastContender plain(Stand stand, String name, String... options) {
        return new RowcastContender(stand, name, List.of(options), Map.of(), true);
    }

    private static RowcastContender small(Stand stand, String name, String... options) {
        List<String> all = new ArrayList<>(SMALL);
        all.addAll(List.of(options));
        return plain(stand, name, all.toArray(String[]::new));
    }
}
