/** What more work costs: rows, backlogs, transactions, tables and subscribers in powers of ten. */
@NullMarked
package dev.rowcast.bench.scaling;

import org.jspecify.annotations.NullMarked;
