package dev.rowcast.bench.peers;

import java.nio.file.Path;
import java.util.Properties;

/** How Debezium is set up where the arguments say nothing else: nothing is sent that Rowcast does not send, and nothing converted twice. */
final class EngineProperties {
    /** As Debezium names the server in its figures. */
    static final String SERVER = "shop";

    private EngineProperties() {}

    static Properties of(RelayArguments arguments) {
        Properties properties = new Properties();
        properties.put("name", "rowcast-bench");
        properties.put("connector.class", "io.debezium.connector.mysql.MySqlConnector");
        properties.put("topic.prefix", SERVER);
        properties.put("database.server.id", "8100");
        properties.put("database.ssl.mode", "disabled");
        properties.put("driver.allowPublicKeyRetrieval", "true");
        properties.put("table.include.list", "shop.orders");
        properties.put("decimal.handling.mode", "string");
        properties.put("include.schema.changes", "false");
        properties.put("tombstones.on.delete", "false");
        properties.put("snapshot.mode", arguments.snapshotMode());
        properties.put("snapshot.locking.mode", "none");
        properties.put("schema.history.internal.store.only.captured.tables.ddl", "true");
        arguments
                .directory()
                .ifPresentOrElse(directory -> keepIn(properties, directory), () -> keepInMemory(properties));
        properties.putAll(arguments.properties());
        return properties;
    }

    private static void keepIn(Properties properties, Path directory) {
        properties.put("offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore");
        properties.put(
                "offset.storage.file.filename", directory.resolve("offsets").toString());
        properties.put("schema.history.internal", "io.debezium.storage.file.history.FileSchemaHistory");
        properties.put(
                "schema.history.internal.file.filename",
                directory.resolve("schema-history").toString());
    }

    private static void keepInMemory(Properties properties) {
        properties.put("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        properties.put("schema.history.internal", "io.debezium.relational.history.MemorySchemaHistory");
    }
}
