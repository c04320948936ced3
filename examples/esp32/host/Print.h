#pragma once

#include <stddef.h>
#include <stdint.h>

class Print {
  public:
    virtual ~Print() = default;
    virtual size_t write(uint8_t byte) = 0;
    virtual size_t write(const uint8_t* bytes, size_t count) = 0;
};
