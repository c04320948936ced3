/** Where Rowcast's processor time and memory go while it catches up with a backlog. */
@NullMarked
package dev.rowcast.bench.profile;

import org.jspecify.annotations.NullMarked;
