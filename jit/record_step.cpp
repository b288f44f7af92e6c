// Iterators of builtin classes stepped in place: sequences, dicts and their views, enumerate and zip of those.
//
// look_ahead() proves that there is a next item and finds it, without any effect; commit() advances what was looked at. So the
// guards of a step stand before its effects however deep iterators nest, and one that fails leaves to the FOR_ITER, which does
// the whole step.
#include "jit/chars.h"
#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/dict_iter.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

namespace {
constexpr int64_t kMaxZipped = 4;
}

// ---- making --------------------------------------------------------------------------------------------------------

// iter(o) where that is a fresh object known by its fields, or o itself. kNoRef: any other.
Ref Recorder::make_iterator(const Operand& o) {
  uint32_t layout = layout_of(o.v);
  if (steps_in_place(layout) || layout == layouts.generator) return as_object(o, layout);
  if (layout == layouts.list) return sequence_iterator(as_object(o, layout), layouts.list_iterator, kListIterSource);
  if (layout == layouts.tuple) return sequence_iterator(as_object(o, layout), layouts.tuple_iterator, kTupleIterSource);
  if (layout == layouts.str && as_str(o.v)->is_ascii()) {
    Ref s = as_object(o, layout);
    b_.guard_true(b_.cmp(IrOp::EQ, b_.load(s, kHeaderAux), ir_.constant(IrType::I32, 1)));
    Ref flags = b_.load_at(b_.aref(s, ir_.k_int(kHeaderFlagsDisp), 0, 0), IrType::I64, MemKind::U8, Alias::kStr);
    b_.guard_true(b_.cmp(IrOp::NE, b_.op2(IrOp::AND, flags, ir_.k_int(kStrAscii)), ir_.k_int(0)));
    return sequence_iterator(s, layouts.str_ascii_iterator, kStrIterSource);
  }
  if (layout == layouts.dict) return dict_iterator(as_object(o, layout), layouts.dict_key_iterator);
  uint32_t of_view = layout == layouts.dict_keys     ? layouts.dict_key_iterator
                     : layout == layouts.dict_values ? layouts.dict_value_iterator
                     : layout == layouts.dict_items  ? layouts.dict_item_iterator
                                                     : 0;
  return of_view ? dict_iterator(b_.load(as_object(o, layout), kDictViewDict), of_view) : kNoRef;
}

Ref Recorder::sequence_iterator(Ref source, uint32_t layout, uint16_t source_field) {
  static_assert(sizeof(PyListIterator) == sizeof(PyTupleIterator) && sizeof(PyListIterator) == sizeof(PyStrIterator));
  Ref it = b_.emit(IrOp::NEW, IrType::REF, layout, sizeof(PyListIterator));
  b_.store(it, source_field, source);
  barrier(it, source);
  return it;
}

Ref Recorder::dict_iterator(Ref dict, uint32_t layout) {
  Ref length = b_.load(dict, kDictLength);
  Ref it = b_.emit(IrOp::NEW, IrType::REF, layout, sizeof(PyDictIterator));
  b_.store(it, kDictIterDict, dict);
  barrier(it, dict);
  b_.store(it, kDictIterPosition, ir_.k_int(0));
  b_.store(it, kDictIterLength, length);
  b_.store(it, kDictIterRemaining, length);
  return it;
}

// enumerate(x) or zip(x, ...) of what can be stepped in place.
bool Recorder::record_new_iterator(const Operand& callee, uint32_t window, uint32_t argc, PyType* type) {
  bool counts = type == type_enumerate && argc == 1, zips = type == type_zip && argc >= 1 && argc <= kMaxZipped;
  if (!counts && !zips) return false;
  std::vector<Operand> sources;
  for (uint32_t i = 0; i < argc; i++) {
    sources.push_back(operand(window + kFrameHeaderWords + i));
    if (!can_make_iterator(sources.back())) return false;
  }
  if (!guard_same(callee)) return false;
  std::vector<Ref> iterators;
  for (const Operand& o : sources) iterators.push_back(b_.box(make_iterator(o)));
  Ref it;
  if (counts) {
    it = b_.emit(IrOp::NEW, IrType::REF, layouts.enumerate, sizeof(PyEnumerate));
    b_.store(it, kEnumerateIterator, iterators[0]);
    barrier(it, iterators[0]);
    b_.store(it, kEnumerateCount, ir_.k_box(Value::from_small_int(0).bits()));
  } else {
    Ref all = new_tuple(iterators);
    it = b_.emit(IrOp::NEW, IrType::REF, layouts.zip, type_zip->root_shape->bytes);
    b_.store(it, kZipIterators, all);
    barrier(it, all);
  }
  set(pc_->c, it);
  return true;
}

bool Recorder::can_make_iterator(const Operand& o) {
  uint32_t layout = layout_of(o.v);
  if (layout == layouts.str) return as_str(o.v)->is_ascii();
  return steps_in_place(layout) || layout == layouts.list || layout == layouts.tuple || layout == layouts.dict ||
         layout == layouts.dict_keys || layout == layouts.dict_values || layout == layouts.dict_items;
}

// ---- stepping ------------------------------------------------------------------------------------------------------

bool Recorder::steps_in_place(uint32_t layout) {
  for (uint32_t known : {layouts.range_iterator, layouts.list_iterator, layouts.tuple_iterator, layouts.str_iterator,
                         layouts.str_ascii_iterator, layouts.dict_key_iterator, layouts.dict_value_iterator,
                         layouts.dict_item_iterator, layouts.enumerate, layouts.zip}) {
    if (layout && layout == known) return true;
  }
  return false;
}

// False: at its end now, or in a state that is left to the runtime; guards emitted so far hold all the same.
bool Recorder::look_ahead(const Operand& o, Steps& steps, Ref* item) {
  uint32_t layout = layout_of(o.v);
  if (layout == layouts.list_iterator || layout == layouts.tuple_iterator) return look_at_sequence(o, steps, item);
  if (layout == layouts.str_iterator || layout == layouts.str_ascii_iterator) return look_at_str(o, steps, item);
  if (layout == layouts.range_iterator) return look_at_range(o, steps, item);
  if (layout == layouts.enumerate) return look_at_enumerate(o, steps, item);
  if (layout == layouts.zip) return look_at_zip(o, steps, item);
  return look_at_dict(o, steps, item);
}

// True if no step of this look-ahead is of the same object, proved for the next time.
bool Recorder::add_step(Steps& steps, Ref it, Value now, uint16_t field, Ref after) {
  for (const Step& s : steps) {
    if (s.it == it) continue;   // another field
    if (s.now == now) return false;
    bool fresh = !is_const(it) && !is_const(s.it) && ir_.at(it).op == IrOp::NEW && ir_.at(s.it).op == IrOp::NEW;
    if (!fresh && ir_.type(s.it) == ir_.type(it)) b_.guard_true(b_.cmp(IrOp::NE, s.it, it));
  }
  steps.push_back({it, now, field, after});
  return true;
}

void Recorder::commit(const Steps& steps) {
  for (const Step& s : steps) {
    bool boxed = field_info(s.field).type == IrType::BOX && !is_const(s.it) && ir_.at(s.it).op == IrOp::NEW;
    store_iterator(s.it, s.field, boxed ? b_.box(s.after) : s.after);   // what is deferred may be raw
  }
}

bool Recorder::look_at_sequence(const Operand& o, Steps& steps, Ref* item) {
  bool list = layout_of(o.v) == layouts.list_iterator;
  const auto* now = o.v.as<PyListIterator>();   // a tuple's looks the same
  if (!now->source) return false;
  int64_t length_now = list ? now->source->length : o.v.as<PyTupleIterator>()->source->length;
  if (now->index >= length_now) return false;
  Ref it = as_object(o, layout_of(o.v));
  Ref source = b_.load(it, list ? kListIterSource : kTupleIterSource);
  b_.guard_true(b_.cmp(IrOp::NE, source, ir_.k_ref(nullptr)));
  uint16_t index_field = list ? kListIterIndex : kTupleIterIndex;
  Ref index = b_.load(it, index_field);
  b_.guard_true(b_.cmp(IrOp::LT, index, b_.load(source, list ? kListLength : kTupleLength)));
  Ref address = list ? b_.aref(b_.load(source, kListItems), index, 3, kArrayItemsDisp) : b_.aref(source, index, 3, kTupleItemsDisp);
  Value value = list ? now->source->items->items[now->index] : o.v.as<PyTupleIterator>()->source->items[now->index];
  *item = raw_number(b_.load_at(address, IrType::BOX, MemKind::WORD, list ? Alias::kArray : Alias::kTuple), value);
  return add_step(steps, it, o.v, index_field, b_.op2(IrOp::ADD, index, ir_.k_int(1)));
}

bool Recorder::look_at_str(const Operand& o, Steps& steps, Ref* item) {
  const auto* now = o.v.as<PyStrIterator>();
  if (!now->source || now->source->width() != 1 || now->index >= static_cast<int64_t>(now->source->length)) return false;
  Ref it = as_object(o, layout_of(o.v));
  Ref source = b_.load(it, kStrIterSource);
  b_.guard_true(b_.cmp(IrOp::NE, source, ir_.k_ref(nullptr)));
  b_.guard_true(b_.cmp(IrOp::EQ, b_.load(source, kHeaderAux), ir_.constant(IrType::I32, 1)));
  Ref index = b_.load(it, kStrIterIndex);
  b_.guard_true(b_.cmp(IrOp::LT, index, b_.load(source, kStrLength)));
  Ref c = b_.load_at(b_.aref(b_.load(source, kStrData), index, 0, 0), IrType::I64, MemKind::U8, Alias::kStr);
  *item = char_string(b_, c);
  return add_step(steps, it, o.v, kStrIterIndex, b_.op2(IrOp::ADD, index, ir_.k_int(1)));
}

bool Recorder::look_at_range(const Operand& o, Steps& steps, Ref* item) {
  const auto* now = o.v.as<PyRangeIterator>();
  if (now->next == now->end) return false;
  Ref it = as_object(o, layouts.range_iterator);
  Ref next = b_.load(it, kRangeNext);
  b_.guard_true(b_.cmp(IrOp::NE, next, b_.load(it, kRangeEnd)));
  *item = next;
  return add_step(steps, it, o.v, kRangeNext, b_.op2(IrOp::ADD, next, b_.load(it, kRangeStep)));
}

bool Recorder::look_at_dict(const Operand& o, Steps& steps, Ref* item) {
  const auto* now = o.v.as<PyDictIterator>();
  const PyDict* dict_now = now->dict;
  if (!dict_now || dict_now->length != now->length || now->remaining == 0 || now->position >= dict_now->used) return false;
  const DictEntry& entry = dict_now->entries->items[now->position];
  if (entry.key.is_null()) return false;
  uint32_t layout = layout_of(o.v);
  Ref it = as_object(o, layout);
  Ref dict = b_.load(it, kDictIterDict);
  b_.guard_true(b_.cmp(IrOp::NE, dict, ir_.k_ref(nullptr)));
  b_.guard_true(b_.cmp(IrOp::EQ, b_.load(it, kDictIterLength), b_.load(dict, kDictLength)));
  Ref position = b_.load(it, kDictIterPosition), remaining = b_.load(it, kDictIterRemaining);
  b_.guard_true(b_.cmp(IrOp::LT, position, b_.load(dict, kDictUsed)));
  b_.guard_true(b_.cmp(IrOp::NE, remaining, ir_.k_int(0)));
  Ref entries = b_.load(dict, kDictEntries), offset = b_.op2(IrOp::MUL, position, ir_.k_int(kDictEntryBytes));
  auto part = [&](int disp) { return b_.load_at(b_.aref(entries, offset, 0, disp), IrType::BOX, MemKind::WORD, Alias::kDictEntry); };
  Ref key = part(kDictItemsDisp);
  b_.guard_true(b_.cmp(IrOp::NE, key, ir_.k_box(0)));   // deleted ones are skipped by the runtime
  if (layout == layouts.dict_key_iterator) {
    *item = raw_number(key, entry.key);
  } else {
    Ref value = raw_number(part(kDictItemsDisp + kDictValueDisp), entry.value);
    *item = layout == layouts.dict_value_iterator ? value : new_tuple({raw_number(key, entry.key), value});
  }
  return add_step(steps, it, o.v, kDictIterPosition, b_.op2(IrOp::ADD, position, ir_.k_int(1))) &&
         add_step(steps, it, o.v, kDictIterRemaining, b_.op2(IrOp::SUB, remaining, ir_.k_int(1)));
}

bool Recorder::look_at_enumerate(const Operand& o, Steps& steps, Ref* item) {
  const auto* now = o.v.as<PyEnumerate>();
  if (!now->count.is_small_int() || !steps_in_place(layout_of(now->iterator))) return false;
  Ref it = as_object(o, layouts.enumerate);
  Operand inner = classify(b_.strip_box(b_.load(it, kEnumerateIterator)), now->iterator);
  Ref count = raw_number(b_.strip_box(b_.load(it, kEnumerateCount)), now->count);
  Ref found;
  if (!look_ahead(inner, steps, &found)) return false;
  Ref after = b_.op2(IrOp::ADD, count, ir_.k_int(1));
  (void)b_.box(after);   // beyond 49 bits the runtime counts
  *item = new_tuple({count, found});
  return add_step(steps, it, o.v, kEnumerateCount, after);
}

bool Recorder::look_at_zip(const Operand& o, Steps& steps, Ref* item) {
  const auto* now = o.v.as<PyZip>();
  int64_t n = now->iterators->length;
  if (now->strict || n == 0 || n > kMaxZipped) return false;
  for (int64_t i = 0; i < n; i++) {
    if (!steps_in_place(layout_of(now->iterators->items[i]))) return false;
  }
  Ref it = as_object(o, layouts.zip);
  b_.guard_false(b_.load(it, kZipStrict));
  Ref iterators = b_.load(it, kZipIterators);
  b_.guard_true(b_.cmp(IrOp::EQ, b_.load(iterators, kTupleLength), ir_.k_int(n)));
  std::vector<Ref> items;
  for (int64_t i = 0; i < n; i++) {
    Ref boxed = b_.load_at(b_.aref(iterators, ir_.k_int(i), 3, kTupleItemsDisp), IrType::BOX, MemKind::WORD, Alias::kTuple);
    items.push_back(kNoRef);
    if (!look_ahead(classify(b_.strip_box(boxed), now->iterators->items[i]), steps, &items.back())) return false;
  }
  *item = new_tuple(items);
  return true;
}

// FOR_ITER. False: left to the general way.
bool Recorder::step_in_place(const Operand& o) {
  uint32_t layout = layout_of(o.v);
  if (!steps_in_place(layout)) return false;
  Steps steps;
  Ref item;
  if (!look_ahead(o, steps, &item)) return false;
  commit(steps);
  set(pc_->b, item);
  return true;
}

// True if the iterator is at its end, proved for the next time.
bool Recorder::at_end(const Operand& o) {
  uint32_t layout = layout_of(o.v);
  if (layout == layouts.range_iterator) {
    const auto* now = o.v.as<PyRangeIterator>();
    if (now->next != now->end) return false;
    Ref it = as_object(o, layout);
    b_.guard_true(b_.cmp(IrOp::EQ, b_.load(it, kRangeNext), b_.load(it, kRangeEnd)));
    return true;
  }
  if (layout != layouts.list_iterator && layout != layouts.tuple_iterator) return false;
  if (o.v.as<PyListIterator>()->source) return end_sequence(o);
  Ref source = b_.load(as_object(o, layout), layout == layouts.list_iterator ? kListIterSource : kTupleIterSource);
  b_.guard_true(b_.cmp(IrOp::EQ, source, ir_.k_ref(nullptr)));
  return true;
}

// next(). False: left to the general way.
bool Recorder::record_next(const Operand& o, uint32_t window, uint32_t argc) {
  if (!steps_in_place(layout_of(o.v))) return false;
  Steps steps;
  Ref item;
  if (look_ahead(o, steps, &item)) {
    commit(steps);
    set(pc_->c, item);
    return true;
  }
  bool answered = argc == 2 || find_catch().handler;
  if (!answered || !at_end(o)) return false;
  if (argc == 2) {
    set(pc_->c, operand(window + kFrameHeaderWords + 1).ref);
  } else {
    plan_raise(exc::StopIteration, {});
  }
  return true;
}

}  // namespace pyvm::jit
