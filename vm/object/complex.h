// complex: arithmetic shared by the type, float's power and cmath.
#pragma once

#include "vm/object/float.h"
#include "vm/object/value.h"

namespace pyvm {

// Null: exception pending (ZeroDivisionError, OverflowError).
Value complex_pow(Thread& t, double ar, double ai, double br, double bi);
bool is_complex(Value v);   // complex or a subclass instance
// Real and imaginary part of any number: complex, float, int, __complex__, __float__, __index__. False: TypeError pending.
[[nodiscard]] bool number_as_complex(Thread& t, Value v, double* real, double* imag);

}  // namespace pyvm
