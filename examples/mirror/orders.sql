-- The target: the same columns and primary key as in the source, and no other unique index.
CREATE TABLE orders (
    id            BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    customer_name VARCHAR(100)    NOT NULL,
    product_name  VARCHAR(100)    NOT NULL,
    quantity      INT UNSIGNED    NOT NULL,
    total         DECIMAL(10, 2)  NOT NULL,
    status        ENUM ('pending', 'shipped', 'delivered') NOT NULL,
    created_at    TIMESTAMP(3)    NOT NULL,
    updated_at    TIMESTAMP(3)    NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;
