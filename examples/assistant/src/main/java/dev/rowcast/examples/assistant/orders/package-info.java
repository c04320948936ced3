/** The orders as they are, in memory. */
@NullMarked
package dev.rowcast.examples.assistant.orders;

import org.jspecify.annotations.NullMarked;
