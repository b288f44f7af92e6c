// int: 49 bits inline in the Value, beyond that a heap object on GMP's mpn layer. bool is a pair of constants.
#pragma once

#include <string_view>

#include "vm/object/value.h"

namespace pyvm {

struct PyStr;
struct Thread;

// Magnitude in 64-bit limbs, least significant first, no leading zero limb; sign apart. A PyInt never holds a value
// that fits 49 bits, except as the value part of an instance of an int subclass (which also may be 0 limbs).
struct PyInt {
  HeapObject header;
  int64_t size;          // limbs; negative for a negative number
  uint64_t limbs[];
};

Value int_from_int64_slow(int64_t i);
Value int_from_uint64(uint64_t i);
inline Value int_from_int64(int64_t i) {
  return PYVM_LIKELY(Value::fits_int(i)) ? Value::from_small_int(i) : int_from_int64_slow(i);
}
// digits: only digits of `base` (2..36) and underscores already removed. Null: MemoryError or ValueError (digit limit).
Value int_from_digits(Thread& t, std::string_view digits, int base, bool negative);
Value int_from_double(Thread& t, double d);   // truncates; raises for nan and inf

// int, bool or a subclass instance.
bool is_int(Value v);
// Value of an int/bool/subclass; false when it does not fit (nothing raised).
bool int_to_int64(Value v, int64_t* out);
bool int_to_uint64(Value v, uint64_t* out);
double int_to_double(Value v, bool* overflow);
int int_sign(Value v);
int64_t int_hash(Value v);

// Arithmetic on ints (any form). Null: exception pending (MemoryError, ZeroDivisionError, OverflowError...).
Value int_add(Thread& t, Value a, Value b);
Value int_sub(Thread& t, Value a, Value b);
Value int_mul(Thread& t, Value a, Value b);
Value int_floordiv(Thread& t, Value a, Value b);
Value int_mod(Thread& t, Value a, Value b);
Value int_truediv(Thread& t, Value a, Value b);
Value int_pow(Thread& t, Value a, Value b);        // negative exponent gives a float
Value int_lshift(Thread& t, Value a, Value b);
Value int_rshift(Thread& t, Value a, Value b);
Value int_and(Thread& t, Value a, Value b);
Value int_or(Thread& t, Value a, Value b);
Value int_xor(Thread& t, Value a, Value b);
Value int_neg(Thread& t, Value a);
Value int_invert(Thread& t, Value a);
int int_compare(Value a, Value b);                 // -1, 0, 1
int int_compare_double(Value a, double b);         // exact; 2 when b is nan
// Text in base 2, 8, 10 or 16 without prefix. Null: ValueError (digit limit) or MemoryError.
PyStr* int_to_str(Thread& t, Value v, int base);

}  // namespace pyvm
