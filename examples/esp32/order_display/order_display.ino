// Shows the state of one order of a table that Rowcast broadcasts: on a light, and in words on Serial.
// Libraries: PubSubClient 2.8, and WiFi of the ESP32's core.

#include <PubSubClient.h>
#include <WiFi.h>

#include "order_watch.h"
#include "settings.h"

static WiFiClient network;  // with TLS: WiFiClientSecure, and network.setCACert(…) in setup()
static PubSubClient mqtt(network);
static rowcast::OrderWatch watch;
static rowcast::Backoff backoff;
static char clientId[32];

static void take(char* topic, uint8_t* payload, unsigned int length) {
    if (strcmp(topic, STATUS_TOPIC) == 0) {
        watch.takeStatus(payload, length);
    } else if (strcmp(topic, STATE_TOPIC) == 0) {
        const rowcast::ParseResult result = watch.takeState(payload, length);
        if (result != rowcast::ParseResult::Row && result != rowcast::ParseResult::Deleted) {
            Serial.printf("%s can not be read (%d)\n", topic, static_cast<int>(result));
        }
    }
}

// With a user the device says whether it is there, its Last Will included; anonymous clients may publish nothing.
static bool connectToBroker() {
    static const char* const kDeviceTopic = "devices/" BROKER_USER "/status";
    if (BROKER_USER[0] == '\0') {
        return mqtt.connect(clientId);
    }
    return mqtt.connect(clientId, BROKER_USER, BROKER_PASSWORD, kDeviceTopic, 1, true, "offline")
           && mqtt.publish(kDeviceTopic, "online", true);
}

// At QoS 0: PubSubClient does not acknowledge what is larger than its buffer, and the broker would wait for that.
static bool subscribe() { return mqtt.subscribe(STATE_TOPIC, 0) && mqtt.subscribe(STATUS_TOPIC, 0); }

static void keepConnected() {
    if (mqtt.connected()) {
        return;
    }
    watch.disconnected();
    // The ESP32 joins the network again by itself.
    if (WiFi.status() != WL_CONNECTED || !backoff.isDue(millis())) {
        return;
    }
    watch.connected();
    const bool succeeded = connectToBroker() && subscribe();
    if (succeeded) {
        Serial.println("connected");
    } else {
        mqtt.disconnect();
        Serial.printf("not connected (%d), trying again\n", mqtt.state());
    }
    backoff.attempted(succeeded, millis(), static_cast<uint32_t>(random(0x7FFFFFFF)));
}

static void show() {
    static rowcast::Shown last = rowcast::Shown::Other;
    static uint32_t lastQuantity = 0;
    const rowcast::Shown shown = watch.shown();
    const rowcast::Order& order = watch.order();
    digitalWrite(LIGHT_PIN, rowcast::lightIsOn(shown, millis()) ? HIGH : LOW);
    if (shown == last && (order.quantity == lastQuantity || !rowcast::isOrder(shown))) {
        return;
    }
    last = shown;
    lastQuantity = order.quantity;
    Serial.printf("order %s: %s", ORDER_ID, rowcast::nameOf(shown));
    if (rowcast::isOrder(shown)) {
        Serial.printf(", %u for %s", static_cast<unsigned>(order.quantity), order.customer);
    }
    Serial.println("");
}

void setup() {
    Serial.begin(115200);
    pinMode(LIGHT_PIN, OUTPUT);
    WiFi.mode(WIFI_STA);
    WiFi.begin(WIFI_NAME, WIFI_PASSWORD);
    uint8_t mac[6];
    WiFi.macAddress(mac);
    snprintf(clientId, sizeof clientId, "order-display-%02x%02x%02x%02x%02x%02x", mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
    mqtt.setServer(BROKER_HOST, BROKER_PORT);
    mqtt.setCallback(take);
    mqtt.setKeepAlive(10);     // seconds: a broker that has gone silent is noticed after twice as long
    mqtt.setSocketTimeout(5);  // seconds, for which connecting may stop everything else
    if (!mqtt.setBufferSize(PACKET_BYTES)) {
        Serial.println("no memory for the packet's buffer");
    }
}

void loop() {
    keepConnected();
    mqtt.loop();
    show();
    delay(10);
}
