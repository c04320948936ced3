// Reads JSON front to back. Plain C++11 without Arduino, heap or exceptions; nothing is read or written outside of what is given.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

namespace rowcast {

/**
 * Methods that return a bool go on behind what they name, or return false: then, except after take(), nothing more can be read.
 */
class JsonReader {
  public:
    JsonReader(const uint8_t* payload, size_t length) : at_(payload), end_(payload + length), isWrongType_(false) {}

    bool isAtEnd() const { return at_ == end_; }

    /** Whether reading failed for a value of another type, in what may be JSON. */
    bool isWrongType() const { return isWrongType_; }

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

    /** The same of a value that is to be a text. */
    bool textValue(char* to, size_t size) { return at_ < end_ && *at_ == '"' ? text(to, size) : wrongType(); }

    /** Any value, nested no deeper than that. */
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

  private:
    const uint8_t* at_;
    const uint8_t* const end_;
    bool isWrongType_;

    bool wrongType() {
        // What is cut off here is no JSON, whatever type it might have become.
        isWrongType_ = at_ < end_;
        return false;
    }

    bool isDigit() const { return at_ < end_ && *at_ >= '0' && *at_ <= '9'; }

    bool endsNumber() {
        const bool goesOn = at_ < end_ && (*at_ == '.' || *at_ == 'e' || *at_ == 'E');
        return goesOn ? wrongType() : true;
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

}  // namespace rowcast
