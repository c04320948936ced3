/** Figures for Prometheus. */
@NullMarked
package dev.rowcast.metrics;

import org.jspecify.annotations.NullMarked;
