/** The vocabulary of the pipeline: tables, rows, changes, commits and positions. Imports nothing but the JDK. */
@NullMarked
package dev.rowcast.change;

import org.jspecify.annotations.NullMarked;
