/** What clients learn of the same writes, and what it costs, by polling, by a change table and by Rowcast. */
@NullMarked
package dev.rowcast.bench.polling;

import org.jspecify.annotations.NullMarked;
