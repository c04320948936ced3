package dev.rowcast.mysql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.deserialization.ChecksumType;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RawEventDeserializerTest {
    private static final byte[] BODY = {1, 2, 3, 4, 5, 6, 7};
    private static final int BINLOG_IN_USE = 1;

    @Test
    void readsWhatTheServerWrote() throws IOException {
        RawEvent event = read(event(RawEvent.UPDATE_ROWS, 0));

        assertThat(event.type()).isEqualTo(RawEvent.UPDATE_ROWS);
        assertThat(event.nextPosition()).isEqualTo(1_000);
        assertThat(event.body()).isEqualTo(BODY);
    }

    @Test
    void acceptsAFormatDescriptionOfAFileInUse() throws IOException {
        byte[] bytes = event(RawEvent.FORMAT_DESCRIPTION, 0);
        bytes[17] |= BINLOG_IN_USE;

        assertThat(read(bytes).body()).isEqualTo(BODY);
    }

    /** One flip turns an update of rows (31) into a format description (15), which says nothing of rows. */
    @ParameterizedTest
    @ValueSource(ints = {RawEvent.UPDATE_ROWS, RawEvent.QUERY, RawEvent.FORMAT_DESCRIPTION, RawEvent.ROTATE})
    void noFlippedBitGoesUnnoticed(int type) {
        byte[] sound = event(type, 0);
        for (int bit = 0; bit < sound.length * 8; bit++) {
            byte[] flipped = Arrays.copyOf(sound, sound.length + 100);
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            if (type == RawEvent.FORMAT_DESCRIPTION && bit == 17 * 8) {
                continue;
            }
            assertThatThrownBy(() -> read(flipped))
                    .as("bit " + bit)
                    .isInstanceOfAny(CorruptEventException.class, IOException.class);
        }
    }

    @Test
    void anEventThatFillsMorePacketsIsPutTogetherAlready() throws IOException {
        byte[] large = event(RawEvent.WRITE_ROWS, 0, new byte[1 << 24]);

        assertThat(read(large).body()).hasSize(1 << 24);
        assertThatThrownBy(() -> read(Arrays.copyOf(large, large.length + 1)))
                .isInstanceOf(CorruptEventException.class)
                .hasMessageContaining(large.length + " bytes long");
    }

    @SuppressWarnings("deprecation")
    private static RawEvent read(byte[] bytes) throws IOException {
        RawEventDeserializer deserializer = new RawEventDeserializer();
        deserializer.setChecksumType(ChecksumType.CRC32);
        Event event = deserializer.nextEvent(new ByteArrayInputStream(bytes));
        return requireNonNull(event).getData();
    }

    private static byte[] event(int type, int flags) {
        return event(type, flags, BODY);
    }

    private static byte[] event(int type, int flags, byte[] body) {
        int length = RawEvent.HEADER_LENGTH + body.length + 4;
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(1_700_000_000).put((byte) type).putInt(1).putInt(length).putInt(1_000);
        buffer.putShort((short) flags).put(body);
        CRC32 crc = new CRC32();
        crc.update(buffer.array(), 0, length - 4);
        return buffer.putInt((int) crc.getValue()).array();
    }
}
