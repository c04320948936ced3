package dev.rowcast.preflight;

/** The two families of servers, which differ in their binlogs, privileges and remedies. */
public enum Flavour {
    MYSQL,
    MARIADB
}
