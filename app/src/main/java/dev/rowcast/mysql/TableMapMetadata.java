package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What binlog_row_metadata=FULL adds to a table map. */
final class TableMapMetadata {
    private static final int SIGNEDNESS = 1;
    private static final int DEFAULT_CHARSET = 2;
    private static final int COLUMN_CHARSET = 3;
    private static final int COLUMN_NAME = 4;
    private static final int SET_LABELS = 5;
    private static final int ENUM_LABELS = 6;
    private static final int SIMPLE_PRIMARY_KEY = 8;
    private static final int PRIMARY_KEY_WITH_PREFIX = 9;
    private static final int ENUM_AND_SET_DEFAULT_CHARSET = 10;
    private static final int ENUM_AND_SET_COLUMN_CHARSET = 11;

    static final String REMEDY =
            "to mend: SET GLOBAL binlog_row_metadata = 'FULL' (and in the server's my.cnf), " + Refusals.BEGIN_ANEW;

    private final Collations collations;
    private final int[] types;
    private final boolean[] unsigned;
    private final @Nullable String[] charsets;
    private final List<byte[]> rawLabels = new ArrayList<>();
    private List<String> names = List.of();
    private List<Integer> key = List.of();

    TableMapMetadata(Collations collations, int[] types) {
        this.collations = collations;
        this.types = types;
        this.unsigned = new boolean[types.length];
        this.charsets = new @Nullable String[types.length];
        for (int i = 0; i < types.length; i++) {
            rawLabels.add(new byte[0]);
        }
    }

    /** Names of all columns; empty if the server leaves them out. */
    List<String> names() {
        return names;
    }

    /** The primary key's columns as indexes in key order; empty if there is none. */
    List<Integer> key() {
        return key;
    }

    /** Takes in one field. */
    void read(int field, Cursor value) {
        switch (field) {
            case SIGNEDNESS -> readSignedness(value);
            case DEFAULT_CHARSET -> readDefaultCharset(value, ColumnType::isCharacter);
            case COLUMN_CHARSET -> readCharsets(value, ColumnType::isCharacter);
            case ENUM_AND_SET_DEFAULT_CHARSET -> readDefaultCharset(value, ColumnType::isEnumOrSet);
            case ENUM_AND_SET_COLUMN_CHARSET -> readCharsets(value, ColumnType::isEnumOrSet);
            case COLUMN_NAME -> names = readNames(value);
            case SET_LABELS -> readLabels(value, ColumnType.SET);
            case ENUM_LABELS -> readLabels(value, ColumnType.ENUM);
            case SIMPLE_PRIMARY_KEY -> key = readKey(value, false);
            case PRIMARY_KEY_WITH_PREFIX -> key = readKey(value, true);
            default -> {
                // Fields that decoding does not need: geometry types, visibility, vector dimensions.
            }
        }
    }

    TableMapColumn column(int index, int metadata) {
        return new TableMapColumn(types[index], metadata, unsigned[index], charsets[index], labelTexts(index));
    }

    /** Labels come before or after their character set, and are bytes of it. */
    private List<String> labelTexts(int index) {
        String charset = charsets[index];
        if (!ColumnType.isEnumOrSet(types[index])) {
            return List.of();
        }
        if (charset == null) {
            throw new UndecodableException("comes without the character set of its labels; " + REMEDY);
        }
        TextDecoder decoder = TextDecoder.of(charset.equals("binary") ? "latin1" : charset);
        Cursor raw = new Cursor(rawLabels.get(index));
        int count = raw.packedInt();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(decoder.decode(raw.bytes(raw.packedInt())));
        }
        return texts;
    }

    private void readSignedness(Cursor value) {
        byte[] bits = value.rest();
        int next = 0;
        for (int i = 0; i < types.length; i++) {
            if (ColumnType.isNumeric(types[i])) {
                // Highest bit first.
                unsigned[i] = (bits[next >> 3] & (0x80 >> (next & 7))) != 0;
                next++;
            }
        }
    }

    private void readDefaultCharset(Cursor value, IntPredicate applies) {
        String byDefault = collations.charset(value.packedInt());
        List<Integer> columns = columns(applies);
        for (int column : columns) {
            charsets[column] = byDefault;
        }
        while (value.remaining() > 0) {
            int column = columns.get(value.packedInt());
            charsets[column] = collations.charset(value.packedInt());
        }
    }

    private void readCharsets(Cursor value, IntPredicate applies) {
        for (int column : columns(applies)) {
            charsets[column] = collations.charset(value.packedInt());
        }
    }

    private List<Integer> columns(IntPredicate applies) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            if (applies.test(types[i])) {
                columns.add(i);
            }
        }
        return columns;
    }

    private static List<String> readNames(Cursor value) {
        List<String> names = new ArrayList<>();
        while (value.remaining() > 0) {
            names.add(new String(value.bytes(value.packedInt()), UTF_8));
        }
        return names;
    }

    private void readLabels(Cursor value, int type) {
        for (int column : columns(candidate -> candidate == type)) {
            Cursor ahead = value.copy();
            int count = ahead.packedInt();
            for (int i = 0; i < count; i++) {
                ahead.skip(ahead.packedInt());
            }
            rawLabels.set(column, value.bytes(value.remaining() - ahead.remaining()));
        }
    }

    private static List<Integer> readKey(Cursor value, boolean withPrefixes) {
        List<Integer> key = new ArrayList<>();
        while (value.remaining() > 0) {
            key.add(value.packedInt());
            if (withPrefixes) {
                value.packedInt();
            }
        }
        return key;
    }
}
