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

// Number from any object with __float__ / __index__. False: exception pending.
[[nodiscard]] bool number_as_double(Thread& t, Value v, double* out);

}  // namespace pyvm
