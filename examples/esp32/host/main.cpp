// Runs the sketch, as the ESP32's core does.
#include "Arduino.h"
#include "../order_display/order_display.ino"

int main() {
    setvbuf(stdout, nullptr, _IOLBF, 0);
    setup();
    for (;;) {
        loop();
    }
}
