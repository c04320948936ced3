package dev.rowcast.bench.report;

/** A value of a {@link Series}, in the units of the axes. */
public record Point(double x, double y) {}
