/** Peers that Rowcast is measured against, each a program of its own. */
@NullMarked
package dev.rowcast.bench.peers;

import org.jspecify.annotations.NullMarked;
