-- The account that Rowcast needs on MariaDB 10.11 or newer, and not one privilege more. Put a password of its own and your
-- tables into a copy, and run that as an administrator:
--
--     mariadb -u root -p <mariadb.sql
--
-- The statements that are commented out are for some only.

-- Better from one host, or one network, alone: 'rowcast'@'192.0.2.7', 'rowcast'@'192.0.2.%'.
CREATE USER 'rowcast'@'%' IDENTIFIED BY 'a password of its own';

-- Over TLS alone; on Rowcast's side MYSQL_SSL_MODE=verify-identity then also makes sure of the server.
--     ALTER USER 'rowcast'@'%' REQUIRE SSL;

-- To read the binlog. Every change on the server passes by in it: this account sees more than the tables below.
GRANT REPLICATION SLAVE ON *.* TO 'rowcast'@'%';

-- To ask where the binlog stands, and which files of it are still there. MySQL's name for it, REPLICATION CLIENT, means the same.
GRANT BINLOG MONITOR ON *.* TO 'rowcast'@'%';

-- To read what the tables hold at the start: one line for each table of ROWCAST_TABLES.
GRANT SELECT ON shop.orders TO 'rowcast'@'%';

-- With patterns in ROWCAST_TABLES: the databases whose tables they match.
--     GRANT SELECT ON shop.* TO 'rowcast'@'%';

-- With ROWCAST_WRITE_API=true, which lets the page change orders.
--     GRANT INSERT, UPDATE, DELETE ON shop.orders TO 'rowcast'@'%';
