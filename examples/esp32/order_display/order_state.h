// An order as Rowcast publishes it. Plain C++11 without Arduino, heap or exceptions, so that it is tested on a computer.
#pragma once

#include "json_reader.h"

namespace rowcast {

/** Unknown is a label that this program does not know: the column may have got new ones. */
enum class OrderStatus : uint8_t { Unknown, Pending, Shipped, Delivered };

enum class ParseResult : uint8_t {
    Row,        // the order has been filled
    Deleted,    // an empty payload: there is no such row any more
    Malformed,  // no JSON object, or one that is cut off or nested too deeply
    WrongType,  // a column that is needed has another type than the sample table's
    Missing,    // id or status is not there: see ROWCAST_COLUMNS
};

struct Order {
    uint64_t id;
    OrderStatus status;
    uint32_t quantity;   // 0 where the column is hidden
    char customer[32];   // as much as fits, whole UTF-8 characters; empty where the column is hidden
};

/** The bytes of an MQTT 3.1.1 PUBLISH, its header included: what PubSubClient's buffer has to hold. */
inline size_t publishBytes(size_t topicBytes, size_t payloadBytes, unsigned qos) {
    const size_t remaining = 2 + topicBytes + (qos > 0 ? 2 : 0) + payloadBytes;
    size_t lengthBytes = 1;
    for (size_t rest = remaining; rest > 127; rest /= 128) {
        lengthBytes++;
    }
    return 1 + lengthBytes + remaining;
}

/** Reads an order, once. */
class OrderParser {
  public:
    OrderParser(const uint8_t* payload, size_t length) : json_(payload, length) {}

    /** Fills the order only if the result is Row. */
    ParseResult parse(Order& order) {
        if (!object()) {
            return json_.isWrongType() ? ParseResult::WrongType : ParseResult::Malformed;
        }
        if (!hasId_ || !hasStatus_) {
            return ParseResult::Missing;
        }
        order = read_;
        return ParseResult::Row;
    }

  private:
    static const unsigned kDepthMax = 8;

    JsonReader json_;
    Order read_ = {};
    bool hasId_ = false;
    bool hasStatus_ = false;

    /** The whole payload. */
    bool object() {
        json_.skipSpace();
        if (!json_.take('{')) {
            return false;
        }
        json_.skipSpace();
        if (!json_.take('}') && !(members() && json_.take('}'))) {
            return false;
        }
        json_.skipSpace();
        return json_.isAtEnd();
    }

    bool members() {
        do {
            char name[16];
            json_.skipSpace();
            if (!json_.text(name, sizeof name) || !json_.colon() || !member(name)) {
                return false;
            }
            json_.skipSpace();
        } while (json_.take(','));
        return true;
    }

    bool member(const char* name) {
        if (strcmp(name, "id") == 0) {
            return hasId_ = json_.number(read_.id, UINT64_MAX);
        }
        if (strcmp(name, "status") == 0) {
            char label[16];
            hasStatus_ = json_.textValue(label, sizeof label);
            read_.status = hasStatus_ ? statusOf(label) : OrderStatus::Unknown;
            return hasStatus_;
        }
        if (strcmp(name, "quantity") == 0) {
            uint64_t quantity = 0;
            const bool isRead = json_.number(quantity, UINT32_MAX);
            read_.quantity = static_cast<uint32_t>(quantity);
            return isRead;
        }
        if (strcmp(name, "customer_name") == 0) {
            return json_.textValue(read_.customer, sizeof read_.customer);
        }
        return json_.skipValue(kDepthMax);
    }

    static OrderStatus statusOf(const char* label) {
        return strcmp(label, "pending") == 0     ? OrderStatus::Pending
               : strcmp(label, "shipped") == 0   ? OrderStatus::Shipped
               : strcmp(label, "delivered") == 0 ? OrderStatus::Delivered
                                                 : OrderStatus::Unknown;
    }
};

/** Reads a payload of <table>/state/<key>; fills the order only if the result is Row. */
inline ParseResult parseOrder(const uint8_t* payload, size_t length, Order& order) {
    return length == 0 ? ParseResult::Deleted : OrderParser(payload, length).parse(order);
}

}  // namespace rowcast
