package dev.rowcast.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A statement in the binlog. Format: MySQL's libs/mysql/binlog/event/statement_events.h, class Query_event.
 *
 * @param schema the default schema that it ran under
 */
record QueryEvent(String schema, StatementText statement) {
    /** Of EXECUTE_LOAD_QUERY. */
    private static final int LOAD_FIELDS_LENGTH = 13;

    static QueryEvent read(RawEvent event) {
        Cursor cursor = new Cursor(event.body());
        cursor.skip(8);
        int schemaLength = cursor.unsignedByte();
        cursor.skip(2);
        int variablesLength = (int) cursor.littleEndian(2);
        if (event.type() == RawEvent.EXECUTE_LOAD_QUERY) {
            cursor.skip(LOAD_FIELDS_LENGTH);
        }
        cursor.skip(variablesLength);
        String schema = new String(cursor.bytes(schemaLength), UTF_8);
        cursor.skip(1);
        return new QueryEvent(schema, new StatementText(new String(cursor.rest(), UTF_8)));
    }
}
