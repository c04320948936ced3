// What the sketch understands, on this computer: make test.
#include "../order_display/order_watch.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>
#include <string>

#include "../order_display/settings.h"

using namespace rowcast;

#define CHECK(condition)                                                              \
    do {                                                                              \
        if (!(condition)) {                                                           \
            std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
            std::exit(1);                                                             \
        }                                                                             \
    } while (false)

static const char kSample[] =
    "{\"id\":3,\"customer_name\":\"Łukasz Żółć 🚚\",\"product_name\":\"Espresso cups, set of six\",\"quantity\":2,\"total\":\"58.90\","
    "\"status\":\"pending\",\"created_at\":\"2026-11-20T09:12:00.123Z\",\"updated_at\":\"2026-11-20T09:14:31.001Z\"}";

/** Parses a copy of exactly that size, so that the sanitizer sees a read behind its end. */
static ParseResult parse(const std::string& payload, Order& order) {
    const std::unique_ptr<uint8_t[]> copy(new uint8_t[payload.size()]);
    std::copy(payload.begin(), payload.end(), copy.get());
    return parseOrder(copy.get(), payload.size(), order);
}

static ParseResult resultOf(const std::string& payload) {
    Order order = {};
    return parse(payload, order);
}

/** The result of an order with this JSON in the place of a column's value. */
static ParseResult with(const std::string& column, const std::string& json) {
    const std::string id = column == "id" ? json : "7";
    const std::string status = column == "status" ? json : "\"shipped\"";
    const std::string other = column == "id" || column == "status" ? "" : ",\"" + column + "\":" + json;
    return resultOf("{\"id\":" + id + ",\"status\":" + status + other + "}");
}

static std::string customerOf(const std::string& json) {
    Order order = {};
    CHECK(parse("{\"id\":7,\"status\":\"pending\",\"customer_name\":" + json + "}", order) == ParseResult::Row);
    return order.customer;
}

static void readsARow() {
    Order order = {};
    CHECK(parse(kSample, order) == ParseResult::Row);
    CHECK(order.id == 3);
    CHECK(order.quantity == 2);
    CHECK(order.status == OrderStatus::Pending);
    CHECK(std::string(order.customer) == "Łukasz Żółć 🚚");
    CHECK(parse(" { \"status\" : \"delivered\" ,\n\"id\":18446744073709551615} ", order) == ParseResult::Row);
    CHECK(order.id == UINT64_MAX);
    CHECK(order.status == OrderStatus::Delivered);
    CHECK(order.quantity == 0);
    CHECK(order.customer[0] == '\0');
    CHECK(with("status", "\"returned\"") == ParseResult::Row);
    CHECK(resultOf("") == ParseResult::Deleted);
}

static void skipsWhatItDoesNotKnow() {
    for (const char* json : {"null", "true", "false", "0", "-1", "1.5e-3", "2E+7", "\"\"", "\"\\u00e9\"", "[]", "{}", "[1,[2,{\"a\":null}]]",
                             "{\"id\":\"x\",\"status\":5}", "123456789012345678901234567890"}) {
        CHECK(with("a_column_with_a_name_that_is_longer_than_what_is_kept_of_it", json) == ParseResult::Row);
    }
}

static void cutOffAnywhereIsMalformed() {
    const std::string sample = kSample;
    for (size_t length = 1; length < sample.size(); length++) {
        Order order = {};
        order.id = 42;
        CHECK(parse(sample.substr(0, length), order) == ParseResult::Malformed);
        CHECK(order.id == 42);
    }
}

static void namesWrongTypes() {
    for (const char* json : {"\"7\"", "-7", "7.5", "7e2", "null", "[7]", "{}", "true", "18446744073709551616", "99999999999999999999999"}) {
        CHECK(with("id", json) == ParseResult::WrongType);
    }
    for (const char* json : {"0", "null", "[\"shipped\"]", "{}", "false"}) {
        CHECK(with("status", json) == ParseResult::WrongType);
        CHECK(with("customer_name", json) == ParseResult::WrongType);
    }
    CHECK(with("quantity", "4294967295") == ParseResult::Row);
    CHECK(with("quantity", "4294967296") == ParseResult::WrongType);
    CHECK(resultOf("{}") == ParseResult::Missing);
    CHECK(resultOf("{\"id\":7}") == ParseResult::Missing);
    CHECK(resultOf("{\"status\":\"pending\"}") == ParseResult::Missing);
}

static void refusesWhatIsNoJson() {
    for (const char* payload :
         {"offline", "[]", "7", "null", "{\"id\":7,\"status\":\"pending\"}x", "{\"id\":7,\"status\":\"pending\",}", "{,}", "{\"id\" 7}",
          "{\"id\":07,\"status\":\"pending\"}", "{id:7}", "{\"id\":7;\"status\":\"pending\"}", "{\"a\":tru,\"id\":7}", "{\"a\":1.,\"id\":7}",
          "{\"a\":-,\"id\":7}", "{\"a\":1e,\"id\":7}", "{\"a\":[1 2]}", "{\"a\":[1,]}", "{\"a\":{\"b\"}}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}",
          "{\"a\":\"\\ud83d\"}", "{\"a\":\"\\ud83d\\u0041\"}", "{\"a\":\"\\ude9a\"}", "{\"a\":\"\x01\"}", "{\"a\":\"\xff\"}", "{\"a\":\"\xc0\xaf\"}",
          "{\"a\":\"\xe2\x82\"}"}) {
        CHECK(resultOf(payload) == ParseResult::Malformed);
    }
    CHECK(resultOf(std::string(1, '\0')) == ParseResult::Malformed);
    const std::string deep = std::string(100000, '[') + std::string(100000, ']');
    CHECK(with("a", deep) == ParseResult::Malformed);
    CHECK(with("a", "[[[[[[[]]]]]]]") == ParseResult::Row);
    CHECK(with("a", "[[[[[[[[[]]]]]]]]]") == ParseResult::Malformed);
}

static void keepsWholeCharacters() {
    CHECK(customerOf("\"\\u0141ukasz \\ud83d\\ude9a\"") == "Łukasz 🚚");
    CHECK(customerOf("\"a\\tb\\u0007c\\\"\\\\\\/\"") == "a b c\"\\/");
    CHECK(customerOf("\"" + std::string(31, 'x') + "\"") == std::string(31, 'x'));
    CHECK(customerOf("\"" + std::string(500, 'x') + "\"") == std::string(31, 'x'));
    CHECK(customerOf("\"" + std::string(30, 'x') + "é and more\"") == std::string(30, 'x'));
    CHECK(customerOf("\"" + std::string(28, 'x') + "🚚\"") == std::string(28, 'x'));
}

/** Whatever comes: nothing is read or written where it must not be, and no order is half filled. */
static void survivesAnything() {
    std::mt19937 random(20261120);
    const std::string sample = kSample;
    for (int i = 0; i < 100000; i++) {
        std::string payload = sample;
        for (unsigned changes = 1 + random() % 4; changes > 0; changes--) {
            const size_t at = random() % payload.size();
            switch (random() % 3) {
                case 0:
                    payload[at] = static_cast<char>(random());
                    break;
                case 1:
                    payload.erase(at, 1 + random() % 20);
                    break;
                default:
                    payload.insert(at, payload, random() % payload.size(), random() % 20);
            }
            if (payload.empty()) {
                break;
            }
        }
        Order order = {};
        order.id = 42;
        const ParseResult result = parse(payload, order);
        CHECK(result == ParseResult::Row || order.id == 42);
        CHECK(strlen(order.customer) < sizeof order.customer);
    }
}

static size_t packetOf(const std::string& payload, const std::string& id) {
    return publishBytes(std::string("orders/state/" + id).size(), payload.size(), 0);
}

static void fitsTheBuffer() {
    CHECK(publishBytes(5, 0, 0) == 9);
    CHECK(publishBytes(5, 120, 0) == 129);
    CHECK(publishBytes(5, 121, 0) == 131);
    CHECK(publishBytes(5, 121, 1) == 133);
    CHECK(publishBytes(5, 16377, 0) == 1 + 3 + 16384);
    // The largest id, quantity and label there can be.
    const std::string id = "18446744073709551615";
    const std::string narrow = "{\"id\":" + id + ",\"quantity\":4294967295,\"status\":\"delivered\"}";
    CHECK(packetOf(narrow, id) <= 256);
    // VARCHAR(100): at worst 100 control characters, of six bytes each in JSON.
    std::string text;
    for (int i = 0; i < 100; i++) {
        text += "\\u0001";
    }
    const std::string widest = "{\"id\":" + id + ",\"customer_name\":\"" + text + "\",\"product_name\":\"" + text
                               + "\",\"quantity\":4294967295,\"total\":\"-99999999.99\",\"status\":\"delivered\","
                                 "\"created_at\":\"2038-01-19T03:14:07.999Z\",\"updated_at\":\"2038-01-19T03:14:07.999Z\"}";
    CHECK(resultOf(narrow) == ParseResult::Row);
    CHECK(resultOf(widest) == ParseResult::Row);
    CHECK(packetOf(widest, id) > 256);
    CHECK(packetOf(widest, id) <= PACKET_BYTES);
    std::printf("largest packets: %zu bytes with id, quantity and status, %zu with all columns\n", packetOf(narrow, id),
                packetOf(widest, id));
}

static void state(OrderWatch& watch, const std::string& payload) {
    watch.takeState(reinterpret_cast<const uint8_t*>(payload.data()), payload.size());
}

static void status(OrderWatch& watch, const std::string& payload) {
    watch.takeStatus(reinterpret_cast<const uint8_t*>(payload.data()), payload.size());
}

static void saysWhenItIsStale() {
    OrderWatch watch;
    CHECK(watch.shown() == Shown::Stale);
    watch.connected();
    state(watch, kSample);
    CHECK(watch.shown() == Shown::Stale);
    status(watch, "online");
    CHECK(watch.shown() == Shown::Pending);
    status(watch, "offline");
    CHECK(watch.shown() == Shown::Stale);
    status(watch, "online");
    state(watch, "{\"id\":3,\"status\":\"shipped\"}");
    CHECK(watch.shown() == Shown::Shipped);
    watch.disconnected();
    CHECK(watch.shown() == Shown::Stale);
    for (const char* payload : {"", "onlin", "onlinee", "ONLINE"}) {
        status(watch, payload);
        CHECK(watch.shown() == Shown::Stale);
    }
}

static void seesDeletions() {
    OrderWatch watch;
    watch.connected();
    state(watch, kSample);
    status(watch, "online");
    state(watch, "");
    CHECK(watch.shown() == Shown::NoOrder);
    state(watch, kSample);
    CHECK(watch.shown() == Shown::Pending);
    watch.disconnected();
    // Deleted meanwhile: nothing is retained.
    watch.connected();
    CHECK(watch.shown() == Shown::Stale);
    status(watch, "online");
    CHECK(watch.shown() == Shown::NoOrder);
}

static void saysWhenItCanNotRead() {
    OrderWatch watch;
    watch.connected();
    state(watch, kSample);
    state(watch, "{\"id\":3}");
    status(watch, "online");
    CHECK(watch.shown() == Shown::Unreadable);
    CHECK(watch.order().id == 3);
    state(watch, "{\"id\":3,\"status\":\"returned\"}");
    CHECK(watch.shown() == Shown::Other);
}

static void showsWithALight() {
    CHECK(lightIsOn(Shown::Shipped, 17));
    CHECK(!lightIsOn(Shown::NoOrder, 17));
    CHECK(lightIsOn(Shown::Pending, 0) && !lightIsOn(Shown::Pending, 1000));
    CHECK(lightIsOn(Shown::Stale, 0) && !lightIsOn(Shown::Stale, 100));
    CHECK(lightIsOn(Shown::Delivered, 3050) && !lightIsOn(Shown::Delivered, 3100));
    CHECK(isOrder(Shown::Pending) && isOrder(Shown::Other) && !isOrder(Shown::Unreadable) && !isOrder(Shown::Stale));
    CHECK(std::string(nameOf(Shown::Stale)) == "stale" && std::string(nameOf(Shown::Other)) == "other");
}

static void waitsLongerAfterEachFailure() {
    Backoff backoff;
    uint32_t now = UINT32_MAX - 500;  // the clock wraps around meanwhile
    CHECK(backoff.isDue(now));
    for (const uint32_t wait : {1000u, 2000u, 4000u, 8000u, 16000u, 32000u, 60000u, 60000u}) {
        backoff.attempted(false, now, 7);
        CHECK(!backoff.isDue(now + wait + 6));
        now += wait + 7;
        CHECK(backoff.isDue(now));
    }
    backoff.attempted(true, now, 7);
    CHECK(!backoff.isDue(now + 1006));
    CHECK(backoff.isDue(now + 1007));
}

/** Messages as mosquitto_sub -v prints them: each order's state has to be understood, and to fit. */
static void understands(const char* file) {
    std::ifstream lines(file);
    CHECK(lines.is_open());
    const std::string prefix = "orders/state/";
    size_t count = 0;
    size_t largest = 0;
    for (std::string line; std::getline(lines, line);) {
        const size_t space = line.find(' ');
        if (line.compare(0, prefix.size(), prefix) != 0 || space == std::string::npos || line[space + 1] != '{') {
            continue;
        }
        const std::string id = line.substr(prefix.size(), space - prefix.size());
        const std::string payload = line.substr(space + 1);
        Order order = {};
        CHECK(parse(payload, order) == ParseResult::Row);
        CHECK(std::to_string(order.id) == id);
        CHECK(order.status != OrderStatus::Unknown);
        CHECK(packetOf(payload, id) <= PACKET_BYTES);
        largest = std::max(largest, packetOf(payload, id));
        count++;
    }
    CHECK(count > 0);
    std::printf("%zu real states understood, the largest packet has %zu bytes\n", count, largest);
}

int main(int count, char** arguments) {
    readsARow();
    skipsWhatItDoesNotKnow();
    cutOffAnywhereIsMalformed();
    namesWrongTypes();
    refusesWhatIsNoJson();
    keepsWholeCharacters();
    survivesAnything();
    fitsTheBuffer();
    saysWhenItIsStale();
    seesDeletions();
    saysWhenItCanNotRead();
    showsWithALight();
    waitsLongerAfterEachFailure();
    for (int i = 1; i < count; i++) {
        understands(arguments[i]);
    }
    std::puts("all well");
}
