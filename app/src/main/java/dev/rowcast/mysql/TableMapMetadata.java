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
    /** MariaDB counts GEOMETRY among the columns with a character set, and gives it one. */
    private final boolean geometryHasCharset;

    private final int[] types;
    private final boolean[] unsigned;
    private final @Nullable String[] charsets;
    private final List<byte[]> rawLabels = new ArrayList<>();
    private List<String> names = List.of();
    private List<Integer> key = List.of();

    TableMapMetadata(Catalogue catalogue, int[] types) {
        this.collations = catalogue.collations();
        this.geometryHasCharset = catalogue.kind() == ServerKind.MARIADB;
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
            case DEFAULT_CHARSET -> readDefaultCharset(value, this::isCharacter);
            case COLUMN_CHARSET -> readCharsets(value, this::isCharacter);
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

    TableMapColumn column(int index, int metadata, @Nullable String catalogueType) {
        return new TableMapColumn(
                types[index], metadata, unsigned[index], charsets[index], labels(index), catalogueType);
    }

    private List<byte[]> labels(int index) {
        if (!ColumnType.isEnumOrSet(types[index])) {
            return List.of();
        }
        Cursor raw = new Cursor(rawLabels.get(index));
        int count = raw.packedInt();
        List<byte[]> labels = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            labels.add(raw.bytes(raw.packedInt()));
        }
        return labels;
    }

    /** Whether the column holds bytes of a fixed length, as BINARY does. */
    boolean isFixedBinary(int index) {
        return types[index] == ColumnType.STRING && "binary".equals(charsets[index]);
    }

    private boolean isCharacter(int type) {
        return ColumnType.isCharacter(type) || (geometryHasCharset && type == ColumnType.GEOMETRY);
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
