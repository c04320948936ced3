package dev.rowcast.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PrintableTest {

    @Test
    void leavesWordsOfAllLanguagesAlone() {
        String text = "naïve Ωmega 東京 🚚 می‌خواهم e\u0301";

        assertThat(Printable.of(text)).isSameAs(text);
    }

    @Test
    void escapeSequencesBecomeSigns() {
        assertThat(Printable.of("\u001b[2Jgone\u0007")).isEqualTo("␛[2Jgone␇");
        assertThat(Printable.of("a\r\nb\tc\u007f")).isEqualTo("a␍␊b␉c␡");
    }

    @Test
    void c1ControlsAndReorderingAreReplaced() {
        // CSI in one character, right-to-left override, line separator, half a surrogate pair
        assertThat(Printable.of("\u009b2J\u202eevil\u2028\ud800")).isEqualTo("�2J�evil��");
    }

    @Property
    void nothingThatATerminalObeysIsLeft(@ForAll String text) {
        assertThat(Printable.of(text).codePoints()).noneMatch(Printable::isHarmful);
    }

    @Test
    void jsonSaysTheSameInOneLine() throws Exception {
        String json = "{\"a\":\n\"x\u009b31m\u202ey\u007f\"}";

        String printable = Printable.json(json);

        assertThat(printable).isEqualTo("{\"a\": \"x\\u009b31m\\u202ey\\u007f\"}");
        JsonNode read = new ObjectMapper().readTree(printable);
        assertThat(read).isEqualTo(new ObjectMapper().readTree(json));
    }
}
