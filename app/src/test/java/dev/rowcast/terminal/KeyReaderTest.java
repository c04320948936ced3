package dev.rowcast.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyReaderTest {

    @Test
    void readsCharactersOfAllLanguages() throws IOException {
        assertThat(keys("qé東🚚")).containsExactly(typed('q'), typed('é'), typed('東'), typed(0x1f69a));
    }

    @Test
    void readsWhatTerminalsSendForOtherKeys() throws IOException {
        assertThat(keys("\u001b[A\u001b[B\u001bOA\u001b[5~\u001b[6~\u001b[H\u001b[4~\r\u007f\u001b"))
                .containsExactly(
                        Key.Named.UP,
                        Key.Named.DOWN,
                        Key.Named.UP,
                        Key.Named.PAGE_UP,
                        Key.Named.PAGE_DOWN,
                        Key.Named.HOME,
                        Key.Named.END,
                        Key.Named.ENTER,
                        Key.Named.BACKSPACE,
                        Key.Named.ESCAPE);
    }

    @Test
    void skipsWhatMeansNothing() throws IOException {
        assertThat(keys("\u001b[1;5C\u0001\u001b[200~j")).containsExactly(typed('j'));
    }

    @Test
    void endsInTheMiddleOfACharacter() throws IOException {
        assertThat(new KeyReader(new ByteArrayInputStream(new byte[] {(byte) 0xe6})).read())
                .isEqualTo(typed(0xfffd));
    }

    private static Key typed(int codePoint) {
        return new Key.Typed(codePoint);
    }

    private static List<Key> keys(String sent) throws IOException {
        KeyReader reader = new KeyReader(new ByteArrayInputStream(sent.getBytes(UTF_8)));
        List<Key> keys = new ArrayList<>();
        for (Key key = reader.read(); key != null; key = reader.read()) {
            keys.add(key);
        }
        return keys;
    }
}
