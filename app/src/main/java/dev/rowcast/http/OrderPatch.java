package dev.rowcast.http;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What is to change in an order, with the bounds of {@link NewOrder}; null stays as it is, and something is not null. */
public record OrderPatch(
        @Nullable String customerName,
        @Nullable String productName,
        @Nullable Long quantity,
        @Nullable BigDecimal total,
        @Nullable OrderStatus status) {}
