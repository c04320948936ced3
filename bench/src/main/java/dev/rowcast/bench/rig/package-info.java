/** What measurements run against: servers, and processes that are measured; each of its own, and gone at the end. */
@NullMarked
package dev.rowcast.bench.rig;

import org.jspecify.annotations.NullMarked;
