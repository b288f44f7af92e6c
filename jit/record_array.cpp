// numpy in traces: an element access guards the array's type, number of dimensions and layout in one word and becomes an
// addressed load or store; NumPy scalars are objects that stay virtual between operations.
#include <cmath>

#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/int.h"
#include "vm/object/ndarray.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

using np::DType;

namespace {

constexpr int kMaxTracedDims = 3;

// Types whose elements are loaded and stored raw.
bool is_traced(DType d) { return d == DType::kFloat64 || d == DType::kInt64; }

uint16_t dim_field(int i) { return static_cast<uint16_t>(kArrayDim0 + i); }

}  // namespace

// The integers of a key: one for a one-dimensional array, the items of a tuple otherwise.
bool Recorder::index_operands(const Operand& key, int ndim, Operand* out) {
  if (key.kind == Kind::kInt) {
    out[0] = key;
    return ndim == 1;
  }
  if (layout_of(key.v) != layouts.tuple || as_tuple(key.v)->length != ndim) return false;
  for (int i = 0; i < ndim; i++) {
    if (!as_tuple(key.v)->items[i].is_small_int()) return false;
  }
  Ref tuple = as_object(key, layouts.tuple);
  b_.guard_true(b_.cmp(IrOp::EQ, b_.load(tuple, kTupleLength), ir_.k_int(ndim)));
  for (int i = 0; i < ndim; i++) {
    Ref item = b_.load_at(b_.aref(tuple, ir_.k_int(i), 3, kTupleItemsDisp), IrType::BOX, MemKind::WORD, Alias::kTuple);
    out[i] = classify(item, as_tuple(key.v)->items[i]);
  }
  return true;
}

bool Recorder::element_address(const Operand& o, const Operand& key, Ref* address) {
  const auto* a = o.v.as<np::PyNdArray>();
  int ndim = a->ndim;
  if (ndim < 1 || ndim > kMaxTracedDims || !is_traced(a->dtype)) return false;
  // In bounds now: else the interpreter raises.
  for (int d = 0; d < ndim; d++) {
    Value v = key.kind == Kind::kInt ? key.v : layout_of(key.v) == layouts.tuple && as_tuple(key.v)->length == ndim
                                                   ? as_tuple(key.v)->items[d]
                                                   : kNull;
    int64_t i;
    if (!v || !is_int(v) || !int_to_int64(v, &i) || i >= a->shape()[d] || i < -a->shape()[d]) return false;
  }
  Operand index[kMaxTracedDims];
  Ref array = as_object(o, np::ndarray_layout);
  if (!index_operands(key, ndim, index)) return false;
  b_.guard_true(b_.cmp(IrOp::EQ, b_.load(array, kArrayKey), ir_.constant(IrType::I32, a->key)));
  Ref row = b_.load(array, kArrayData);
  for (int d = 0; d < ndim; d++) {
    Ref i = checked_index(index[d], b_.load(array, dim_field(d)), a->shape()[d]);
    if (i == kNoRef) return false;
    if (d == ndim - 1 && a->contiguous()) {
      *address = b_.aref(row, i, 3, 0);   // 8-byte items
      return true;
    }
    Ref offset = b_.op2(IrOp::MUL, i, b_.load(array, dim_field(ndim + d)));
    row = b_.emit(IrOp::ADD, IrType::PTR, row, offset);
  }
  *address = row;
  return true;
}

Ref Recorder::new_scalar(uint32_t layout, uint16_t field, Ref value) {
  Ref scalar = b_.emit(IrOp::NEW, IrType::REF, layout, sizeof(np::PyScalar));
  b_.store(scalar, field, value);
  return scalar;
}

bool Recorder::record_load_element(const Operand& array, const Operand& key) {
  DType d = array.v.as<np::PyNdArray>()->dtype;
  Ref address;
  if (!element_address(array, key, &address)) return false;
  if (d == DType::kFloat64) {
    Ref raw = b_.load_at(address, IrType::F64, MemKind::F64, Alias::kRaw);
    set(pc_->a, new_scalar(np::scalar_layout(d), kScalarFloat, raw));
  } else {
    Ref raw = b_.load_at(address, IrType::I64, MemKind::I64, Alias::kRaw);
    set(pc_->a, new_scalar(np::scalar_layout(d), kScalarInt, raw));
  }
  return true;
}

bool Recorder::record_store_element(const Operand& array, const Operand& key, const Operand& value) {
  const auto* a = array.v.as<np::PyNdArray>();
  bool is_float = a->dtype == DType::kFloat64;
  bool whole = value.kind == Kind::kInt || (is_scalar(value) && !scalar_is_float(value));
  bool fits = is_float ? whole || value.kind == Kind::kFloat || is_scalar(value) : whole;
  Ref address;
  if (!fits || !(a->flags & np::kWriteable) || !element_address(array, key, &address)) return false;
  if (is_float) {
    b_.store_at(address, scalar_float(value), MemKind::F64, Alias::kRaw);
  } else {
    b_.store_at(address, scalar_int(value), MemKind::I64, Alias::kRaw);
  }
  snap_valid_ = false;
  return true;
}

// ---- scalars: numpy.float64 and numpy.int64

bool Recorder::is_scalar(const Operand& o) const {
  uint32_t layout = layout_of(o.v);
  return layout && (layout == np::scalar_layout(DType::kFloat64) || layout == np::scalar_layout(DType::kInt64));
}

bool Recorder::scalar_is_float(const Operand& o) const {
  return o.kind == Kind::kFloat || (layout_of(o.v) && layout_of(o.v) == np::scalar_layout(DType::kFloat64));
}

Ref Recorder::scalar_float(const Operand& o) {
  if (!is_scalar(o)) return as_float(o);
  Ref object = as_object(o, layout_of(o.v));
  if (scalar_is_float(o)) return b_.load(object, kScalarFloat);
  return b_.emit(IrOp::I2F, IrType::F64, b_.load(object, kScalarInt));
}

Ref Recorder::scalar_int(const Operand& o) {
  return is_scalar(o) ? b_.load(as_object(o, layout_of(o.v)), kScalarInt) : as_int(o);
}

namespace {

double value_now(Value v) {
  if (v.is_double()) return v.as_double();
  if (v.is_small_int()) return static_cast<double>(v.small_int());
  if (v.is_layout(np::scalar_layout(DType::kFloat64))) return v.as<np::PyScalar>()->d;
  return v.is_layout(np::scalar_layout(DType::kInt64)) ? static_cast<double>(v.as<np::PyScalar>()->i) : 0;
}

}  // namespace

bool Recorder::record_scalar_binary(BinaryOp op, const Operand& x, const Operand& y) {
  if (!is_scalar(x) && !is_scalar(y)) return false;
  auto known = [&](const Operand& o) { return is_scalar(o) || o.kind == Kind::kInt || o.kind == Kind::kFloat; };
  if (!known(x) || !known(y)) return false;
  bool is_float = scalar_is_float(x) || scalar_is_float(y);
  IrOp ir;
  switch (op) {
    case BinaryOp::kAdd: ir = IrOp::ADD; break;
    case BinaryOp::kSub: ir = IrOp::SUB; break;
    case BinaryOp::kMul: ir = IrOp::MUL; break;
    case BinaryOp::kTrueDiv:
      if (!is_float || value_now(y.v) == 0) return false;
      ir = IrOp::DIV;
      break;
    case BinaryOp::kPow:
      if (value_now(y.v) != 2 || !is_const(y.ref)) return false;
      ir = IrOp::MUL;   // of floats: SQUARE
      break;
    default: return false;
  }
  if (is_float) {
    Ref a = scalar_float(x), b = op == BinaryOp::kPow ? kNoRef : scalar_float(y);
    if (op == BinaryOp::kTrueDiv && !is_const(b)) b_.guard_true(b_.cmp(IrOp::NE, b, ir_.k_double(0)));
    set(pc_->a, new_scalar(np::scalar_layout(DType::kFloat64), kScalarFloat,
                          op == BinaryOp::kPow ? b_.op1(IrOp::SQUARE, a) : b_.op2(ir, a, b)));
    return true;
  }
  Ref a = scalar_int(x), b = op == BinaryOp::kPow ? a : scalar_int(y);
  set(pc_->a, new_scalar(np::scalar_layout(DType::kInt64), kScalarInt, b_.op2(ir, a, b)));   // wraps
  return true;
}

}  // namespace pyvm::jit
