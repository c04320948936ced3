/** The demo's own database: an embedded MariaDB with sample orders and, on request, traffic. */
@NullMarked
package dev.rowcast.demo;

import org.jspecify.annotations.NullMarked;
