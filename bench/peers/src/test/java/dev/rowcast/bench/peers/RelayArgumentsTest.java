package dev.rowcast.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayArgumentsTest {
    @Test
    void propertiesOfTheCallerComeFirst() {
        RelayArguments arguments = RelayArguments.parse(List.of(
                "mqtt://127.0.0.1:1883", "memory", "no_data", "database.port=3307", "table.include.list=shop.a=b"));

        assertThat(EngineProperties.of(arguments))
                .containsEntry("database.port", "3307")
                .containsEntry("table.include.list", "shop.a=b")
                .containsEntry("snapshot.mode", "no_data")
                .containsEntry("schema.history.internal", "io.debezium.relational.history.MemorySchemaHistory");
    }

    @Test
    void offsetsAndHistoryStandBesideOneAnother() {
        RelayArguments arguments = RelayArguments.parse(List.of("mqtt://127.0.0.1:1883", "/kept", "initial"));

        assertThat(arguments.directory()).contains(Path.of("/kept"));
        assertThat(EngineProperties.of(arguments))
                .containsEntry("offset.storage.file.filename", "/kept/offsets")
                .containsEntry("schema.history.internal.file.filename", "/kept/schema-history");
    }

    @Test
    void refusesWhatItCanNotRead() {
        for (List<String> bad : List.of(
                List.of("mqtt://127.0.0.1:1883", "memory"),
                List.of("127.0.0.1", "memory", "initial"),
                List.of("mqtt://127.0.0.1:1883", "memory", "initial", "database.port"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RelayArguments.parse(bad))
                    .withMessageContaining("BROKER OFFSETS SNAPSHOT_MODE");
        }
    }
}
