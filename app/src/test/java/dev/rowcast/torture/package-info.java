/** Everything fails at random while writers go on, and the guarantees have to hold. */
@NullMarked
package dev.rowcast.torture;

import org.jspecify.annotations.NullMarked;
