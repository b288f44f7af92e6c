// What differs in code that numba's decorators compile; docs/numba.md has the whole.
#pragma once

#include "vm/object/code.h"
#include "vm/object/ndarray.h"
#include "vm/object/ops.h"

namespace pyvm {

// Jitted code has kCodeJitted among its flags, and each RETURN in it has 1 as its operand b.

// A copy with these flags, code objects within it likewise. Null: MemoryError pending.
PyCode* code_jitted(PyCode* code, uint32_t flags);

// Operators of jitted code where they differ: ints are of 64 bits and wrap. `flags` of the code. kNotImplemented: no difference.
Value jitted_binary(Thread& t, uint32_t flags, BinaryOp op, Value a, Value b);
Value jitted_unary(Thread& t, UnaryOp op, Value v);
// x ** y without OverflowError and ZeroDivisionError; a square is a product, as Numba compiles it.
double jitted_power(double x, double y);

namespace np {

// True if v is a NumPy scalar that jitted code takes for a Python number, all but those of 16 bits.
bool has_plain_number(Value v);
// That number; a tuple with numbers so; else v. Null: MemoryError pending.
Value plain_number(Value v);
// The same for an element just taken from an array, but that float32, complex64 and uint64 keep their arithmetic.
Value plain_element(Value v);
// True if v is a uint64, which jitted code computes with in arithmetic of its own; a new one. Null: MemoryError pending.
inline bool is_unsigned_scalar(Value v) {
  return v.is_heap() && ndarray_layout && v.heap()->layout == scalar_layout(DType::kUint64);
}
Value unsigned_scalar(uint64_t u);
inline bool has_plain_elements(DType d) {
  return d != DType::kFloat16 && d != DType::kFloat32 && d != DType::kComplex64 && d != DType::kUint64;
}

}  // namespace np
}  // namespace pyvm
