/** The page, the HTTP interface and the health endpoints. */
@NullMarked
package dev.rowcast.http;

import org.jspecify.annotations.NullMarked;
