// int: 49 bits inline in the Value, beyond that a heap object on GMP's mpn layer. bool is a pair of constants.
#pragma once

#include <string_view>

#include "vm/object/value.h"

namespace pyvm {

struct PyStr;
struct PyType;
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
// Reads the text of int(text, base): blanks around it, sign, prefix, underscores; base 0 or 2..36. True with *out null:
// no int; false: exception pending (digit limit).
[[nodiscard]] bool int_parse(Thread& t, std::string_view text, int base, Value* out);
// sys.set_int_max_str_digits; 0: no limit.
extern int64_t int_max_str_digits;
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
// pow(a, b, modulus); ValueError for modulus 0 or a base without inverse.
Value int_pow_mod(Thread& t, Value a, Value b, Value modulus);
// Both at once; false: exception pending.
[[nodiscard]] bool int_divmod(Thread& t, Value a, Value b, Value* quotient, Value* remainder);
Value int_lshift(Thread& t, Value a, Value b);
Value int_rshift(Thread& t, Value a, Value b);
Value int_and(Thread& t, Value a, Value b);
Value int_or(Thread& t, Value a, Value b);
Value int_xor(Thread& t, Value a, Value b);
Value int_neg(Thread& t, Value a);
Value int_invert(Thread& t, Value a);
int int_compare(Value a, Value b);                 // -1, 0, 1
int int_compare_double(Value a, double b);         // exact; 2 when b is nan
// DeprecationWarning that the method returned an instance of a subclass. Runs Python code. False: exception pending.
[[nodiscard]] bool warn_of_int_subclass(Thread& t, const char* method, Value result);
// Text in base 2, 8, 10 or 16 without prefix. Null: ValueError (digit limit) or MemoryError.
PyStr* int_to_str(Thread& t, Value v, int base);
[[nodiscard]] bool int_append_text(Thread& t, Value v, int base, class TextBuffer& out);   // the same into a buffer

}  // namespace pyvm
