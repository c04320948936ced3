package dev.rowcast.mysql;

import dev.rowcast.change.Row;
import dev.rowcast.change.Value;
import java.util.Arrays;
import java.util.List;

/** Compares keys by value, byte arrays included. */
final class Keys {
    private Keys() {}

    static boolean same(Row one, Row other) {
        List<Value> values = one.values();
        for (int i = 0; i < values.size(); i++) {
            if (!same(values.get(i), other.values().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Value one, Value other) {
        if (one instanceof Value.Bytes mine && other instanceof Value.Bytes theirs) {
            return Arrays.equals(mine.value(), theirs.value());
        }
        return one.equals(other);
    }
}
