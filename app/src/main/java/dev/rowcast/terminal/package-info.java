/** What is known of terminals: whether there is one, its size, text that is safe and fits, and lines that stay at its bottom. */
@NullMarked
package dev.rowcast.terminal;

import org.jspecify.annotations.NullMarked;
