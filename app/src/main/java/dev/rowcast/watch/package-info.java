/** Follows a table as an MQTT client like any other, and shows it in a terminal or as lines. */
@NullMarked
package dev.rowcast.watch;

import org.jspecify.annotations.NullMarked;
