/** The guarantees, each shown from a commit in a real database to a client of a real broker. */
@NullMarked
package dev.rowcast.e2e;

import org.jspecify.annotations.NullMarked;
