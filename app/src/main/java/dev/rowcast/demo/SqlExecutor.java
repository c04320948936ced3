package dev.rowcast.demo;

/** Runs SQL against the database with the orders, each statement committed by itself. */
public interface SqlExecutor {

    /**
     * Runs a statement that changes rows.
     *
     * @param parameters the values of its question marks, in order
     * @return how many rows it changed
     */
    long execute(String sql, Object... parameters) throws SqlExecutionException;

    /** Runs a query whose result is one number. */
    long queryForNumber(String sql) throws SqlExecutionException;
}
