/** Settings: where each comes from, what it may be, and everything that is wrong with them at once. */
@NullMarked
package dev.rowcast.config;

import org.jspecify.annotations.NullMarked;
