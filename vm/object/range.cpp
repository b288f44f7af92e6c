// range and its two iterators.
//
// A range whose start, stop and step fit 49 bits computes with int64; others with ints of any size.
#include "vm/object/alloc.h"
#include "vm/object/exact.h"
#include "vm/object/hashing.h"
#include "vm/object/int.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/reduce.h"
#include "vm/object/sequence.h"
#include "vm/object/slice.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {
struct PyLongRangeIterator {
  HeapObject header;
  Value start, step, length;   // of the whole range
  Value index;
};
}  // namespace

static Value one() { return Value::from_small_int(1); }
static Value zero() { return Value::from_small_int(0); }

// Number of values of a range with ints of any size. Null: MemoryError.
static Value range_length(Thread& t, Value start, Value stop, Value step) {
  if (start.is_small_int() && stop.is_small_int() && step.is_small_int()) {
    int64_t a = start.small_int(), b = stop.small_int(), s = step.small_int();
    if (s > 0) return int_from_int64(a < b ? (b - a - 1) / s + 1 : 0);
    return int_from_int64(a > b ? (a - b - 1) / -s + 1 : 0);
  }
  bool down = int_sign(step) < 0;
  Value low = down ? stop : start, high = down ? start : stop;
  if (int_compare(low, high) >= 0) return zero();
  Value span = int_sub(t, high, low), width = down ? int_neg(t, step) : step;
  span = span && width ? int_sub(t, span, one()) : kNull;
  Value n = span ? int_floordiv(t, span, width) : kNull;
  return n ? int_add(t, n, one()) : kNull;
}

static Value range_new(Thread& t, Value start, Value stop, Value step) {
  Value length = range_length(t, start, stop, step);
  if (!length) return kNull;
  auto* r = allocate_object<PyRange>(layouts.range);
  if (!r) return kNull;
  r->start = start;
  r->stop = stop;
  r->step = step;
  r->length = length;
  gc::barrier(&r->header);
  return Value(&r->header);
}

static PyRange* as_range(Value v) { return v.as<PyRange>(); }

static bool is_small(const PyRange* r) {
  return r->start.is_small_int() && r->stop.is_small_int() && r->step.is_small_int() && r->length.is_small_int();
}

// start + index * step
static Value item_at(Thread& t, const PyRange* r, Value index) {
  if (is_small(r) && index.is_small_int()) {
    return int_from_int64(r->start.small_int() + index.small_int() * r->step.small_int());
  }
  Value offset = int_mul(t, index, r->step);
  return offset ? int_add(t, r->start, offset) : kNull;
}

static Value range_make(Thread& t, Value* args) {
  if (args[0] != Value(&type_range->header)) return raise_type_error("type 'range' is not an acceptable base type");
  PyTuple* given = as_tuple(args[1]);
  if (given->length == 0) return raise_type_error("range expected at least 1 argument, got 0");
  if (given->length > 3) {
    return raise_type_error("range expected at most 3 arguments, got %lld", static_cast<long long>(given->length));
  }
  Value parts[3] = {zero(), kNull, one()};
  if (given->length == 1) {
    parts[1] = object_as_int(t, given->items[0]);
    if (!parts[1]) return kNull;
  } else {
    for (int64_t i = 0; i < given->length; i++) {
      parts[i] = object_as_int(t, given->items[i]);
      if (!parts[i]) return kNull;
    }
    if (int_sign(parts[2]) == 0) return raise_value_error("range() arg 3 must not be zero");
  }
  return range_new(t, parts[0], parts[1], parts[2]);
}

static Value range_repr(Thread& t, Value* args) {
  PyRange* r = as_range(args[0]);
  PyStr* a = object_repr(t, r->start);
  PyStr* b = a ? object_repr(t, r->stop) : nullptr;
  PyStr* c = b ? object_repr(t, r->step) : nullptr;
  if (!c) return kNull;
  PyStr* text = str_from_utf8("range(");
  PyStr* comma = str_from_utf8(", ");
  PyStr* close = str_from_utf8(")");
  bool with_step = !(r->step == one());
  for (PyStr* part : {a, comma, b, with_step ? comma : nullptr, with_step ? c : nullptr, close}) {
    if (text && part) text = str_concat(text, part);
  }
  return text_value(text);
}

static Value range_len(Thread&, Value* args) {
  int64_t n;
  if (!int_to_int64(as_range(args[0])->length, &n)) {
    return raise_error(exc::OverflowError, "Python int too large to convert to C ssize_t");
  }
  return as_range(args[0])->length;
}
static Value range_bool(Thread&, Value* args) { return Value::from_bool(int_sign(as_range(args[0])->length) != 0); }

static Value range_getitem(Thread& t, Value* args) {
  PyRange* r = as_range(args[0]);
  Value key = args[1];
  if (is_slice(key)) {
    Value parts[3];
    if (!slice_long_indices(t, key.as<PySlice>(), r->length, parts)) return kNull;
    Value step = int_mul(t, parts[2], r->step);
    Value start = step ? item_at(t, r, parts[0]) : kNull;
    Value stop = start ? item_at(t, r, parts[1]) : kNull;
    return stop ? range_new(t, start, stop, step) : kNull;
  }
  if (!is_int(key) && !type_lookup(type_of(key), names::d_index)) {
    return raise_type_error("range indices must be integers or slices, not %.200s", type_name(key));
  }
  Value i = object_as_int(t, key);
  if (i && int_sign(i) < 0) i = int_add(t, i, r->length);
  if (!i) return kNull;
  if (int_sign(i) < 0 || int_compare(i, r->length) >= 0) {
    return raise_error(exc::IndexError, "range object index out of range");
  }
  return item_at(t, r, i);
}

// Position of an int in the range, or null without exception.
static Value position_of(Thread& t, PyRange* r, Value v) {
  if (int_sign(r->length) == 0) return kNull;
  if (is_small(r) && v.is_small_int()) {
    int64_t offset = v.small_int() - r->start.small_int(), step = r->step.small_int();
    if (offset % step || offset / step < 0 || offset / step >= r->length.small_int()) return kNull;
    return Value::from_small_int(offset / step);
  }
  Value offset = int_sub(t, v, r->start), q, remainder;
  if (!offset || !int_divmod(t, offset, r->step, &q, &remainder)) return kNull;
  if (int_sign(remainder) || int_sign(q) < 0 || int_compare(q, r->length) >= 0) return kNull;
  return q;
}

static Value range_contains(Thread& t, Value* args) {
  if (is_exact_int(args[1]) || args[1].is_bool()) {
    Value at = position_of(t, as_range(args[0]), args[1]);
    return !at && error_occurred(t) ? kNull : Value::from_bool(bool(at));
  }
  Value iterator = object_iter(t, args[0]);
  if (!iterator) return kNull;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return kFalse;
    int r = item ? object_equal(t, item, args[1]) : -1;
    if (r != 0) return r < 0 ? kNull : kTrue;
  }
}

static Value range_count(Thread& t, Value* args) {
  if (is_exact_int(args[1]) || args[1].is_bool()) {
    Value r = range_contains(t, args);
    return r ? Value::from_small_int(r.is_true()) : kNull;
  }
  Value iterator = object_iter(t, args[0]);
  int64_t n = 0;
  if (!iterator) return kNull;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return int_from_int64(n);
    int r = item ? object_equal(t, item, args[1]) : -1;
    if (r < 0) return kNull;
    n += r;
  }
}

static Value range_index(Thread& t, Value* args) {
  if (is_exact_int(args[1]) || args[1].is_bool()) {
    Value at = position_of(t, as_range(args[0]), args[1]);
    if (at || error_occurred(t)) return at;
    PyStr* s = object_repr(t, args[1]);
    return s ? raise_value_error("%s is not in range", str_utf8(s).data()) : kNull;
  }
  Value iterator = object_iter(t, args[0]);
  if (!iterator) return kNull;
  for (int64_t i = 0;; i++) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return raise_value_error("sequence.index(x): x not in sequence");
    int r = item ? object_equal(t, item, args[1]) : -1;
    if (r != 0) return r < 0 ? kNull : int_from_int64(i);
  }
}

static bool ranges_equal(PyRange* a, PyRange* b) {
  if (a == b) return true;
  if (int_compare(a->length, b->length)) return false;
  if (int_sign(a->length) == 0) return true;
  if (int_compare(a->start, b->start)) return false;
  return a->length == one() || int_compare(a->step, b->step) == 0;
}

template <CompareOp Op>
static Value range_compare(Thread&, Value* args) {
  if (!is_exact_range(args[1]) || (Op != CompareOp::kEq && Op != CompareOp::kNe)) return kNotImplemented;
  return Value::from_bool(ranges_equal(as_range(args[0]), as_range(args[1])) == (Op == CompareOp::kEq));
}

static Value range_hash(Thread& t, Value* args) {
  PyRange* r = as_range(args[0]);
  bool empty = int_sign(r->length) == 0, single = r->length == one();
  Value parts[] = {r->length, empty ? kNone : r->start, empty || single ? kNone : r->step};
  PyTuple* key = tuple_from(parts, 3);
  int64_t h = key ? tuple_hash(t, key) : -1;
  return h == -1 ? kNull : int_from_int64(h);
}

// Forward or backward iterator over start, start + step, ... of `length` values.
static Value iterator_new(Thread& t, Value start, Value step, Value length) {
  if (start.is_small_int() && step.is_small_int() && length.is_small_int()) {
    int64_t span, last;
    if (!__builtin_mul_overflow(step.small_int(), length.small_int(), &span) &&
        !__builtin_add_overflow(start.small_int(), span, &last) &&
        (length.small_int() == 0 || Value::fits_int(last - step.small_int()))) {
      auto* it = allocate_object<PyRangeIterator>(layouts.range_iterator);
      if (!it) return kNull;
      it->next = start.small_int();
      it->step = step.small_int();
      it->end = last;
      return Value(&it->header);
    }
  }
  (void)t;
  auto* it = allocate_instance_of<PyLongRangeIterator>(type_longrange_iterator);
  if (!it) return kNull;
  it->start = start;
  it->step = step;
  it->length = length;
  it->index = zero();
  gc::barrier(&it->header);
  return Value(&it->header);
}

Value range_iterator_of(Thread& t, const PyRange* range) {
  return iterator_new(t, range->start, range->step, range->length);
}
static Value range_iter(Thread& t, Value* args) { return range_iterator_of(t, as_range(args[0])); }

static Value range_reversed(Thread& t, Value* args) {
  PyRange* r = as_range(args[0]);
  Value step = int_neg(t, r->step), last = step ? int_sub(t, r->length, one()) : kNull;
  Value start = last ? item_at(t, r, last) : kNull;
  return start ? iterator_new(t, start, step, r->length) : kNull;
}

static Value range_reduce(Thread&, Value* args) {
  PyRange* r = as_range(args[0]);
  Value inner[] = {r->start, r->stop, r->step};
  Value parts[] = {Value(&type_range->header), tuple_value(tuple_from(inner, 3))};
  return parts[1] ? tuple_value(tuple_from(parts, 2)) : kNull;
}
static Value range_start(Thread&, Value* args) { return as_range(args[0])->start; }
static Value range_stop(Thread&, Value* args) { return as_range(args[0])->stop; }
static Value range_step(Thread&, Value* args) { return as_range(args[0])->step; }

static const NativeDef kRangeMethods[] = {
    {"__new__(cls, /, *args)", range_make},
    {"__repr__(self, /)", range_repr},
    {"__hash__(self, /)", range_hash},
    {"__eq__(self, value, /)", range_compare<CompareOp::kEq>},
    {"__ne__(self, value, /)", range_compare<CompareOp::kNe>},
    {"__lt__(self, value, /)", range_compare<CompareOp::kLt>},
    {"__le__(self, value, /)", range_compare<CompareOp::kLe>},
    {"__gt__(self, value, /)", range_compare<CompareOp::kGt>},
    {"__ge__(self, value, /)", range_compare<CompareOp::kGe>},
    {"__iter__(self, /)", range_iter, kEffectAllocates},
    {"__bool__(self, /)", range_bool, kEffectPure},
    {"__len__(self, /)", range_len, kEffectMayRaise},
    {"__getitem__(self, key, /)", range_getitem},
    {"__contains__(self, key, /)", range_contains},
    {"__reversed__(self, /)", range_reversed, kEffectAllocates, "Return a reverse iterator."},
    {"__reduce__(self, /)", range_reduce, kEffectAllocates},
    {"count(self, value, /)", range_count, kEffectAll, "rangeobject.count(value) -> integer -- return number of occurrences of value"},
    {"index(self, value, /)", range_index, kEffectAll,
     "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present."},
    {"@member start", range_start, kEffectPure},
    {"@member stop", range_stop, kEffectPure},
    {"@member step", range_step, kEffectPure},
    {}};

// ---- iterators

static Value range_iter_next(Thread&, Value self) {
  auto* it = self.as<PyRangeIterator>();
  if (it->next == it->end) return kStop;
  int64_t i = it->next;
  it->next = i + it->step;
  return Value::from_small_int(i);
}
static Value iterator_self(Thread&, Value* args) { return args[0]; }
static int64_t remaining(const PyRangeIterator* it) { return (it->end - it->next) / it->step; }
static Value range_iter_hint(Thread&, Value* args) { return Value::from_small_int(remaining(args[0].as<PyRangeIterator>())); }

static Value reduce_as_range(Thread& t, Value start, Value stop, Value step) {
  Value range = range_new(t, start, stop, step);
  Value fn = range ? builtin_function(t, "iter") : kNull;
  PyTuple* inner = fn ? tuple_from(&range, 1) : nullptr;
  if (!inner) return kNull;
  Value parts[] = {fn, Value(&inner->header), kNone};
  return tuple_value(tuple_from(parts, 3));
}
static Value range_iter_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<PyRangeIterator>();
  return reduce_as_range(t, int_from_int64(it->next), int_from_int64(it->end), int_from_int64(it->step));
}
static Value range_iter_setstate(Thread& t, Value* args) {
  auto* it = args[0].as<PyRangeIterator>();
  if (args[1].is_none()) return kNone;
  int64_t i;
  if (!object_index(t, args[1], &i)) return kNull;
  int64_t left = remaining(it);
  it->next += (i < 0 ? 0 : i > left ? left : i) * it->step;
  return kNone;
}

static Value long_next(Thread& t, Value self) {
  auto* it = self.as<PyLongRangeIterator>();
  if (int_compare(it->index, it->length) >= 0) return kStop;
  Value offset = int_mul(t, it->index, it->step), next = offset ? int_add(t, it->index, one()) : kNull;
  Value v = next ? int_add(t, it->start, offset) : kNull;
  if (!v) return kNull;
  it->index = next;
  gc::barrier(&it->header, next.bits());
  return v;
}
static Value long_hint(Thread& t, Value* args) {
  auto* it = args[0].as<PyLongRangeIterator>();
  return int_sub(t, it->length, it->index);
}
static Value long_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<PyLongRangeIterator>();
  Value done = int_mul(t, it->index, it->step), all = done ? int_mul(t, it->length, it->step) : kNull;
  Value start = all ? int_add(t, it->start, done) : kNull, stop = start ? int_add(t, it->start, all) : kNull;
  return stop ? reduce_as_range(t, start, stop, it->step) : kNull;
}
static Value long_setstate(Thread& t, Value* args) {
  auto* it = args[0].as<PyLongRangeIterator>();
  if (args[1].is_none()) return kNone;
  Value i = object_as_int(t, args[1]);
  if (!i) return kNull;
  it->index = int_sign(i) < 0 ? zero() : int_compare(i, it->length) > 0 ? it->length : i;
  gc::barrier(&it->header);
  return kNone;
}

static const NativeDef kRangeIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(range_iter_next, kEffectReads | kEffectWrites),
    {"__length_hint__(self, /)", range_iter_hint, kEffectReads, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", range_iter_reduce, kEffectAll, "Return state information for pickling."},
    {"__setstate__(self, state, /)", range_iter_setstate, kEffectAll, "Set state information for unpickling."},
    {}};
static const NativeDef kLongRangeIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(long_next, kEffectReads | kEffectWrites | kEffectAllocates),
    {"__length_hint__(self, /)", long_hint, kEffectReads, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", long_reduce, kEffectAll, "Return state information for pickling."},
    {"__setstate__(self, state, /)", long_setstate, kEffectAll, "Set state information for unpickling."},
    {}};

static const TypeSpec kRangeSpec = {
    .name = "range",
    .base = nullptr,
    .flags = kTypeSequence,
    .native = {.bytes = sizeof(PyRange), .first_value = sizeof(HeapObject)},
    .methods = kRangeMethods,
    .doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of "
           "integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart "
           "defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 "
           "elements.\nWhen step is given, it specifies the increment (or decrement).",
};
static const TypeSpec kRangeIteratorSpec = {
    .name = "range_iterator",
    .base = nullptr,
    .flags = kTypeNoNew,
    .native = {.bytes = sizeof(PyRangeIterator), .leaf = true},
    .methods = kRangeIteratorMethods,
};
static const TypeSpec kLongRangeIteratorSpec = {
    .name = "longrange_iterator",
    .base = nullptr,
    .flags = kTypeNoNew,
    .native = {.bytes = sizeof(PyLongRangeIterator), .first_value = sizeof(HeapObject)},
    .methods = kLongRangeIteratorMethods,
};

void boot_range() {
  type_init_builtin(type_range, kRangeSpec);
  type_init_builtin(type_range_iterator, kRangeIteratorSpec);
  type_init_builtin(type_longrange_iterator, kLongRangeIteratorSpec);
}

}  // namespace pyvm
