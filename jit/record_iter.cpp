// Iteration, unpacking and building of sequences.
#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/ndarray.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

// iter() of the builtin sequences makes a fresh iterator, which mostly stays virtual.
void Recorder::record_get_iter() {
  Operand o = operand(pc_->b);
  uint32_t layout = layout_of(o.v);
  if (layout == layouts.parallel_iterator) return set(pc_->a, as_object(o, layout));
  if (Ref it = make_iterator(o)) return set(pc_->a, it);
  if (layout == layouts.range) {
    const PyRange* range = o.v.as<PyRange>();
    if (range->start.is_small_int() && range->stop.is_small_int() && range->step.is_small_int() &&
        range->length.is_small_int()) {
      return record_range_iter(as_object(o, layout));
    }
  }
  if (layout && layout == np::ndarray_layout && record_array_iter(o)) return;
  Ref r = call_checked(Helper::iter, IrType::BOX, {as_box(o)});
  set(pc_->a, r);
}

void Recorder::record_range_iter(Ref range) {
  auto part = [&](uint16_t field) { return b_.emit(IrOp::UNBOXI, IrType::I64, b_.load(range, field)); };
  Ref start = part(kRangeStart), step = part(kRangeStepBox), length = part(kRangeLength);
  Ref span = b_.emit(IrOp::MULOV, IrType::I64, length, step);
  Ref end = b_.emit(IrOp::ADDOV, IrType::I64, start, span);
  Ref it = b_.emit(IrOp::NEW, IrType::REF, layouts.range_iterator, sizeof(PyRangeIterator));
  b_.store(it, kRangeNext, start);
  b_.store(it, kRangeStep, step);
  b_.store(it, kRangeEnd, end);
  set(pc_->a, it);
}

void Recorder::record_for_iter() {
  Operand o = operand(pc_->a);
  uint32_t layout = layout_of(o.v);
  const Instr* exhausted = pc_ + 1 + static_cast<int16_t>(pc_->c);
  bool parallel = layout == layouts.parallel_iterator;
  if (layout == layouts.range_iterator || parallel) {
    const auto* now = o.v.as<PyRangeIterator>();
    if (parallel && now->next == now->end) return leave(Abort::kParallel);
    Ref it = as_object(o, layout);
    Ref next = b_.load(it, kRangeNext), end = b_.load(it, kRangeEnd), step = b_.load(it, kRangeStep);
    bool more = now->next != now->end;
    bool up = now->step > 0;
    if (!is_const(step)) {
      // Loops by 1 are special: the step becomes a constant; of others only the direction is fixed.
      if (now->step == 1 || now->step == -1) {
        b_.guard_true(b_.cmp(IrOp::EQ, step, ir_.k_int(now->step)));
        step = ir_.k_int(now->step);
      } else {
        b_.guard_true(b_.cmp(up ? IrOp::GT : IrOp::LT, step, ir_.k_int(0)));
      }
    }
    Ref in_range = b_.cmp(up ? IrOp::LT : IrOp::GT, next, end);
    if (parallel) {
      b_.guard_true(in_range);   // at the end of a block the interpreter looks for another
    } else {
      guard_resuming(in_range, more, more ? exhausted : pc_);
      if (!more) return;
    }
    Ref after = b_.op2(IrOp::ADD, next, step);   // within 49 bits and a step: no overflow
    store_iterator(it, kRangeNext, after);
    return set(pc_->b, next);
  }
  if (resume_generator(o, ir_.k_box(kNone.bits()), ReturnAction::kIterNext, pc_->b)) return;
  if (layout && layout == np::array_iterator_layout && for_array(o, exhausted)) return;
  if (step_in_place(o) || end_sequence(o)) return;
  generic_for(o, exhausted);
}

void Recorder::store_iterator(Ref it, uint16_t field, Ref value) {
  if (!is_const(it) && ir_.at(it).op == IrOp::NEW) {
    b_.store(it, field, value);
  } else {
    b_.store_deferred(it, field, value);
  }
}

// The end of a list or tuple, which its iterator forgets. False: not at the end, or forgotten already.
bool Recorder::end_sequence(const Operand& o) {
  bool list = o.v.is_layout(layouts.list_iterator);
  if (!list && !o.v.is_layout(layouts.tuple_iterator)) return false;
  const auto* now = o.v.as<PyListIterator>();   // a tuple's looks the same
  if (!now->source) return false;
  int64_t length = list ? now->source->length : o.v.as<PyTupleIterator>()->source->length;
  if (now->index < length) return false;
  uint16_t source_field = list ? kListIterSource : kTupleIterSource;
  Ref it = as_object(o, layout_of(o.v));
  Ref source = b_.load(it, source_field);
  b_.guard_true(b_.cmp(IrOp::NE, source, ir_.k_ref(nullptr)));
  Ref index = b_.load(it, list ? kListIterIndex : kTupleIterIndex);
  b_.guard_false(b_.cmp(IrOp::LT, index, b_.load(source, list ? kListLength : kTupleLength)));
  store_iterator(it, source_field, ir_.k_ref(nullptr));
  return true;
}

// Any iterator: iter_next(), which runs Python code; the end is kStop.
void Recorder::generic_for(const Operand& o, const Instr*) {
  if (inline_next(o)) return;
  Ref item = call_checked(Helper::iter_next, IrType::BOX, {as_box(o)});
  open_ = Open::kForIter;
  open_ref_ = item;
  open_pc_ = pc_;
}

void Recorder::settle_for(const Instr* next) {
  const Instr* end = open_pc_ + 1 + static_cast<int16_t>(open_pc_->c);
  bool stopped = next == end;
  Ref c = b_.cmp(IrOp::EQ, open_ref_, ir_.k_box(kStop.bits()));
  Slot& target = slot(frame().base + open_pc_->b);
  if (stopped) {
    Slot before = target;
    target = {open_ref_, true, true};
    guard_resuming(c, true, open_pc_ + 1);
    target = before;
  } else {
    guard_resuming(c, false, end);
    set(open_pc_->b, open_ref_);
  }
}

void Recorder::record_unpack() {
  Operand o = operand(pc_->a);
  uint32_t n = pc_->c, layout = layout_of(o.v);
  if (layout == layouts.tuple && as_tuple(o.v)->length == n) {
    Ref tuple = as_object(o, layout);
    b_.guard_true(b_.cmp(IrOp::EQ, b_.load(tuple, kTupleLength), ir_.k_int(n)));
    std::vector<Ref> items;
    for (uint32_t k = 0; k < n; k++) {
      Ref address = b_.aref(tuple, ir_.k_int(k), 3, kTupleItemsDisp);
      items.push_back(b_.load_at(address, IrType::BOX, MemKind::WORD, Alias::kTuple));
    }
    for (uint32_t k = 0; k < n; k++) set(pc_->b + k, items[k]);
    return;
  }
  if (layout == layouts.list && as_list(o.v)->length == n) {
    Ref list = as_object(o, layout);
    b_.guard_true(b_.cmp(IrOp::EQ, b_.load(list, kListLength), ir_.k_int(n)));
    Ref array = b_.load(list, kListItems);
    std::vector<Ref> items;
    for (uint32_t k = 0; k < n; k++) {
      Ref address = b_.aref(array, ir_.k_int(k), 3, kArrayItemsDisp);
      items.push_back(b_.load_at(address, IrType::BOX, MemKind::WORD, Alias::kArray));
    }
    for (uint32_t k = 0; k < n; k++) set(pc_->b + k, items[k]);
    return;
  }
  generic(pc_);
}

void Recorder::record_build_tuple() {
  uint32_t n = pc_->c;
  if (n == 0 || n > 16) return generic(pc_);
  std::vector<Ref> items;
  for (uint32_t k = 0; k < n; k++) items.push_back(as_box(operand(pc_->b + k)));
  set(pc_->a, new_tuple(items));
}

// A tuple of at least one item, which mostly stays virtual.
Ref Recorder::new_tuple(const std::vector<Ref>& items) {
  auto n = static_cast<uint32_t>(items.size());
  Ref tuple = b_.emit(IrOp::NEW, IrType::REF, layouts.tuple, static_cast<Ref>(kTupleItemsDisp + 8 * n));
  b_.store(tuple, kTupleLength, ir_.k_int(n));
  b_.store(tuple, kTupleHash, ir_.k_int(-1));
  for (uint32_t k = 0; k < n; k++) {
    Ref item = b_.box(items[k]);
    b_.store_at(b_.aref(tuple, ir_.k_int(k), 3, kTupleItemsDisp), item, MemKind::WORD, Alias::kTuple);
    barrier(tuple, item);
  }
  return tuple;
}

void Recorder::record_build_list() {
  uint32_t n = pc_->c;
  if (n > 64) return generic(pc_);
  std::vector<Ref> items;
  for (uint32_t k = 0; k < n; k++) items.push_back(as_box(operand(pc_->b + k)));
  for (uint32_t k = 0; k < n; k++) store_word(frame().base + static_cast<int32_t>(pc_->b + k), items[k]);
  Ref window = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(frame().base + pc_->b));
  set(pc_->a, call_checked(Helper::list_from, IrType::REF, {window, ir_.k_int(n)}));
}

void Recorder::record_list_append() {
  Ref list = as_object(operand(pc_->a), layouts.list);
  append_to_list(list, operand(pc_->b));
}

// Room in the array: a store and a new length; else the helper, which grows it.
void Recorder::append_to_list(Ref list, const Operand& item) {
  Ref boxed = as_box(item);
  (void)call_checked(Helper::list_append, IrType::I1, {list, boxed});
}

}  // namespace pyvm::jit
