package dev.rowcast.mysql;

import dev.rowcast.change.Value;

/** Reads one column's value, which is not NULL, from a row image, and leaves the cursor behind it. */
@FunctionalInterface
interface CellDecoder {
    Value decode(Cursor cursor);
}
