// Universal functions: elementwise kernels with broadcasting and promotion, as callable objects.
#pragma once

#include "stdlib/numpy/ndarray.h"

namespace pyvm::np {

enum class Ufunc : uint8_t {
#define UNARY(name, cls) name,
#define BINARY(name, cls) name,
#include "stdlib/numpy/ufuncs.def"
#undef UNARY
#undef BINARY
};
#define UNARY(...) +1
#define BINARY(...) +1
inline constexpr int kUfuncs = 0
#include "stdlib/numpy/ufuncs.def"
    ;
#undef UNARY
#undef BINARY

enum class UfuncClass : uint8_t { kSame, kFloat, kCompare, kLogical, kBits, kReal };

// One inner loop: p[0] output, p[1..] inputs, steps in bytes.
using Kernel = void (*)(uint8_t** p, const int64_t* steps, int64_t n);
// The kernel for operands of `type` (already converted); null when the function is not defined for it.
Kernel unary_kernel(Ufunc f, DType type);
Kernel binary_kernel(Ufunc f, DType type);

struct UfuncInfo {
  const char* name;
  UfuncClass cls;
  int inputs;
};
extern const UfuncInfo kUfuncInfos[kUfuncs];
inline const UfuncInfo& ufunc_info(Ufunc f) { return kUfuncInfos[static_cast<int>(f)]; }

// Applies to arrays or scalars. out: array to write to, or null. Null: exception pending. A 0-d result is a scalar.
Value ufunc_call(Thread& t, Ufunc f, const Value* inputs, PyNdArray* out);

// Reduction of a binary function along the axes (a bit mask); out dtype null: the function's own choice. initial: used for
// empty arrays (sum 0, prod 1), else ValueError. keepdims: reduced axes stay with length 1.
Value ufunc_reduce(Thread& t, Ufunc f, PyNdArray* a, uint32_t axes, bool keepdims, const DType* dtype);
Value ufunc_accumulate(Thread& t, Ufunc f, PyNdArray* a, int axis, const DType* dtype);

// The function object (numpy.add...). Borrowed.
Value ufunc_object(Ufunc f);
void boot_ufuncs();

// Axis argument: None (all), int or tuple as a bit mask. False: exception pending.
[[nodiscard]] bool axis_argument(Thread& t, Value v, int ndim, uint32_t* axes);

}  // namespace pyvm::np
