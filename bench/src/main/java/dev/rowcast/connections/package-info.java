/** How fast one broker takes what is spread over several connections. */
@NullMarked
package dev.rowcast.connections;

import org.jspecify.annotations.NullMarked;
