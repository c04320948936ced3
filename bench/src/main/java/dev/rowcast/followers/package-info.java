/** Measures many browsers that each follow one order, against a running Rowcast. */
@org.jspecify.annotations.NullMarked
package dev.rowcast.followers;
