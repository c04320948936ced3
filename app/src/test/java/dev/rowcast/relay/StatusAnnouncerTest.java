package dev.rowcast.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.rowcast.change.GtidSet;
import dev.rowcast.change.Position;
import dev.rowcast.change.TableId;
import dev.rowcast.message.Message;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StatusAnnouncerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:12:00Z");

    private final StatusBoard board = new StatusBoard(InstantSource.fixed(NOW));
    private final StatusAnnouncer announcer = new StatusAnnouncer("0.1.0", System::nanoTime);

    @Test
    void saysOfflineFirstAndOnlineWhenChangesFlow() {
        assertThat(texts(announcer.news(board.read()))).contains("rowcast/status offline");

        board.database(true);
        board.broker(true);
        board.enter(Phase.STREAMING, null);
        assertThat(texts(announcer.news(board.read()))).contains("rowcast/status online");
        assertThat(announcer.news(board.read())).as("nothing is said twice").isEmpty();

        board.database(false);
        board.enter(Phase.RECONNECTING, "MySQL is away");
        assertThat(texts(announcer.news(board.read())))
                .contains("rowcast/status offline")
                .anyMatch(text -> text.contains("\"phase\":\"reconnecting\",\"reason\":\"MySQL is away\""));
    }

    @Test
    void aGapIsToldAtOnceThoughNothingElseHasChanged() {
        Position position = new Position(GtidSet.NONE, "binlog.000001", 100);
        board.enter(Phase.RECONNECTING, "MySQL is away");
        announcer.news(board.read());

        board.gaps(Gaps.NONE.plus(new Gap(NOW, "restored", position, position, null)));

        assertThat(texts(announcer.news(board.read())))
                .singleElement()
                .asString()
                .contains("\"gaps\":1,\"last_gap\":{\"at\":\"2026-11-20T09:12:00Z\",\"reason\":\"restored\"");
    }

    @Test
    void theInfoFitsThePublishedSchema() throws Exception {
        Position position = new Position(GtidSet.NONE, "binlog.000001", 100);
        assertThat(announcer.news(board.read())).first().satisfies(message -> assertValid(message));

        board.enter(Phase.RESYNC, "binlogs were purged");
        board.history(NOW, position);
        board.gaps(Gaps.NONE.plus(new Gap(NOW, "binlogs were purged", position, position, 7L)));
        board.scans(List.of(new ScanProgress(new TableId("shop", "orders"), 2, 8, Duration.ofSeconds(3))));
        board.counted(new TableId("shop", "orders"), 5);
        board.acknowledged(new Mark(position, NOW.minusMillis(3), Map.of(), List.of(), List.of()));
        Message info = announcer.news(board.read()).get(0);

        assertValid(info);
        assertThat(new String(info.payload(), UTF_8))
                .contains(
                        "\"tables\":[{\"schema\":\"shop\",\"table\":\"orders\",\"rows\":5}]",
                        "\"lag_ms\":3",
                        "\"progress\":[{\"schema\":\"shop\",\"table\":\"orders\",\"rows\":2,\"of\":8,\"percent\":25,\"remaining_s\":3}]",
                        "\"gaps\":1",
                        "\"last_gap\":{\"at\":\"2026-11-20T09:12:00Z\"");
    }

    private static void assertValid(Message info) throws Exception {
        assertThat(info.topic()).isEqualTo("rowcast/info");
        try (InputStream text =
                requireNonNull(StatusAnnouncerTest.class.getResourceAsStream("/web/schema/info.json"))) {
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);
            assertThat(schema.validate(new String(info.payload(), UTF_8), InputFormat.JSON))
                    .isEmpty();
        }
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream()
                .map(message -> message.topic() + " " + new String(message.payload(), UTF_8))
                .toList();
    }
}
