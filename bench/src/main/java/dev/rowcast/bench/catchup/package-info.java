/** Catching up with a backlog of changes: Rowcast, Debezium's engine, and the ceilings that the parts of the way set. */
@NullMarked
package dev.rowcast.bench.catchup;

import org.jspecify.annotations.NullMarked;
