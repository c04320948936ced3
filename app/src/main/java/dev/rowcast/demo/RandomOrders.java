package dev.rowcast.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/**
 * Lives the life of a small shop: orders come in, are shipped, delivered and forgotten. The table stays around the size it
 * had at first, at least {@value #LEAST_ROWS} rows. The same random numbers on the same table make the same changes. One
 * thread.
 */
final class RandomOrders {
    static final int LEAST_ROWS = 50;

    private static final int CHANGES_PER_COUNT = 500;

    private static final String COUNT = "SELECT COUNT(*) FROM shop.orders";
    private static final String INSERT =
            "INSERT INTO shop.orders (customer_name, product_name, quantity, total) VALUES (?, ?, ?, ?)";
    private static final String SHIP =
            "UPDATE shop.orders SET status = 'shipped' WHERE status = 'pending' ORDER BY id LIMIT 1";
    private static final String DELIVER =
            "UPDATE shop.orders SET status = 'delivered' WHERE status = 'shipped' ORDER BY id LIMIT 1";
    private static final String DELETE = "DELETE FROM shop.orders WHERE status = 'delivered' ORDER BY id LIMIT 1";

    private static final List<String> CUSTOMERS = List.of(
            "Ada Lovelace",
            "Alan Turing",
            "Barbara Liskov",
            "Edsger Dijkstra",
            "Grace Hopper",
            "José Núñez",
            "Katherine Johnson",
            "Łukasz Żółć",
            "Margaret Hamilton",
            "Søren Ångström",
            "Yukihiro 松本",
            "Zoë Müller");

    private static final List<Product> PRODUCTS = List.of(
            new Product("Chess set", "74.50"),
            new Product("Desk lamp", "34.99"),
            new Product("Espresso cup", "9.80"),
            new Product("Mechanical keyboard", "129.00"),
            new Product("Nanosecond of wire", "0.25"),
            new Product("Notebook, dotted", "7.40"),
            new Product("Raspberry jam", "4.20"),
            new Product("Slide rule", "49.00"));

    private final SqlExecutor database;
    private final Random random;
    private long targetRows;
    private long rows;
    private int changesBeforeCount;

    RandomOrders(SqlExecutor database, Random random) {
        this.database = database;
        this.random = random;
    }

    /** Makes one change. */
    void change() throws SqlExecutionException {
        if (changesBeforeCount == 0) {
            rows = database.queryForNumber(COUNT);
            targetRows = targetRows == 0 ? Math.max(rows, LEAST_ROWS) : targetRows;
            changesBeforeCount = CHANGES_PER_COUNT;
        }
        changesBeforeCount--;
        take(nextStep());
    }

    /** To be called after a failure: nobody knows what has become of the rows. */
    void forgetCount() {
        changesBeforeCount = 0;
    }

    private Step nextStep() {
        boolean many = rows > targetRows;
        int roll = random.nextInt(100);
        if (roll < (many ? 10 : 40)) {
            return Step.INSERT;
        }
        if (roll < (many ? 40 : 65)) {
            return Step.SHIP;
        }
        return roll < (many ? 70 : 85) ? Step.DELIVER : Step.DELETE;
    }

    /** A step that finds no order to work on gives way to the next. */
    private void take(Step step) throws SqlExecutionException {
        switch (step) {
            case INSERT -> insert();
            case SHIP -> {
                if (database.execute(SHIP) == 0) {
                    take(Step.DELIVER);
                }
            }
            case DELIVER -> {
                if (database.execute(DELIVER) == 0) {
                    take(Step.DELETE);
                }
            }
            case DELETE -> {
                long deleted = database.execute(DELETE);
                rows -= deleted;
                if (deleted == 0) {
                    insert();
                }
            }
        }
    }

    private void insert() throws SqlExecutionException {
        Product product = PRODUCTS.get(random.nextInt(PRODUCTS.size()));
        int quantity = 1 + random.nextInt(5);
        rows += database.execute(
                INSERT,
                CUSTOMERS.get(random.nextInt(CUSTOMERS.size())),
                product.name(),
                quantity,
                product.price().multiply(BigDecimal.valueOf(quantity)));
    }

    private enum Step {
        INSERT,
        SHIP,
        DELIVER,
        DELETE
    }

    private record Product(String name, BigDecimal price) {
        Product(String name, String price) {
            this(name, new BigDecimal(price));
        }
    }
}
