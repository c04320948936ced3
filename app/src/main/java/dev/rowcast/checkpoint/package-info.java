/** Keeps the place to resume from: in a file beside an embedded broker, retained on an external one. */
@NullMarked
package dev.rowcast.checkpoint;

import org.jspecify.annotations.NullMarked;
