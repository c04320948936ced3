// An order as Rowcast publishes it, read from JSON. Plain C++11 without Arduino, heap or exceptions, so that it is tested on
// the host; whatever the payload is, nothing is read or written outside of what is given.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/** Reads one JSON object, front to back. */
class OrderParser {
  public:
    OrderParser(const uint8_t* payload, size_t length)
        : at_(payload), end_(payload + length), result_(ParseResult::Malformed) {}

    /** Fills the order only if the result is Row. */
    ParseResult parse(Order& order) {
        Order read = {};
        bool hasId = false;
        bool hasStatus = false;
        skipSpace();
        if (!take('{')) {
            return ParseResult::Malformed;
        }
        skipSpace();
        if (!take('}')) {
            do {
                char name[16];
                skipSpace();
                if (!text(name, sizeof name) || !colon() || !member(name, read, hasId, hasStatus)) {
                    return result_;
                }
                skipSpace();
            } while (take(','));
            if (!take('}')) {
                return ParseResult::Malformed;
            }
        }
        skipSpace();
        if (at_ != end_) {
            return ParseResult::Malformed;
        }
        if (!hasId || !hasStatus) {
            return ParseResult::Missing;
        }
        order = read;
        return ParseResult::Row;
    }

  private:
    static const unsigned kDepthMax = 8;

    const uint8_t* at_;
    const uint8_t* const end_;
    ParseResult result_;

    bool member(const char* name, Order& read, bool& hasId, bool& hasStatus) {
        if (strcmp(name, "id") == 0) {
            return hasId = number(read.id, UINT64_MAX);
        }
        if (strcmp(name, "status") == 0) {
            char label[16];
            if (!typedText(label, sizeof label)) {
                return false;
            }
            read.status = statusOf(label);
            return hasStatus = true;
        }
        if (strcmp(name, "quantity") == 0) {
            uint64_t quantity;
            if (!number(quantity, UINT32_MAX)) {
                return false;
            }
            read.quantity = static_cast<uint32_t>(quantity);
            return true;
        }
        if (strcmp(name, "customer_name") == 0) {
            return typedText(read.customer, sizeof read.customer);
        }
        return skipValue(kDepthMax);
    }

    static OrderStatus statusOf(const char* label) {
        return strcmp(label, "pending") == 0     ? OrderStatus::Pending
               : strcmp(label, "shipped") == 0   ? OrderStatus::Shipped
               : strcmp(label, "delivered") == 0 ? OrderStatus::Delivered
                                                 : OrderStatus::Unknown;
    }

    void skipSpace() {
        while (at_ < end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\n' || *at_ == '\r')) {
            at_++;
        }
    }

    bool take(char expected) {
        if (at_ == end_ || *at_ != static_cast<uint8_t>(expected)) {
            return false;
        }
        at_++;
        return true;
    }

    bool colon() {
        skipSpace();
        if (!take(':')) {
            return false;
        }
        skipSpace();
        return true;
    }

    bool isDigit() const { return at_ < end_ && *at_ >= '0' && *at_ <= '9'; }

    bool wrongType() {
        // What is cut off here is malformed, whatever type it might have become.
        result_ = at_ < end_ ? ParseResult::WrongType : ParseResult::Malformed;
        return false;
    }

    /** A whole number from 0 to max. */
    bool number(uint64_t& value, uint64_t max) {
        if (!isDigit()) {
            return wrongType();
        }
        value = 0;
        if (take('0')) {
            return !isDigit() && endsNumber();
        }
        while (isDigit()) {
            const uint64_t digit = *at_ - '0';
            if (value > (max - digit) / 10) {
                return wrongType();
            }
            value = value * 10 + digit;
            at_++;
        }
        return endsNumber();
    }

    bool endsNumber() {
        const bool goesOn = at_ < end_ && (*at_ == '.' || *at_ == 'e' || *at_ == 'E');
        return goesOn ? wrongType() : true;
    }

    bool typedText(char* to, size_t size) { return at_ < end_ && *at_ == '"' ? text(to, size) : wrongType(); }

    /** A text, cut to what fits with the zero at its end. Control characters come as spaces. */
    bool text(char* to, size_t size) {
        if (!take('"')) {
            return false;
        }
        size_t length = 0;
        bool isFull = false;
        while (at_ < end_ && *at_ != '"') {
            char bytes[4];
            const size_t count = character(bytes);
            if (count == 0) {
                return false;
            }
            isFull = isFull || length + count >= size;
            if (!isFull) {
                memcpy(to + length, bytes, count);
                length += count;
            }
        }
        to[length] = '\0';
        return take('"');
    }

    /** One character of a text as UTF-8. Returns its number of bytes, 1 to 4; 0 if there is none. */
    size_t character(char* to) {
        const uint8_t first = *at_;
        if (first == '\\') {
            at_++;
            return escaped(to);
        }
        const size_t count = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (first < 0x20 || count == 0 || static_cast<size_t>(end_ - at_) < count) {
            return 0;
        }
        for (size_t i = 1; i < count; i++) {
            if ((at_[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        memcpy(to, at_, count);
        at_ += count;
        return count;
    }

    size_t escaped(char* to) {
        if (at_ == end_) {
            return 0;
        }
        const uint8_t kind = *at_++;
        if (kind == 'u') {
            return escapedCode(to);
        }
        if (memchr("bfnrt", kind, 5) != nullptr) {
            *to = ' ';
            return 1;
        }
        *to = static_cast<char>(kind);
        return kind == '"' || kind == '\\' || kind == '/' ? 1 : 0;
    }

    /** What follows a backslash and u; two of them are one character beyond U+FFFF. */
    size_t escapedCode(char* to) {
        uint32_t code;
        if (!hex(code)) {
            return 0;
        }
        if (code >= 0xD800 && code < 0xDC00) {
            uint32_t low;
            if (!take('\\') || !take('u') || !hex(low) || low < 0xDC00 || low >= 0xE000) {
                return 0;
            }
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        } else if (code >= 0xDC00 && code < 0xE000) {
            return 0;
        }
        return encode(code < 0x20 ? ' ' : code, to);
    }

    bool hex(uint32_t& code) {
        code = 0;
        for (int i = 0; i < 4; i++, at_++) {
            if (at_ == end_) {
                return false;
            }
            const uint8_t c = *at_;
            const int digit = c >= '0' && c <= '9'   ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (digit < 0) {
                return false;
            }
            code = code * 16 + static_cast<uint32_t>(digit);
        }
        return true;
    }

    static size_t encode(uint32_t code, char* to) {
        const size_t count = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        static const uint8_t kLead[] = {0, 0, 0xC0, 0xE0, 0xF0};
        for (size_t i = count - 1; i > 0; i--, code >>= 6) {
            to[i] = static_cast<char>(0x80 | (code & 0x3F));
        }
        to[0] = static_cast<char>(kLead[count] | code);
        return count;
    }

    /** Any value, of a column that does not matter here. */
    bool skipValue(unsigned depth) {
        if (at_ == end_ || depth == 0) {
            return false;
        }
        switch (*at_) {
            case '"': {
                char ignored[1];
                return text(ignored, sizeof ignored);
            }
            case '{':
            case '[':
                return skipNested(depth);
            case 't':
                return word("true");
            case 'f':
                return word("false");
            case 'n':
                return word("null");
            default:
                return skipNumber();
        }
    }

    bool skipNested(unsigned depth) {
        const bool isObject = *at_++ == '{';
        const char close = isObject ? '}' : ']';
        skipSpace();
        if (take(close)) {
            return true;
        }
        do {
            char ignored[1];
            skipSpace();
            if (isObject && !(text(ignored, sizeof ignored) && colon())) {
                return false;
            }
            if (!skipValue(depth - 1)) {
                return false;
            }
            skipSpace();
        } while (take(','));
        return take(close);
    }

    bool skipNumber() {
        take('-');
        if (!digits()) {
            return false;
        }
        if (take('.') && !digits()) {
            return false;
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            return digits();
        }
        return true;
    }

    bool digits() {
        const uint8_t* const from = at_;
        while (isDigit()) {
            at_++;
        }
        return at_ > from;
    }

    bool word(const char* expected) {
        const size_t length = strlen(expected);
        if (static_cast<size_t>(end_ - at_) < length || memcmp(at_, expected, length) != 0) {
            return false;
        }
        at_ += length;
        return true;
    }
};

/** Reads a payload of <table>/state/<key>; fills the order only if the result is Row. */
inline ParseResult parseOrder(const uint8_t* payload, size_t length, Order& order) {
    return length == 0 ? ParseResult::Deleted : OrderParser(payload, length).parse(order);
}

}  // namespace rowcast
