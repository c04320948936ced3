#include <errno.h>
#include <netdb.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

#include "WiFi.h"

SerialPort Serial;
Network WiFi;

uint32_t millis() {
    using namespace std::chrono;
    return static_cast<uint32_t>(duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

void delay(uint32_t milliseconds) { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); }

void yield() { std::this_thread::yield(); }

long random(long bound) {
    static std::random_device source;
    return std::uniform_int_distribution<long>(0, bound - 1)(source);
}

void pinMode(uint8_t, uint8_t) {}

void digitalWrite(uint8_t, uint8_t) {}

int SerialPort::printf(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int count = vprintf(format, arguments);
    va_end(arguments);
    return count;
}

void Network::macAddress(uint8_t* bytes) {
    const uint64_t id = static_cast<uint64_t>(getpid());
    for (int i = 0; i < 6; i++) {
        bytes[i] = static_cast<uint8_t>(id >> (8 * (5 - i)));
    }
}

int WiFiClient::connect(IPAddress address, uint16_t port) {
    char host[16];
    snprintf(host, sizeof host, "%d.%d.%d.%d", address[0], address[1], address[2], address[3]);
    return connect(host, port);
}

int WiFiClient::connect(const char* host, uint16_t port) {
    stop();
    char service[6];
    snprintf(service, sizeof service, "%u", port);
    addrinfo wanted = {};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host, service, &wanted, &found) != 0) {
        return 0;
    }
    for (const addrinfo* each = found; each != nullptr && socket_ < 0; each = each->ai_next) {
        socket_ = ::socket(each->ai_family, each->ai_socktype, each->ai_protocol);
        if (socket_ >= 0 && ::connect(socket_, each->ai_addr, each->ai_addrlen) != 0) {
            stop();
        }
    }
    freeaddrinfo(found);
    return socket_ >= 0;
}

size_t WiFiClient::write(const uint8_t* bytes, size_t count) {
    if (socket_ < 0) {
        return 0;
    }
    const ssize_t sent = send(socket_, bytes, count, MSG_NOSIGNAL);
    return sent < 0 ? 0 : static_cast<size_t>(sent);
}

int WiFiClient::available() {
    int count = 0;
    return socket_ >= 0 && ioctl(socket_, FIONREAD, &count) == 0 ? count : 0;
}

int WiFiClient::read() {
    uint8_t byte;
    return socket_ >= 0 && recv(socket_, &byte, 1, MSG_DONTWAIT) == 1 ? byte : -1;
}

void WiFiClient::stop() {
    if (socket_ >= 0) {
        close(socket_);
        socket_ = -1;
    }
}

uint8_t WiFiClient::connected() {
    if (socket_ < 0) {
        return 0;
    }
    uint8_t byte;
    const ssize_t peeked = recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return peeked > 0 || (peeked < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR));
}
