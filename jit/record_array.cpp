// numpy in traces: an element access guards the array's type, number of dimensions and layout in one word and becomes an
// addressed load or store. What happens to the elements is in record_scalar.cpp.
#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/int.h"
#include "vm/object/ndarray.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

using np::DType;

namespace {

constexpr int kMaxTracedDims = 3;

uint16_t dim_field(int i) { return static_cast<uint16_t>(kArrayDim0 + i); }

}  // namespace

// The integers of a key: one for a one-dimensional array, the items of a tuple otherwise.
bool Recorder::index_operands(const Operand& key, int ndim, Operand* out) {
  if (layout_of(key.v) != layouts.tuple) return ndim == 1 && whole_number(key, &out[0]);
  Ref tuple = as_object(key, layouts.tuple);
  b_.guard_true(b_.cmp(IrOp::EQ, b_.load(tuple, kTupleLength), ir_.k_int(ndim)));
  for (int i = 0; i < ndim; i++) {
    Ref item = b_.load_at(b_.aref(tuple, ir_.k_int(i), 3, kTupleItemsDisp), IrType::BOX, MemKind::WORD, Alias::kTuple);
    if (!whole_number(classify(item, as_tuple(key.v)->items[i]), &out[i])) return false;
  }
  return true;
}

bool Recorder::element_address(const Operand& o, const Operand& key, Ref* address) {
  const auto* a = o.v.as<np::PyNdArray>();
  int ndim = a->ndim;
  if (ndim < 1 || ndim > kMaxTracedDims || !is_traced_element(a->dtype)) return false;
  // In bounds now: else the interpreter raises.
  for (int d = 0; d < ndim; d++) {
    bool tuple = layout_of(key.v) == layouts.tuple;
    if (tuple ? as_tuple(key.v)->length != ndim : ndim != 1) return false;
    int64_t i;
    if (!whole_now(tuple ? as_tuple(key.v)->items[d] : key.v, &i) || i >= a->shape()[d] || i < -a->shape()[d]) return false;
  }
  Operand index[kMaxTracedDims];
  Ref array = as_object(o, np::ndarray_layout);
  if (!index_operands(key, ndim, index)) return false;
  guard_array_key(array, a);
  Ref row = b_.load(array, kArrayData);
  for (int d = 0; d < ndim; d++) {
    Ref i = checked_index(index[d], b_.load(array, dim_field(d)), a->shape()[d]);
    if (i == kNoRef) return false;
    if (d == ndim - 1 && a->contiguous()) {
      *address = b_.aref(row, i, element_scale(a->dtype), 0);
      return true;
    }
    Ref offset = b_.op2(IrOp::MUL, i, b_.load(array, dim_field(ndim + d)));
    row = b_.emit(IrOp::ADD, IrType::PTR, row, offset);
  }
  *address = row;
  return true;
}

bool Recorder::record_load_element(const Operand& array, const Operand& key) {
  DType d = array.v.as<np::PyNdArray>()->dtype;
  Ref address;
  if (!element_address(array, key, &address)) return false;
  set(pc_->a, load_element(address, d));
  return true;
}

bool Recorder::record_store_element(const Operand& array, const Operand& key, const Operand& value) {
  const auto* a = array.v.as<np::PyNdArray>();
  Ref address;
  if (!(a->flags & np::kWriteable) || !element_address(array, key, &address)) return false;
  Ref raw = element_value(value, a->dtype);
  if (raw == kNoRef) return false;
  store_element(address, raw, a->dtype);
  snap_valid_ = false;
  return true;
}

// ---- the array as a sequence

void Recorder::guard_array_key(Ref array, const np::PyNdArray* now) {
  b_.guard_true(b_.cmp(IrOp::EQ, b_.load(array, kArrayKey), ir_.constant(IrType::I32, now->key)));
}

// len(array), or kNoRef.
Ref Recorder::array_length(const Operand& o) {
  const auto* a = o.v.as<np::PyNdArray>();
  if (a->ndim < 1 || a->ndim > kMaxTracedDims) return kNoRef;
  Ref array = as_object(o, np::ndarray_layout);
  guard_array_key(array, a);
  return b_.load(array, kArrayDim0);
}

// array.shape as a tuple that mostly stays virtual, or kNoRef.
Ref Recorder::array_shape(const Operand& o) {
  const auto* a = o.v.as<np::PyNdArray>();
  if (a->ndim < 1 || a->ndim > kMaxTracedDims) return kNoRef;
  Ref array = as_object(o, np::ndarray_layout);
  guard_array_key(array, a);
  std::vector<Ref> items;
  for (int d = 0; d < a->ndim; d++) items.push_back(b_.load(array, dim_field(d)));
  return new_tuple(items);
}

// The iterator of a one-dimensional array.
bool Recorder::record_array_iter(const Operand& o) {
  const auto* a = o.v.as<np::PyNdArray>();
  if (a->ndim != 1 || !is_traced_element(a->dtype)) return false;
  Ref array = as_object(o, np::ndarray_layout);
  Ref it = b_.emit(IrOp::NEW, IrType::REF, np::array_iterator_layout, sizeof(np::PyArrayIterator));
  b_.store(it, kArrayIterSource, array);
  set(pc_->a, it);
  return true;
}

bool Recorder::for_array(const Operand& o, const Instr* exhausted) {
  const auto* now = o.v.as<np::PyArrayIterator>();
  const np::PyNdArray* a = now->array;
  if (a->ndim != 1 || !is_traced_element(a->dtype)) return false;
  Ref it = as_object(o, np::array_iterator_layout);
  Ref array = b_.load(it, kArrayIterSource);
  guard_array_key(array, a);
  Ref index = b_.load(it, kArrayIterIndex);
  bool more = now->index < a->shape()[0];
  guard_resuming(b_.cmp(IrOp::LT, index, b_.load(array, kArrayDim0)), more, more ? exhausted : pc_);
  if (!more) return true;
  Ref data = b_.load(array, kArrayData);
  Ref address;
  if (a->contiguous()) {
    address = b_.aref(data, index, element_scale(a->dtype), 0);
  } else {
    address = b_.emit(IrOp::ADD, IrType::PTR, data, b_.op2(IrOp::MUL, index, b_.load(array, dim_field(1))));
  }
  Ref item = load_element(address, a->dtype);
  store_iterator(it, kArrayIterIndex, b_.op2(IrOp::ADD, index, ir_.k_int(1)));
  set(pc_->b, item);
  return true;
}

}  // namespace pyvm::jit
