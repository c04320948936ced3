package dev.rowcast.mysql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table map.
 *
 * @param type a code of {@link ColumnType}; ENUM and SET are told apart from STRING already
 * @param metadata as the type defines it
 * @param charset the character set's name; null where the type has none
 * @param labels of ENUM or SET, in order; empty for other types
 */
record TableMapColumn(int type, int metadata, boolean unsigned, @Nullable String charset, List<String> labels) {}
