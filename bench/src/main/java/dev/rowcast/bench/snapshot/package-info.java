/** How fast a full table gets to an empty broker, and what becomes of changes meanwhile: by Rowcast, by a peer, and by MQTT alone. */
@NullMarked
package dev.rowcast.bench.snapshot;

import org.jspecify.annotations.NullMarked;
