package dev.rowcast.preflight;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Everything that is looked at before following begins, in the order in which it is told. The names are a contract with
 * programs that read {@code check --json}: none is ever given to anything else.
 */
public enum Check {
    DNS(Group.DATABASE, "DNS"),
    TCP(Group.DATABASE, "TCP"),
    TLS(Group.DATABASE, "TLS"),
    LOGIN(Group.DATABASE, "login"),
    LOG_BIN(Group.DATABASE, "log_bin"),
    SERVER_ID(Group.DATABASE, "server_id"),
    BINLOG_FORMAT(Group.DATABASE, "binlog_format"),
    BINLOG_ROW_IMAGE(Group.DATABASE, "binlog_row_image"),
    BINLOG_ROW_METADATA(Group.DATABASE, "binlog_row_metadata"),
    BINLOG_ROW_VALUE_OPTIONS(Group.DATABASE, "binlog_row_value_options"),
    BINLOG_ORDER_COMMITS(Group.DATABASE, "binlog_order_commits"),
    BINLOG_TRANSACTION_COMPRESSION(Group.DATABASE, "binlog_transaction_compression"),
    GTID_MODE(Group.DATABASE, "gtid_mode"),
    LOG_BIN_COMPRESS(Group.DATABASE, "log_bin_compress"),
    LOG_REPLICA_UPDATES(Group.DATABASE, "log_replica_updates"),
    BINLOG_FILTERS(Group.DATABASE, "binlog filters"),
    REPLICATION_SLAVE(Group.DATABASE, "REPLICATION SLAVE"),
    REPLICATION_CLIENT(Group.DATABASE, "REPLICATION CLIENT"),
    SERVER_ID_CLASH(Group.DATABASE, "ROWCAST_SERVER_ID"),
    SEVERAL_SERVERS(Group.DATABASE, "several servers"),
    ERRANT_TRANSACTIONS(Group.DATABASE, "errant transactions"),
    SAVED_POSITION(Group.DATABASE, "saved position"),
    TABLE(Group.TABLES, "tables"),
    PRIMARY_KEY(Group.TABLES, "primary keys"),
    ENGINE(Group.TABLES, "storage engines"),
    COLUMNS(Group.TABLES, "columns"),
    PATTERNS(Group.TABLES, "patterns in ROWCAST_TABLES"),
    SELECT(Group.TABLES, "SELECT"),
    LOCK_TABLES(Group.TABLES, "LOCK TABLES"),
    RULES(Group.TABLES, "rules for columns and rows"),
    ROW_SIZE(Group.TABLES, "row size"),
    EMBEDDED_BROKER(Group.BROKER, "embedded broker"),
    BROKER_DNS(Group.BROKER, "DNS"),
    BROKER_TCP(Group.BROKER, "TCP"),
    BROKER_TLS(Group.BROKER, "TLS"),
    BROKER_LOGIN(Group.BROKER, "login"),
    MQTT_VERSION(Group.BROKER, "MQTT version"),
    RETAINED_MESSAGES(Group.BROKER, "retained messages"),
    MAXIMUM_QOS(Group.BROKER, "maximum QoS"),
    WILDCARD_SUBSCRIPTIONS(Group.BROKER, "wildcard subscriptions"),
    RECEIVE_MAXIMUM(Group.BROKER, "receive maximum"),
    MAXIMUM_PACKET_SIZE(Group.BROKER, "maximum packet size"),
    PERMISSION_TO_PUBLISH(Group.BROKER, "permission to publish"),
    MQTT_PORT(Group.MACHINE, "ROWCAST_MQTT_PORT"),
    WS_PORT(Group.MACHINE, "ROWCAST_WS_PORT"),
    HTTP_PORT(Group.MACHINE, "ROWCAST_HTTP_PORT"),
    DATA_DIRECTORY(Group.MACHINE, "ROWCAST_DATA_DIR"),
    DISK_SPACE(Group.MACHINE, "disk space"),
    TEMPORARY_DIRECTORY(Group.MACHINE, "temporary directory");

    private final Group group;
    private final String title;

    Check(Group group, String title) {
        this.group = group;
        this.title = title;
    }

    /** For programs and documents, such as {@code binlog_format}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Group group() {
        return group;
    }

    /** For people, where nothing more exact can be said. */
    public String title() {
        return title;
    }

    /** The group's, in order. */
    static List<Check> of(Group group) {
        return Arrays.stream(values()).filter(check -> check.group == group).toList();
    }
}
