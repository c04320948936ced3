/** Reads MySQL and MariaDB: the binlog stream, consistent snapshots, the server's facts, the orders table. */
@NullMarked
package dev.rowcast.mysql;

import org.jspecify.annotations.NullMarked;
