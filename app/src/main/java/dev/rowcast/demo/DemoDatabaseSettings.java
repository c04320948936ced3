package dev.rowcast.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * Where and how the embedded database runs.
 *
 * @param directory holds its data, log and pid file; survives restarts, one running server at a time
 * @param binaries where the server's programs are unpacked once (about 340 MB); may be shared by many directories
 * @param port the TCP port on 127.0.0.1, 0 to 65535; 0: any free one
 * @param serverOptions more options of mariadbd, each as on its command line; they win over {@code mysql-conf/my.cnf}
 */
public record DemoDatabaseSettings(Path directory, Path binaries, int port, List<String> serverOptions) {

    public DemoDatabaseSettings {
        directory = directory.toAbsolutePath().normalize();
        binaries = binaries.toAbsolutePath().normalize();
        serverOptions = List.copyOf(serverOptions);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 0 to 65535");
        }
    }

    /** The demo's layout below one directory, without further options. */
    public static DemoDatabaseSettings below(Path directory, int port) {
        return new DemoDatabaseSettings(
                directory.resolve("mariadb"), directory.resolve("mariadb-binaries"), port, List.of());
    }

    public DemoDatabaseSettings withPort(int newPort) {
        return new DemoDatabaseSettings(directory, binaries, newPort, serverOptions);
    }
}
