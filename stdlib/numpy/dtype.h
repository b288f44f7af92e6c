// Element types: their table, conversion of single elements, promotion, and the Python objects (numpy.dtype, the scalar
// types) that stand for them.
#pragma once

#include <complex>
#include <cstdint>

#include "stdlib/numpy/half.h"
#include "vm/object/ndarray.h"
#include "vm/object/value.h"

namespace pyvm {
struct PyType;
struct Thread;
struct PyStr;
}  // namespace pyvm

namespace pyvm::np {

struct DTypeInfo {
  const char* name;
  char kind, character;
  uint8_t bytes;
};
extern const DTypeInfo kDTypeInfos[kDTypes];
inline const DTypeInfo& dtype_info(DType d) { return kDTypeInfos[static_cast<int>(d)]; }
inline size_t dtype_bytes(DType d) { return dtype_info(d).bytes; }
inline bool is_integer(DType d) { return dtype_info(d).kind == 'i' || dtype_info(d).kind == 'u'; }
inline bool is_floating(DType d) { return dtype_info(d).kind == 'f'; }
inline bool is_complex(DType d) { return dtype_info(d).kind == 'c'; }
// 0 bool, 1 integer, 2 float, 3 complex
int dtype_category(DType d);

// Calls f with a value-initialised element of the C type.
template <class F>
auto dispatch(DType d, F f) {
  switch (d) {
#define NPY_DTYPE(id, type, name, kind, character) \
  case DType::id: return f(type{});
#include "vm/object/dtypes.def"
#undef NPY_DTYPE
  }
  __builtin_unreachable();
}

// The type both convert to without loss (NumPy's table).
DType promote(DType a, DType b);
// The smallest type that holds this number's value (NumPy's min_scalar_type: unsigned for what is not negative).
DType min_scalar_type(Value v, DType own);
// Whether the number's value, of type `own`, converts safely to `to`.
bool scalar_fits(Value v, DType own, DType to);

enum class Casting : uint8_t { kNo, kEquiv, kSafe, kSameKind, kUnsafe };
bool can_cast(DType from, DType to, Casting casting);
const char* casting_name(Casting casting);
// "safe" and so on. False: exception pending.
[[nodiscard]] bool casting_argument(Thread& t, Value v, Casting* out);

// A numpy.dtype object.
struct PyDType {
  HeapObject header;
  DType id;
};
extern PyType* type_dtype;
Value dtype_object(DType d);                 // shared, borrowed
// From anything that numpy.dtype() takes: dtype, scalar type, Python type, name, character code. Null, None: float64.
// False: TypeError pending.
[[nodiscard]] bool dtype_argument(Thread& t, Value v, DType* out);

extern PyType* scalar_types[kDTypes];
extern PyType* type_generic;
// The scalar for one element in memory. Null: MemoryError.
Value scalar_from(DType d, const void* element);
// Integers are kept as 64 bits in scalars; other types as they are.
inline DType kept_dtype(DType d) {
  if (!is_integer(d)) return d;
  return dtype_info(d).kind == 'i' ? DType::kInt64 : DType::kUint64;
}
// DType of a NumPy scalar, or false.
bool scalar_dtype(Value v, DType* out);
// Element type of a Python number or NumPy scalar; false for anything else.
bool number_dtype(Value v, DType* out);
// Writes a Python number or NumPy scalar as an element. False: exception pending (TypeError, OverflowError).
[[nodiscard]] bool store_element(Thread& t, DType d, void* element, Value v);
// The element as plain Python int, float, complex or bool.
Value python_value(DType d, const void* element);
// Converts n elements with strides in bytes. Out of the target's range: FE_INVALID is set.
void convert(DType to, void* out, int64_t out_stride, DType from, const void* in, int64_t in_stride, int64_t n);

void boot_dtypes();

}  // namespace pyvm::np
