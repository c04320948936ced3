/** Judges whether a server and its tables can be followed: what was found, what is needed, the SQL that mends it. */
@NullMarked
package dev.rowcast.preflight;

import org.jspecify.annotations.NullMarked;
