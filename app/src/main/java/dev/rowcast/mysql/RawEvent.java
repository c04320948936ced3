package dev.rowcast.mysql;

import com.github.shyiko.mysql.binlog.event.EventData;
import java.io.Serial;

/** A binlog event as the server sent it: the header's fields and the body without its checksum. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawEvent(int type, long timestampSeconds, long serverId, long length, long nextPosition, byte[] body)
        implements EventData {
    @Serial
    private static final long serialVersionUID = 1;

    static final int HEADER_LENGTH = 19;

    // Types as in MySQL's libs/mysql/binlog/event/binlog_event.h and MariaDB's sql/log_event.h.
    static final int QUERY = 2;
    static final int STOP = 3;
    static final int ROTATE = 4;
    static final int FORMAT_DESCRIPTION = 15;
    static final int XID = 16;
    static final int TABLE_MAP = 19;
    static final int WRITE_ROWS_V1 = 23;
    static final int UPDATE_ROWS_V1 = 24;
    static final int DELETE_ROWS_V1 = 25;
    static final int EXECUTE_LOAD_QUERY = 18;
    static final int INCIDENT = 26;
    static final int HEARTBEAT = 27;
    static final int WRITE_ROWS = 30;
    static final int UPDATE_ROWS = 31;
    static final int DELETE_ROWS = 32;
    static final int GTID = 33;
    static final int ANONYMOUS_GTID = 34;
    static final int PREVIOUS_GTIDS = 35;
    static final int XA_PREPARE = 38;
    static final int PARTIAL_UPDATE_ROWS = 39;
    static final int TRANSACTION_PAYLOAD = 40;
    static final int GTID_TAGGED = 42;
    static final int MARIADB_BINLOG_CHECKPOINT = 161;
    static final int MARIADB_GTID = 162;
    static final int MARIADB_GTID_LIST = 163;
    static final int MARIADB_START_ENCRYPTION = 164;
    static final int MARIADB_QUERY_COMPRESSED = 165;
    static final int MARIADB_FIRST_COMPRESSED_ROWS = 166;
    static final int MARIADB_LAST_COMPRESSED_ROWS = 171;
}
