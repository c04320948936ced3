package dev.rowcast.bench.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayloadsTest {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("total", Schema.STRING_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("db", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("server_id", Schema.INT64_SCHEMA)
            .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
            .field("file", Schema.STRING_SCHEMA)
            .field("pos", Schema.INT64_SCHEMA)
            .field("row", Schema.INT32_SCHEMA)
            .field("ts_us", Schema.INT64_SCHEMA)
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .field("op", Schema.STRING_SCHEMA)
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .build();
    private static final String SERVER = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    private final Place place = new Place(0x019ea3d7c1b4L);

    @Test
    void anEventSaysWhatRowcastsSays() {
        Change change = change("u", row("19.90"), row("20.90"), SERVER + ":23");

        assertThat(change.operation().event()).isEqualTo("updated");
        assertThat(change.id()).isEqualTo("7");
        assertThat(new String(new Payloads(place).event(change, place.version(change.source())), UTF_8))
                .isEqualTo(
                        """
                        {"op":"update","schema":"shop","table":"orders","key":{"id":7},\
                        "before":{"id":7,"total":"19.90","note":null},"after":{"id":7,"total":"20.90","note":null},\
                        "version":"019ea3d7c1b4-00000003-0000003dce-00000001","committed_at":"2026-11-20T09:14:31.001204Z",\
                        "source":{"server":"3e11fa47-71ca-11e1-9e33-c80aa9429562","gtid":"3e11fa47-71ca-11e1-9e33-c80aa9429562:23",\
                        "file":"binlog.000003","pos":15822,"row":1}}""");
    }

    @Test
    void aDeletedRowsStateIsEmpty() {
        Change change = change("d", row("19.90"), null, null);

        assertThat(Payloads.state(change.after())).isEmpty();
        assertThat(new String(new Payloads(place).event(change, "1"), UTF_8))
                .contains("\"op\":\"delete\"", "\"after\":null", "\"server\":\"1\",\"gtid\":null");
    }

    private static Struct row(String total) {
        return new Struct(ROW).put("id", 7L).put("total", total);
    }

    private static Change change(String op, Struct before, @Nullable Struct after, @Nullable String gtid) {
        Struct source = new Struct(SOURCE)
                .put("db", "shop")
                .put("table", "orders")
                .put("server_id", 1L)
                .put("gtid", gtid)
                .put("file", "binlog.000003")
                .put("pos", 15_822L)
                .put("row", 1)
                .put("ts_us", 1_795_166_071_001_204L);
        Struct envelope = new Struct(ENVELOPE)
                .put("op", op)
                .put("before", before)
                .put("after", after)
                .put("source", source);
        return Change.of(new SourceRecord(
                Map.of(), Map.of(), "shop.orders", KEY, new Struct(KEY).put("id", 7L), ENVELOPE, envelope));
    }
}
