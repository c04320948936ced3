// What a device knows of one order, and how its light shows it. Plain C++11 without Arduino; times are milliseconds that may
// wrap around, as millis() does.
#pragma once

#include "order_state.h"

namespace rowcast {

enum class Shown : uint8_t {
    Stale,      // not connected, or Rowcast is offline: what is known may be out of date
    NoOrder,    // there is no such order
    Unreadable, // the order can not be read: see Serial
    Pending,
    Shipped,
    Delivered,
    Other,      // a status that this program does not know
};

/** Takes what the broker says in the order in which it comes. */
class OrderWatch {
  public:
    /**
     * Call it before subscribing, first to the order's state and then to rowcast/status: the broker sends what it retains in
     * that order, and Rowcast says "online" behind all rows, so "online" without a state says that there is no such order.
     */
    void connected() {
        online_ = false;
        heardOrder_ = false;
    }

    void disconnected() { online_ = false; }

    ParseResult takeState(const uint8_t* payload, size_t length) {
        heardOrder_ = true;
        return last_ = parseOrder(payload, length, order_);
    }

    void takeStatus(const uint8_t* payload, size_t length) {
        online_ = length == 6 && memcmp(payload, "online", 6) == 0;
        if (online_ && !heardOrder_) {
            last_ = ParseResult::Deleted;
        }
    }

    /** The last order that could be read. */
    const Order& order() const { return order_; }

    Shown shown() const {
        if (!online_) {
            return Shown::Stale;
        }
        if (last_ != ParseResult::Row) {
            return last_ == ParseResult::Deleted ? Shown::NoOrder : Shown::Unreadable;
        }
        switch (order_.status) {
            case OrderStatus::Pending:
                return Shown::Pending;
            case OrderStatus::Shipped:
                return Shown::Shipped;
            case OrderStatus::Delivered:
                return Shown::Delivered;
            case OrderStatus::Unknown:
                break;
        }
        return Shown::Other;
    }

  private:
    bool online_ = false;
    bool heardOrder_ = false;
    ParseResult last_ = ParseResult::Deleted;
    Order order_ = {};
};

/** Whether there is an order, and it is known how it is. */
inline bool isOrder(Shown shown) { return shown >= Shown::Pending; }

/** For people. */
inline const char* nameOf(Shown shown) {
    static const char* const kNames[] = {"stale", "no such order", "unreadable", "pending", "shipped", "delivered", "other"};
    return kNames[static_cast<uint8_t>(shown)];
}

/** Whether the light is on: pending blinks, shipped is on, delivered flashes now and then, stale and unreadable flicker. */
inline bool lightIsOn(Shown shown, uint32_t nowMillis) {
    switch (shown) {
        case Shown::Stale:
        case Shown::Unreadable:
            return nowMillis / 100 % 2 == 0;
        case Shown::Pending:
        case Shown::Other:
            return nowMillis / 1000 % 2 == 0;
        case Shown::Shipped:
            return true;
        case Shown::Delivered:
            return nowMillis % 3000 < 100;
        case Shown::NoOrder:
            break;
    }
    return false;
}

/**
 * When to try to connect again: at the earliest 1 s after an attempt that succeeded, for the connection may not last; after
 * failures twice as long each time, up to a minute; and chance on top.
 */
class Backoff {
  public:
    bool isDue(uint32_t nowMillis) const { return nowMillis - since_ >= wait_; }

    /** @param chance any number, another one on each device, or all come back at once when a broker has restarted */
    void attempted(bool succeeded, uint32_t nowMillis, uint32_t chance) {
        const uint32_t longest = 60000;
        failures_ = succeeded ? 0 : failures_ < 7 ? failures_ + 1 : 7;
        const uint32_t base = failures_ == 0 ? 1000 : failures_ < 7 ? 1000u << (failures_ - 1) : longest;
        since_ = nowMillis;
        wait_ = base + chance % base;
    }

  private:
    uint8_t failures_ = 0;
    uint32_t since_ = 0;
    uint32_t wait_ = 0;
};

}  // namespace rowcast
