package dev.rowcast.mysql;

/** Type codes of columns in a table map, as in MySQL's include/field_types.h and MariaDB's include/mysql_com.h. */
final class ColumnType {
    static final int TINY = 1;
    static final int SHORT = 2;
    static final int LONG = 3;
    static final int FLOAT = 4;
    static final int DOUBLE = 5;
    static final int TIMESTAMP_OLD = 7;
    static final int LONGLONG = 8;
    static final int INT24 = 9;
    static final int DATE = 10;
    static final int TIME_OLD = 11;
    static final int DATETIME_OLD = 12;
    static final int YEAR = 13;
    static final int VARCHAR = 15;
    static final int BIT = 16;
    static final int TIMESTAMP = 17;
    static final int DATETIME = 18;
    static final int TIME = 19;
    static final int MARIADB_COMPRESSED_BLOB = 140;
    static final int MARIADB_COMPRESSED_VARCHAR = 141;
    static final int VECTOR = 242;
    static final int JSON = 245;
    static final int NEWDECIMAL = 246;
    static final int ENUM = 247;
    static final int SET = 248;
    static final int BLOB = 252;
    static final int VAR_STRING = 253;
    static final int STRING = 254;
    static final int GEOMETRY = 255;

    private ColumnType() {}

    static boolean isNumeric(int type) {
        return switch (type) {
            case TINY, SHORT, LONG, FLOAT, DOUBLE, LONGLONG, INT24, YEAR, NEWDECIMAL -> true;
            default -> false;
        };
    }

    /** Whether a table map tells the column's character set, be it that of bytes. */
    static boolean isCharacter(int type) {
        return switch (type) {
            case VARCHAR, BLOB, VAR_STRING, STRING, VECTOR, MARIADB_COMPRESSED_VARCHAR, MARIADB_COMPRESSED_BLOB -> true;
            default -> false;
        };
    }

    static boolean isEnumOrSet(int type) {
        return type == ENUM || type == SET;
    }

    /** The type's name in SQL, for people. */
    static String name(int type) {
        return switch (type) {
            case TIMESTAMP_OLD -> "TIMESTAMP in the format before MySQL 5.6";
            case TIME_OLD -> "TIME in the format before MySQL 5.6";
            case DATETIME_OLD -> "DATETIME in the format before MySQL 5.6";
            case MARIADB_COMPRESSED_BLOB, MARIADB_COMPRESSED_VARCHAR -> "MariaDB's COMPRESSED";
            default -> "type code " + type;
        };
    }
}
