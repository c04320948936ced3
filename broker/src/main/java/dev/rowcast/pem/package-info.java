/** Certificates and keys in PEM files, for whoever needs some: it knows nothing but the JDK. */
@NullMarked
package dev.rowcast.pem;

import org.jspecify.annotations.NullMarked;
