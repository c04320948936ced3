package dev.rowcast.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rowcast.change.Operation;
import dev.rowcast.watch.Cell.Kind;
import dev.rowcast.watch.PayloadReader.UnreadablePayloadException;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadReaderTest {

    @Test
    void keepsEachValueAsItStandsThere() {
        assertThat(Rows.row("{'id':18446744073709551615,'ratio':1.50E+3,'name':'Ada é','gone':null,'on':true,"
                        + "'tags':['a', {'b':1.0}],'total':'12.50'}"))
                .containsExactly(
                        Map.entry("id", new Cell(Kind.NUMBER, "18446744073709551615")),
                        Map.entry("ratio", new Cell(Kind.NUMBER, "1.50E+3")),
                        Map.entry("name", new Cell(Kind.TEXT, "Ada é")),
                        Map.entry("gone", Cell.NULL),
                        Map.entry("on", new Cell(Kind.BOOLEAN, "true")),
                        Map.entry("tags", new Cell(Kind.STRUCTURE, "[\"a\", {\"b\":1.0}]")),
                        Map.entry("total", new Cell(Kind.TEXT, "12.50")));
    }

    @Test
    void readsAnEvent() {
        TableEvent event = Rows.event(
                "{'op':'update','schema':'shop','table':'orders','key':{'id':7},'before':{'id':7,'status':'new'},"
                        + "'after':{'id':7,'status':'paid'},'version':'00-1','committed_at':'2026-11-20T09:12:00.123456Z',"
                        + "'source':{'server':'x','pos':1}}");

        assertThat(event.operation()).isEqualTo(Operation.UPDATE);
        assertThat(event.key()).isEqualTo(Rows.row("{'id':7}"));
        assertThat(event.before()).isEqualTo(Rows.row("{'id':7,'status':'new'}"));
        assertThat(event.after()).isEqualTo(Rows.row("{'id':7,'status':'paid'}"));
        assertThat(event.version()).isEqualTo("00-1");
        assertThat(event.committedAt()).isEqualTo(Instant.parse("2026-11-20T09:12:00.123456Z"));
    }

    @Test
    void rowsOfAnEventMayBeMissing() {
        TableEvent event =
                Rows.event("{'op':'delete','key':{'id':7},'before':null,'after':null,'oversized':{'bytes':1}}");

        assertThat(event.before()).isNull();
        assertThat(event.after()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "[]", "null", "{'id':7", "{'id':7} {}", "{'id'}", "offline"})
    void refusesWhatIsNoRow(String payload) {
        assertThatThrownBy(() -> PayloadReader.row(Rows.bytes(payload))).isInstanceOf(UnreadablePayloadException.class);
        assertThatThrownBy(() -> PayloadReader.event(Rows.bytes(payload)))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'op':'truncate'}", "{'op':7}", "{'op':'insert','committed_at':'yesterday'}"})
    void refusesWhatIsNoEvent(String payload) {
        assertThatThrownBy(() -> PayloadReader.event(Rows.bytes(payload)))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    @Property
    void bearsWhateverIsPublished(@ForAll String payload) {
        try {
            PayloadReader.event(payload.getBytes(UTF_8));
        } catch (UnreadablePayloadException e) {
            assertThat(e).hasMessageContaining("event");
        }
    }
}
