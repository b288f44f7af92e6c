// float is always inline in the Value; only instances of subclasses are heap objects. complex is a heap object.
#pragma once

#include <string_view>

#include "vm/object/value.h"

namespace pyvm {

struct PyStr;
struct Thread;

// Value part of instances of float subclasses.
struct PyFloatObject {
  HeapObject header;
  double value;
};

struct PyComplex {
  HeapObject header;
  double real, imag;
};

bool is_float(Value v);             // float or a subclass instance
double float_value(Value v);        // v is_float
Value complex_new(double real, double imag);

int64_t float_hash(double d);
PyStr* float_repr(double d);        // shortest text that reads back
// Python's float(text) grammar incl. underscores, inf, nan and surrounding blanks; false: no float.
bool float_parse(std::string_view text, double* out);
double float_floordiv(double a, double b);   // b != 0
double float_mod(double a, double b);        // b != 0
Value float_pow(Thread& t, double a, double b);   // may give complex or raise

// pow(x, 2.0) to the bit, in most cases at the cost of a multiplication: float ** 2.
double float_square(double x);
double float_square_slow(double x);   // the C library's
// For compiled code. The exponent field of the double below the square, less kSquareLowExponent, must be below
// kSquareExponents; that field << 52 plus kSquareLimitBits is the double that the rounding error must not exceed.
inline constexpr uint64_t kSquareLowExponent = 1023 - 60, kSquareExponents = 121;
inline constexpr uint64_t kSquareLimitBits = 0x3C9EF9DB22D0E560 - (uint64_t{1023} << 52);   // 0.484 * 2^-52

// What the object's __float__ returned as a double; instances of float's subclasses cause a DeprecationWarning. Runs Python code.
// False: exception pending.
[[nodiscard]] bool float_result(Thread& t, Value object, Value result, double* out);
// Number from any object with __float__ / __index__. False: exception pending.
[[nodiscard]] bool number_as_double(Thread& t, Value v, double* out);

}  // namespace pyvm
