/** How long a committed change takes to a subscriber: by Rowcast, by a peer, and by the least that there is between the two. */
@NullMarked
package dev.rowcast.bench.latency;

import org.jspecify.annotations.NullMarked;
