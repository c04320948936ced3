// As much of Arduino as the sketch and PubSubClient use, on POSIX: so the sketch runs on a computer, against a real broker.
#pragma once

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef bool boolean;
typedef uint8_t byte;

enum { LOW = 0, HIGH = 1, OUTPUT = 1 };

uint32_t millis();
void delay(uint32_t milliseconds);
void yield();
long random(long bound);
void pinMode(uint8_t pin, uint8_t mode);
void digitalWrite(uint8_t pin, uint8_t value);

#define PROGMEM
#define pgm_read_byte_near(address) (*reinterpret_cast<const uint8_t*>(address))

class SerialPort {
  public:
    void begin(unsigned long) {}
    void println(const char* text) { printf("%s\n", text); }
    int printf(const char* format, ...) __attribute__((format(printf, 2, 3)));
};
extern SerialPort Serial;
