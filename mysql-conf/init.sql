-- The orders that Rowcast broadcasts first, with a few samples, and the user it connects with.
-- For MySQL and MariaDB alike; running it again changes nothing.

SET NAMES utf8mb4;

CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4;

CREATE TABLE IF NOT EXISTS shop.orders (
    id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_name VARCHAR(100)    NOT NULL,
    product_name  VARCHAR(100)    NOT NULL,
    quantity      INT UNSIGNED    NOT NULL DEFAULT 1,
    total         DECIMAL(10, 2)  NOT NULL DEFAULT 0.00,
    status        ENUM ('pending', 'shipped', 'delivered') NOT NULL DEFAULT 'pending',
    created_at    TIMESTAMP(3)    NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    updated_at    TIMESTAMP(3)    NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4;

-- A password that everybody knows: for the demo and for development on a loopback address only. In production create the
-- user with a password of its own, from the one host where Rowcast runs ('rowcast'@'192.0.2.7'), and add REQUIRE SSL.
CREATE USER IF NOT EXISTS 'rowcast'@'%' IDENTIFIED BY 'rowcast';

-- To read the binlog, and to ask where it stands and which of it is still there (MariaDB calls the latter BINLOG MONITOR).
GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'rowcast'@'%';
-- To take the snapshot and to show the table.
GRANT SELECT ON shop.* TO 'rowcast'@'%';
-- Only for the buttons of the page that write; leave it out where nobody shall change orders through Rowcast.
GRANT INSERT, UPDATE, DELETE ON shop.orders TO 'rowcast'@'%';

INSERT INTO shop.orders (customer_name, product_name, quantity, total, status)
SELECT sample.*
FROM (
    SELECT 'Ada Lovelace' AS customer_name, 'Mechanical keyboard' AS product_name, 1 AS quantity, 129.00 AS total, 'delivered' AS status
    UNION ALL SELECT 'Grace Hopper', 'Nanosecond of wire', 100, 25.00, 'shipped'
    UNION ALL SELECT 'Łukasz Żółć 🚚', 'Espresso cups, set of six', 2, 58.90, 'pending'
    UNION ALL SELECT 'Alan Turing', 'Chess set', 1, 74.50, 'pending'
    UNION ALL SELECT 'Margaret Hamilton', 'Desk lamp', 3, 104.97, 'pending'
) AS sample
WHERE NOT EXISTS (SELECT 1 FROM shop.orders);
