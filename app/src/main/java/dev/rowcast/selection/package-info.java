/** Which tables, columns and rows are broadcast: the rules of the settings, and what they leave of a change. Pure. */
@NullMarked
package dev.rowcast.selection;

import org.jspecify.annotations.NullMarked;
