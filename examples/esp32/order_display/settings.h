// What differs between devices. Each can also be given to the compiler: -DORDER_ID=\"7\"
#pragma once

#ifndef WIFI_NAME
#define WIFI_NAME "your network"
#define WIFI_PASSWORD "its password"
#endif

#ifndef BROKER_HOST
#define BROKER_HOST "192.0.2.7"  // where Rowcast's broker is, or your own
#endif
#ifndef BROKER_PORT
#define BROKER_PORT 1883
#endif

// A user of the broker, who has to be allowed to read the two topics below, and to write devices/<user>/status, where the
// device says whether it is there. Without one: #define BROKER_USER ""
#ifndef BROKER_USER
#define BROKER_USER ""
#define BROKER_PASSWORD ""
#endif

#ifndef ORDER_ID
#define ORDER_ID "1"
#endif
#define STATE_TOPIC "orders/state/" ORDER_ID
#define STATUS_TOPIC "rowcast/status"

#ifndef LIGHT_PIN
#define LIGHT_PIN 2  // the light on most ESP32 boards
#endif

// Bytes of the largest MQTT packet that is understood; larger ones are dropped without a word. 256 (PubSubClient's default) do
// where ROWCAST_COLUMNS leaves id, status and quantity; every row of the sample table fits into 1536.
#ifndef PACKET_BYTES
#define PACKET_BYTES 1536
#endif
