// The computer's network in the place of the ESP32's.
#pragma once

#include "Arduino.h"
#include "Client.h"

enum { WIFI_STA = 1, WL_CONNECTED = 3 };

class Network {
  public:
    void mode(int) {}
    void begin(const char*, const char*) {}
    int status() { return WL_CONNECTED; }
    /** No two processes have the same at one time. */
    void macAddress(uint8_t* bytes);
};
extern Network WiFi;

/** A TCP connection. Not thread-safe. */
class WiFiClient : public Client {
  public:
    ~WiFiClient() override { stop(); }
    int connect(IPAddress address, uint16_t port) override;
    int connect(const char* host, uint16_t port) override;
    size_t write(uint8_t byte) override { return write(&byte, 1); }
    size_t write(const uint8_t* bytes, size_t count) override;
    int available() override;
    int read() override;
    void flush() override {}
    void stop() override;
    uint8_t connected() override;

  private:
    int socket_ = -1;
};
