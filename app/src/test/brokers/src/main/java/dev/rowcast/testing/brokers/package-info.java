/** Brokers that tests start in processes of their own. */
@NullMarked
package dev.rowcast.testing.brokers;

import org.jspecify.annotations.NullMarked;
