/** Wires the parts together: starts them in order and stops them in reverse. */
@NullMarked
package dev.rowcast;

import org.jspecify.annotations.NullMarked;
