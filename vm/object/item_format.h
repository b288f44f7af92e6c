// Single items of native formats ('b', 'H', 'd', ...), as memoryview, array.array and ctypes-like code store them.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;

// Bytes of an item; 0: no native single-character format.
int64_t item_size(char format);
// The format character of "B" or "@B"; 0: another format.
char item_format(const char* format);
Value item_load(char format, const uint8_t* p);
enum class ItemResult { kOk, kWrongType, kOutOfRange, kRaised };
ItemResult item_store(Thread& t, char format, uint8_t* p, Value v);

// Half-precision floats (IEEE 754 binary16).
double half_to_double(uint16_t bits);
bool double_to_half(double d, uint16_t* bits);   // false: too large

}  // namespace pyvm
