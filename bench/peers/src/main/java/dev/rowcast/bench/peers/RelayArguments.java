package dev.rowcast.bench.peers;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link DebeziumRelay} is told.
 *
 * @param broker {@code mqtt://HOST:PORT}
 * @param directory where offsets and the history of the schema are kept; empty: in memory
 * @param snapshotMode as Debezium names them: {@code initial}, {@code no_data} …
 * @param properties of Debezium, which come before those that {@link EngineProperties} has
 */
record RelayArguments(URI broker, Optional<Path> directory, String snapshotMode, Map<String, String> properties) {
    private static final String USAGE =
            "BROKER OFFSETS SNAPSHOT_MODE KEY=VALUE…: BROKER is mqtt://HOST:PORT, OFFSETS a directory"
                    + " or 'memory', the rest are properties of Debezium's MySQL connector and engine, not '%s'";

    RelayArguments {
        properties = Map.copyOf(properties);
    }

    /** @throws IllegalArgumentException if they are no such arguments */
    static RelayArguments parse(List<String> arguments) {
        if (arguments.size() < 3) {
            throw unusable(arguments);
        }
        URI broker = URI.create(arguments.get(0));
        if (broker.getHost() == null || broker.getPort() < 0) {
            throw unusable(arguments);
        }
        Map<String, String> properties = new LinkedHashMap<>();
        for (String property : arguments.subList(3, arguments.size())) {
            int equals = property.indexOf('=');
            if (equals < 1) {
                throw unusable(arguments);
            }
            properties.put(property.substring(0, equals), property.substring(equals + 1));
        }
        String offsets = arguments.get(1);
        return new RelayArguments(
                broker,
                offsets.equals("memory") ? Optional.empty() : Optional.of(Path.of(offsets)),
                arguments.get(2),
                properties);
    }

    private static IllegalArgumentException unusable(List<String> arguments) {
        return new IllegalArgumentException(USAGE.formatted(String.join(" ", arguments)));
    }
}
