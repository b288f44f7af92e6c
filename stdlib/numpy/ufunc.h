// Universal functions: elementwise kernels with broadcasting and promotion, as callable objects.
#pragma once

#include "stdlib/numpy/ndarray.h"

namespace pyvm::np {

enum class Ufunc : uint8_t {
#define UNARY(name, ...) name,
#define BINARY(name, ...) name,
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

inline constexpr bool is_equality(Ufunc f) { return f == Ufunc::equal || f == Ufunc::not_equal; }
enum class UfuncResult : uint8_t { kSame, kBool, kReal };

// One inner loop: p[0] output, p[1..] inputs, steps in bytes.
using Kernel = void (*)(uint8_t** p, const int64_t* steps, int64_t n);
// The kernel for operands of `type` (already converted); null when the function is not defined for it.
Kernel unary_kernel(Ufunc f, DType type);
Kernel binary_kernel(Ufunc f, DType type);
// The same, vectorised for this processor; null where there is none.
Kernel simd_kernel(Ufunc f, DType type);
Kernel ufunc_kernel(Ufunc f, DType type);

// The function of doubles as a plain function with a double result, as the kernel computes it; null: it has none.
double (*unary_of_doubles(Ufunc f))(double);
double (*binary_of_doubles(Ufunc f))(double, double);

struct UfuncInfo {
  enum Flag : uint8_t { kChecked = 1, kUniform = 2 };
  const char* name;
  uint32_t loops;       // a bit per DType
  UfuncResult result;
  uint8_t flags;
  int inputs;
};
extern const UfuncInfo kUfuncInfos[kUfuncs];
inline const UfuncInfo& ufunc_info(Ufunc f) { return kUfuncInfos[static_cast<int>(f)]; }

struct UfuncOptions {
  PyNdArray* out = nullptr;      // written to and returned
  PyNdArray* where = nullptr;    // bool: elements to compute
  const DType* dtype = nullptr;  // the loop's type
  Casting casting = Casting::kSameKind;
};

// Applies to arrays or scalars; floating-point errors warn as numpy.seterr() says. Null: exception pending. A 0-d result
// is a scalar.
Value ufunc_apply(Thread& t, Ufunc f, const Value* inputs, const UfuncOptions& options);
inline Value ufunc_call(Thread& t, Ufunc f, const Value* inputs, PyNdArray* out) {
  UfuncOptions options;
  options.out = out;
  return ufunc_apply(t, f, inputs, options);
}
// The type f is computed in for operands of these types (no values known), false when there is none.
bool ufunc_loop(Ufunc f, const DType* types, DType* loop);
DType ufunc_result(Ufunc f, DType loop);
// A Python int that no integer type holds: NumPy computes with it as with any Python object.
bool is_beyond_integers(Value v);
// f, one of operators.def or power, of two numbers as Python objects; comparisons give a bool scalar. May run Python code
// only as far as an overflowing result's error does. Null: exception pending.
Value operation_on_objects(Thread& t, Ufunc f, Value a, Value b);
// TypeError for operands without a loop.
Value ufunc_fail_types(Thread& t, Ufunc f, const Value* inputs);

struct ReduceOptions {
  uint32_t axes = 0;             // a bit mask
  bool keepdims = false;
  const DType* dtype = nullptr;  // null: the function's own choice
  PyNdArray* out = nullptr;
  Value initial;                 // null: the function's identity; None: none
  PyNdArray* where = nullptr;    // bool
};
// Reduction of a binary function. Empty arrays need an identity (sum 0, prod 1) or an initial value, else ValueError.
Value ufunc_reduce_with(Thread& t, Ufunc f, PyNdArray* a, const ReduceOptions& options);
Value ufunc_reduce(Thread& t, Ufunc f, PyNdArray* a, uint32_t axes, bool keepdims, const DType* dtype);
Value ufunc_accumulate(Thread& t, Ufunc f, PyNdArray* a, int axis, const DType* dtype, PyNdArray* out);
// Reduces a[start:stop] along axis for every pair of neighbours in indices; out is the result.
Value ufunc_reduceat(Thread& t, Ufunc f, PyNdArray* a, PyNdArray* indices, int axis, const DType* dtype);

// The function object (numpy.add...). Borrowed.
Value ufunc_object(Ufunc f);
bool ufunc_of(Value v, Ufunc* f);
void boot_ufuncs();

// Axis argument: None (all), int or tuple as a bit mask. False: exception pending.
[[nodiscard]] bool axis_argument(Thread& t, Value v, int ndim, uint32_t* axes);
// One axis, negative ones from the end. False: exception pending.
[[nodiscard]] bool one_axis_argument(Thread& t, Value v, int ndim, int* axis);

}  // namespace pyvm::np
