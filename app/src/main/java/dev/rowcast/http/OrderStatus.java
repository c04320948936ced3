package dev.rowcast.http;

import java.util.Locale;

/** Where an order stands: the labels of the column {@code status}. */
public enum OrderStatus {
    PENDING,
    SHIPPED,
    DELIVERED;

    /** As the table and JSON write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
