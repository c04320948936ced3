/** What measurements say of themselves: figures, tables, plots, and the machine they hold for. Knows nothing of what is measured. */
@NullMarked
package dev.rowcast.bench.report;

import org.jspecify.annotations.NullMarked;
