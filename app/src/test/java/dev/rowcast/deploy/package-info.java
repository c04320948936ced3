/** Tests of the files for a host: image, compose, systemd, Kubernetes, grants. */
@NullMarked
package dev.rowcast.deploy;

import org.jspecify.annotations.NullMarked;
