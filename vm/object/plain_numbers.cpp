// NumPy scalars as Python's numbers, for jitted code.
#include "gc/heap.h"
#include "vm/object/complex.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/jitted.h"
#include "vm/object/list.h"
#include "vm/run/layouts.h"

namespace pyvm::np {

namespace {

// The type of a scalar, kFloat16 for anything that is none.
DType scalar_type(Value v) {
  uint32_t layout = v.is_heap() ? v.heap()->layout : 0;
  for (int d = 0; layout && d < kDTypes; d++) {
    if (scalar_layouts[d] == layout) return static_cast<DType>(d);
  }
  return DType::kFloat16;
}

Value plain_tuple(Value v) {
  PyTuple* from = as_tuple(v);
  bool wanted = false;
  for (int64_t i = 0; i < from->length; i++) wanted = wanted || has_plain_number(from->items[i]);
  if (!wanted) return v;
  PyTuple* to = tuple_from(from->items, from->length);
  if (!to) return kNull;
  for (int64_t i = 0; i < to->length; i++) {
    Value item = plain_number(to->items[i]);
    if (!item) return kNull;
    to->items[i] = item;
    gc::barrier(&to->header, item.bits());
  }
  return Value(&to->header);
}

}  // namespace

Value plain_element(Value v) { return has_plain_elements(scalar_type(v)) ? plain_number(v) : v; }

bool has_plain_number(Value v) { return scalar_type(v) != DType::kFloat16; }

Value unsigned_scalar(uint64_t u) {
  auto* scalar = reinterpret_cast<PyScalar*>(gc::allocate(scalar_layout(DType::kUint64), sizeof(PyScalar)));
  if (!scalar) return raise_memory_error();
  scalar->u = u;
  return Value(&scalar->header);
}

Value plain_number(Value v) {
  if (v.is_layout(layouts.tuple)) return plain_tuple(v);
  const auto* scalar = v.is_heap() ? v.as<PyScalar>() : nullptr;
  switch (scalar_type(v)) {
    case DType::kFloat16: return v;
    case DType::kBool: return Value::from_bool(scalar->b);
    case DType::kUint64: return int_from_uint64(scalar->u);
    case DType::kFloat32: return Value::from_double(static_cast<double>(scalar->f));
    case DType::kFloat64: return Value::from_double(scalar->d);
    case DType::kComplex64: return complex_new(static_cast<double>(scalar->c64[0]), static_cast<double>(scalar->c64[1]));
    case DType::kComplex128: return complex_new(scalar->c128[0], scalar->c128[1]);
    default: return int_from_int64(scalar->i);
  }
}

}  // namespace pyvm::np
