/** Reacts to changes of orders by rules, and answers questions about them. */
@NullMarked
package dev.rowcast.examples.assistant;

import org.jspecify.annotations.NullMarked;
