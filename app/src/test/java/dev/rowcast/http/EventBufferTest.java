package dev.rowcast.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rowcast.change.Operation;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventBufferTest {
    private final EventBuffer buffer = new EventBuffer();

    @Test
    void messagesGoOutAsTheyAreHoweverTheyFit() {
        String large = "x".repeat(3 * EventBuffer.BYTES);
        StringBuilder expected = new StringBuilder();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String text : List.of("a", "b".repeat(8000), "c".repeat(500), large, "", "d")) {
            expected.append(text);
            while (!buffer.hasRoom()) {
                write(out);
            }
            buffer.add(message(text));
        }
        while (!buffer.isEmpty()) {
            write(out);
        }

        assertThat(out.toString(UTF_8)).isEqualTo(expected.toString());
        assertThat(buffer.hasRoom()).isTrue();
    }

    @Test
    void tellsWhetherItHoldsMoreThanItsOwnBytes() {
        buffer.add(message("a".repeat(8000)));
        buffer.add(message("b".repeat(8000)));
        assertThat(buffer.hasRoom()).isFalse();
        assertThat(buffer.isWithinLargeMessage()).isFalse();

        buffer.written();
        buffer.add(message("c".repeat(9000)));
        assertThat(buffer.isWithinLargeMessage()).isTrue();

        buffer.written();
        assertThat(buffer.isWithinLargeMessage()).isTrue();
        buffer.written();
        assertThat(buffer.isWithinLargeMessage()).isFalse();
        assertThat(buffer.isEmpty()).isFalse();
        buffer.written();
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void lineEndsWithinAPayloadStayWithinItsData() {
        buffer.add(EventMessage.of(
                TestingEvents.event(TestingEvents.ORDERS, Operation.INSERT, 7, "{\"a\":\r\n1,\"ł\":\n2}")));

        assertThat(new String(buffer.bytes(), 0, buffer.length(), UTF_8))
                .isEqualTo("event: inserted\nid: " + TestingEvents.version(7)
                        + "\ndata: {\"a\":\ndata: 1,\"ł\":\ndata: 2}\n\n");
    }

    private static EventMessage message(String text) {
        return new EventMessage(List.of(text.getBytes(UTF_8)));
    }

    private void write(ByteArrayOutputStream out) {
        out.write(buffer.bytes(), 0, buffer.length());
        buffer.written();
    }
}
