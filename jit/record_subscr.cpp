// Subscripts of the builtin containers.
#include "jit/chars.h"
#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/ndarray.h"
#include "vm/object/str.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

uint16_t Recorder::length_field(uint32_t layout) {
  if (layout == layouts.list) return kListLength;
  if (layout == layouts.tuple) return kTupleLength;
  if (layout == layouts.str) return kStrLength;
  if (layout == layouts.dict) return kDictLength;
  return kNoField;
}

int64_t Recorder::length_now(Value v, uint32_t layout) {
  if (layout == layouts.list) return as_list(v)->length;
  if (layout == layouts.tuple) return as_tuple(v)->length;
  if (layout == layouts.str) return static_cast<int64_t>(as_str(v)->length);
  return as_dict(v)->length;
}

// The index into a sequence of this length, negative ones counted from the end; out of bounds leaves. kNoRef when it is out
// of bounds now.
Ref Recorder::checked_index(const Operand& index, Ref length, int64_t length_now) {
  int64_t i;
  if (!int_value(index, &i) || i >= length_now || i < -length_now) return kNoRef;
  Ref r = as_int(index);
  if (i < 0) {
    if (!is_const(r)) b_.guard_true(b_.cmp(IrOp::LT, r, ir_.k_int(0)));
    r = b_.op2(IrOp::ADD, r, length);
  }
  b_.guard_true(b_.cmp(IrOp::ULT, r, length));
  return r;
}

// A number just loaded is unboxed at once: if its class differs next time, the exit does the load again, so exits need not
// keep the box.
Ref Recorder::raw_number(Ref loaded, Value now) {
  if (ir_.type(loaded) != IrType::BOX || is_const(loaded)) return loaded;
  if (now.is_double()) return b_.emit(IrOp::UNBOXF, IrType::F64, loaded);
  if (now.is_small_int()) return b_.emit(IrOp::UNBOXI, IrType::I64, loaded);
  return b_.strip_box(loaded);
}

void Recorder::record_load_subscr() {
  Operand o = operand(pc_->b), key = operand(pc_->c);
  uint32_t layout = layout_of(o.v);
  bool int_key = key.kind == Kind::kInt;
  if (int_key && layout == layouts.list) {
    Ref list = as_object(o, layout);
    Ref i = checked_index(key, b_.load(list, kListLength), as_list(o.v)->length);
    if (i == kNoRef) return generic(pc_);
    Ref address = b_.aref(b_.load(list, kListItems), i, 3, kArrayItemsDisp);
    int64_t now = 0;
    (void)int_value(key, &now);
    Value item = as_list(o.v)->items->items[now < 0 ? now + as_list(o.v)->length : now];
    return set(pc_->a, raw_number(b_.load_at(address, IrType::BOX, MemKind::WORD, Alias::kArray), item));
  }
  if (int_key && layout == layouts.tuple) {
    Ref tuple = as_object(o, layout);
    Ref i = checked_index(key, b_.load(tuple, kTupleLength), as_tuple(o.v)->length);
    if (i == kNoRef) return generic(pc_);
    return set(pc_->a, b_.load_at(b_.aref(tuple, i, 3, kTupleItemsDisp), IrType::BOX, MemKind::WORD, Alias::kTuple));
  }
  if (int_key && layout == layouts.str && as_str(o.v)->width() == 1) {
    Ref s = as_object(o, layout);
    b_.guard_true(b_.cmp(IrOp::EQ, b_.load(s, kHeaderAux), ir_.constant(IrType::I32, 1)));
    Ref i = checked_index(key, b_.load(s, kStrLength), static_cast<int64_t>(as_str(o.v)->length));
    if (i == kNoRef) return generic(pc_);
    Ref c = b_.load_at(b_.aref(b_.load(s, kStrData), i, 0, 0), IrType::I64, MemKind::U8, Alias::kStr);
    return set(pc_->a, char_string(b_, c));
  }
  if (layout == layouts.dict && is_plain_key(key)) {
    bool failed = false;
    bool present = !dict_get(t_, as_dict(o.v), key.v, &failed).is_null();
    bool caught = find_catch().handler != nullptr;
    if (present || caught) {
      Ref dict = as_object(o, layout);
      Ref boxed = plain_key(key);
      Ref value = b_.emit(IrOp::CALL, IrType::BOX, static_cast<Ref>(Helper::dict_find), arguments({dict, boxed}));
      b_.guard_true(b_.cmp(present ? IrOp::NE : IrOp::EQ, value, ir_.k_box(0)));
      if (!present) return plan_raise(exc::KeyError, {boxed});
      return set(pc_->a, value);
    }
  }
  if (layout && layout == np::ndarray_layout && record_load_element(o, key)) return;
  if (inline_special(o, names::d_getitem, {o.ref, key.ref}, ReturnAction::kStore)) return;
  set(pc_->a, call_checked(Helper::get_item, IrType::BOX, {as_box(o), as_box(key)}));
}

// Keys whose hash and comparison run no Python code.
bool Recorder::is_plain_key(const Operand& key) const {
  return key.kind == Kind::kInt || key.kind == Kind::kFloat || key.kind == Kind::kBool ||
         layout_of(key.v) == layouts.str;
}
Ref Recorder::plain_key(const Operand& key) {
  switch (key.kind) {
    case Kind::kInt: return box(as_int(key), key.v);
    case Kind::kFloat: return b_.box(as_float(key));
    case Kind::kBool: return b_.box(as_bool(key));
    default: return b_.box(as_object(key, layouts.str));
  }
}

void Recorder::record_store_subscr() {
  Operand o = operand(pc_->a), key = operand(pc_->b), value = operand(pc_->c);
  uint32_t layout = layout_of(o.v);
  if (key.kind == Kind::kInt && layout == layouts.list) {
    Ref list = as_object(o, layout);
    Ref i = checked_index(key, b_.load(list, kListLength), as_list(o.v)->length);
    if (i == kNoRef) return generic(pc_);
    Ref boxed = as_box(value);
    Ref items = b_.load(list, kListItems);
    Ref address = b_.aref(items, i, 3, kArrayItemsDisp);
    b_.store_at(address, boxed, MemKind::WORD, Alias::kArray);
    if (may_be_pointer(boxed)) b_.emit(IrOp::CARD, IrType::VOID, items, b_.emit(IrOp::PAIR, IrType::VOID, address, boxed));
    snap_valid_ = false;
    return;
  }
  if (layout == layouts.dict && is_plain_key(key)) {
    Ref dict = as_object(o, layout);
    Ref k = plain_key(key), v = as_box(value);
    (void)call_checked(Helper::dict_set, IrType::I1, {dict, k, v});
    check_invalid_ = true;
    return;
  }
  if (layout && layout == np::ndarray_layout && record_store_element(o, key, value)) return;
  if (inline_special(o, names::d_setitem, {o.ref, key.ref, value.ref}, ReturnAction::kDiscard)) return;
  (void)call_checked(Helper::set_item, IrType::I1, {as_box(o), as_box(key), as_box(value)});
}

void Recorder::record_delete_subscr() {
  Operand o = operand(pc_->a), key = operand(pc_->b);
  if (inline_special(o, names::d_delitem, {o.ref, key.ref}, ReturnAction::kDiscard)) return;
  (void)call_checked(Helper::del_item, IrType::I1, {as_box(o), as_box(key)});
}

void Recorder::barrier(Ref object, Ref boxed) {
  if (may_be_pointer(boxed)) b_.emit(IrOp::BARRIER, IrType::VOID, object, boxed);
}

// False when the stored word is known to be no heap pointer: then no barrier is needed.
bool Recorder::may_be_pointer(Ref boxed) const {
  if (is_const(boxed)) return gc::is_heap_word(ir_.konst(boxed).bits);
  switch (ir_.at(boxed).op) {
    case IrOp::BOXI:
    case IrOp::BOXIU:
    case IrOp::BOXF:
    case IrOp::BOXB: return false;
    default: return !b_.unboxed(boxed);
  }
}

}  // namespace pyvm::jit
