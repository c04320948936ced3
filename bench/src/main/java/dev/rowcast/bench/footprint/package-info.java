/** What Rowcast takes of a machine, and what each option of the JVM brings: memory, time to start, size on disk. */
@NullMarked
package dev.rowcast.bench.footprint;

import org.jspecify.annotations.NullMarked;
