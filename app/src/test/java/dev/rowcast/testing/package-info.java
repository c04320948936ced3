/** Real servers for the tests, each behind a {@code TestingX} that starts and stops it. */
@NullMarked
package dev.rowcast.testing;

import org.jspecify.annotations.NullMarked;
