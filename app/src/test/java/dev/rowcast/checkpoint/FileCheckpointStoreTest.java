package dev.rowcast.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.message.Message;
import dev.rowcast.relay.BrokerConnection;
import dev.rowcast.relay.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileCheckpointStoreTest {
    private static final BrokerConnection UNUSED = new UnusedConnection();

    @TempDir
    private Path directory = Path.of("unset");

    private Path file = Path.of("unset");

    @BeforeEach
    void chooseFile() {
        file = directory.resolve("data").resolve("checkpoint.json");
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(new FileCheckpointStore(file).load(UNUSED)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.rowcast.checkpoint.Checkpoints#ofEveryKind")
    void givesBackWhatItSaved(Checkpoint checkpoint) throws IOException {
        FileCheckpointStore store = new FileCheckpointStore(file);
        store.save(Checkpoints.at(1), UNUSED);
        store.save(checkpoint, UNUSED);
        assertThat(store.load(UNUSED)).contains(checkpoint);
        assertThat(store.load(UNUSED).orElseThrow().position().gtids())
                .hasSameClassAs(checkpoint.position().gtids());
        assertThat(filesBeside()).containsExactly("checkpoint.json");
    }

    @Test
    void doesNotTrustTheStateOfABrokerThatHasBeenReplaced() throws IOException {
        AtomicInteger generation = new AtomicInteger(1);
        FileCheckpointStore store = new FileCheckpointStore(file, generation::get);
        store.load(UNUSED);
        store.save(Checkpoints.at(1), UNUSED);
        assertThat(store.load(UNUSED).orElseThrow().stateComplete()).isTrue();
        generation.incrementAndGet();
        store.save(Checkpoints.at(2), UNUSED); // on the connection to the former one
        assertThat(store.load(UNUSED).orElseThrow().stateComplete()).isFalse();
        store.save(Checkpoints.at(3), UNUSED);
        assertThat(store.load(UNUSED).orElseThrow().stateComplete()).isTrue();
    }

    @Test
    void doesNotTrustTheStateThatAFormerProcessDescribed() throws IOException {
        new FileCheckpointStore(file).save(Checkpoints.at(1), UNUSED);
        Checkpoint loaded = new FileCheckpointStore(file).load(UNUSED).orElseThrow();
        assertThat(loaded.stateComplete()).isFalse();
        assertThat(loaded.position()).isEqualTo(Checkpoints.at(1).position());
        assertThat(loaded.epoch()).isEqualTo(Checkpoints.at(1).epoch());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"format\":2}",
                "{\"format\":1}",
                "{\"format\":1,\"server\":\"s\",\"epoch\":\"yesterday\",\"gtid_kind\":\"none\",\"gtids\":\"\","
                        + "\"file\":\"f.1\",\"offset\":1,\"state_complete\":true,\"rows\":[],\"fingerprint\":\"\"}",
                "\0\0\0\0"
            })
    void keepsAsideWhatItCanNotUnderstand(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        FileCheckpointStore store = new FileCheckpointStore(file);
        assertThat(store.load(UNUSED)).isEmpty();
        assertThat(filesBeside()).containsExactly("checkpoint.json.corrupt");
        assertThat(file.resolveSibling("checkpoint.json.corrupt")).hasContent(content);
        store.save(Checkpoints.at(9), UNUSED);
        assertThat(store.load(UNUSED)).contains(Checkpoints.at(9));
    }

    @Test
    void isNotFooledByATruncatedFile() throws IOException {
        new FileCheckpointStore(file).save(Checkpoints.at(1), UNUSED);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 29) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(new FileCheckpointStore(file).load(UNUSED))
                    .as(new String(whole, 0, length, UTF_8))
                    .isEmpty();
        }
    }

    @Test
    void leavesTheFormerCheckpointWhenTheNewOneCanNotBeWritten() throws IOException {
        FileCheckpointStore store = new FileCheckpointStore(file);
        store.save(Checkpoints.at(1), UNUSED);
        Path inTheWay = Files.createDirectories(
                file.resolveSibling("checkpoint.json.tmp").resolve("x"));
        assertThatThrownBy(() -> store.save(Checkpoints.at(2), UNUSED)).isInstanceOf(IOException.class);
        assertThat(store.load(UNUSED)).contains(Checkpoints.at(1));
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        store.save(Checkpoints.at(3), UNUSED);
        assertThat(store.load(UNUSED)).contains(Checkpoints.at(3));
    }

    @Test
    void savesAndLoadsWhileTheRelayIsAskedToStop() throws IOException {
        FileCheckpointStore store = new FileCheckpointStore(file);
        Thread.currentThread().interrupt();
        try {
            store.save(Checkpoints.at(1), UNUSED);
            assertThat(store.load(UNUSED)).contains(Checkpoints.at(1));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void saysThatItsPathIsADirectory() throws IOException {
        Files.createDirectories(file.resolve("not-empty"));
        FileCheckpointStore store = new FileCheckpointStore(file);
        assertThat(store.load(UNUSED)).isEmpty();
        assertThatThrownBy(() -> store.save(Checkpoints.at(1), UNUSED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThat(filesBeside()).containsExactly("checkpoint.json");
    }

    private List<String> filesBeside() throws IOException {
        try (var files = Files.list(file.getParent())) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** A file needs no broker. */
    private static final class UnusedConnection implements BrokerConnection {
        @Override
        public CompletionStage<Void> probe() {
            throw new AssertionError();
        }

        @Override
        public CompletionStage<Void> publish(Message message) {
            return CompletableFuture.failedFuture(new AssertionError("published " + message.topic()));
        }

        @Override
        public void forEachRetained(String filter, Consumer<Message> action) {
            throw new AssertionError("read " + filter);
        }

        @Override
        public int maxPacketBytes() {
            return MOST_PACKET_BYTES;
        }

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void abandon() {}

        @Override
        public void close() {}
    }
}
