package dev.rowcast.mysql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table map.
 *
 * @param type a code of {@link ColumnType}; ENUM and SET are told apart from STRING already
 * @param metadata as the type defines it
 * @param charset the character set's name; null where the type has none
 * @param labels of ENUM or SET, in order, as bytes of the character set; empty for other types
 * @param catalogueType the type's name in the server's catalogue, where the binlog does not tell it; null elsewhere
 */
record TableMapColumn(
        int type,
        int metadata,
        boolean unsigned,
        @Nullable String charset,
        List<byte[]> labels,
        @Nullable String catalogueType) {}
