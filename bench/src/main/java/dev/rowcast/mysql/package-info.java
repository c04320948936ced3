/** Measurements of the binlog decoder, from within its package. */
@org.jspecify.annotations.NullMarked
package dev.rowcast.mysql;
