package dev.rowcast.http;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * A valid order to be inserted; id and times are the database's to give.
 *
 * @param customerName 1 to 100 characters, not blank
 * @param productName 1 to 100 characters, not blank
 * @param quantity 1 to 4294967295
 * @param total 0.00 to 99999999.99, always with two decimals
 */
public record NewOrder(String customerName, String productName, long quantity, BigDecimal total, OrderStatus status) {
    public NewOrder {
        requireNonNull(customerName, "customerName is null");
        requireNonNull(productName, "productName is null");
        requireNonNull(total, "total is null");
        requireNonNull(status, "status is null");
    }
}
