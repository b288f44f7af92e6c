// slice objects and the arithmetic of slices.
#include "vm/object/alloc.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/int_limbs.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/sequence.h"
#include "vm/object/slice.h"
#include "vm/object/str.h"

namespace pyvm {

PySlice* slice_new(Value start, Value stop, Value step) {
  auto* s = allocate_object<PySlice>(layouts.slice);
  if (!s) return nullptr;
  s->start = start;
  s->stop = stop;
  s->step = step;
  gc::barrier(&s->header);
  return s;
}

static bool slice_part(Thread& t, Value v, int64_t* out) {
  if (v.is_small_int()) {
    *out = v.small_int();
    return true;
  }
  if (!is_int(v) && !type_lookup(type_of(v), names::d_index)) {
    (void)raise_type_error("slice indices must be integers or None or have an __index__ method");
    return false;
  }
  return object_index(t, v, out, true);
}

bool slice_unpack(Thread& t, PySlice* slice, int64_t* start, int64_t* stop, int64_t* step) {
  *step = 1;
  if (!slice->step.is_none()) {
    if (!slice_part(t, slice->step, step)) return false;
    if (*step == 0) {
      (void)raise_value_error("slice step cannot be zero");
      return false;
    }
    if (*step < -INT64_MAX) *step = -INT64_MAX;
  }
  *start = *step < 0 ? INT64_MAX : 0;
  *stop = *step < 0 ? INT64_MIN : INT64_MAX;
  if (!slice->start.is_none() && !slice_part(t, slice->start, start)) return false;
  return slice->stop.is_none() || slice_part(t, slice->stop, stop);
}

int64_t slice_adjust(int64_t length, int64_t* start, int64_t* stop, int64_t step) {
  auto clip = [&](int64_t v) {
    if (v < 0) {
      v += length;
      if (v < 0) v = step < 0 ? -1 : 0;
    } else if (v >= length) {
      v = step < 0 ? length - 1 : length;
    }
    return v;
  };
  *start = clip(*start);
  *stop = clip(*stop);
  if (step < 0) return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
  return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}

bool slice_indices(Thread& t, PySlice* slice, int64_t length, int64_t* start, int64_t* step, int64_t* count) {
  int64_t stop;
  if (!slice_unpack(t, slice, start, &stop, step)) return false;
  *count = slice_adjust(length, start, &stop, *step);
  return true;
}

// ---- methods

static Value slice_make(Thread&, Value* args) {
  if (args[0] != Value(&type_slice->header)) return raise_type_error("type 'slice' is not an acceptable base type");
  PyTuple* given = as_tuple(args[1]);
  if (given->length == 0) return raise_type_error("slice expected at least 1 argument, got 0");
  if (given->length > 3) {
    return raise_type_error("slice expected at most 3 arguments, got %lld", static_cast<long long>(given->length));
  }
  Value a = given->items[0], b = given->length > 1 ? given->items[1] : kNone, c = given->length > 2 ? given->items[2] : kNone;
  PySlice* s = given->length == 1 ? slice_new(kNone, a, kNone) : slice_new(a, b, c);
  return s ? Value(&s->header) : kNull;
}

static Value slice_repr(Thread& t, Value* args) {
  auto* s = args[0].as<PySlice>();
  PyStr* a = object_repr(t, s->start);
  PyStr* b = a ? object_repr(t, s->stop) : nullptr;
  PyStr* c = b ? object_repr(t, s->step) : nullptr;
  if (!c) return kNull;
  PyStr* text = str_from_utf8("slice(");
  PyStr* comma = str_from_utf8(", ");
  for (PyStr* part : {a, comma, b, comma, c, str_from_utf8(")")}) {
    if (text) text = str_concat(text, part);
  }
  return text_value(text);
}

static PyTuple* slice_key(PySlice* s) {
  Value parts[] = {s->start, s->stop, s->step};
  return tuple_from(parts, 3);
}

template <CompareOp Op>
static Value slice_compare(Thread& t, Value* args) {
  if (!args[1].is_layout(layouts.slice)) return kNotImplemented;
  if (args[0] == args[1]) return Value::from_bool(Op == CompareOp::kEq || Op == CompareOp::kLe || Op == CompareOp::kGe);
  PyTuple* a = slice_key(args[0].as<PySlice>());
  PyTuple* b = a ? slice_key(args[1].as<PySlice>()) : nullptr;
  return b ? object_compare(t, Value(&a->header), Value(&b->header), Op) : kNull;
}

// The parts of slice.indices() as ints of any size.
static Value slice_indices_method(Thread& t, Value* args) {
  auto* s = args[0].as<PySlice>();
  Value length = object_as_int(t, args[1]);
  if (!length) return kNull;
  if (int_sign(length) < 0) return raise_value_error("length should not be negative");
  Value parts[3];
  if (!slice_long_indices(t, s, length, parts)) return kNull;
  PyTuple* r = tuple_from(parts, 3);
  return r ? Value(&r->header) : kNull;
}

bool slice_long_indices(Thread& t, PySlice* s, Value length, Value* parts) {
  Value zero = Value::from_small_int(0), step = Value::from_small_int(1);
  auto part = [&](Value v, Value* out) {
    if (!is_int(v) && !type_lookup(type_of(v), names::d_index)) {
      (void)raise_type_error("slice indices must be integers or None or have an __index__ method");
      return false;
    }
    *out = object_as_int(t, v);
    return bool(*out);
  };
  if (!s->step.is_none() && !part(s->step, &step)) return false;
  int sign = int_sign(step);
  if (sign == 0) {
    (void)raise_value_error("slice step cannot be zero");
    return false;
  }
  bool down = sign < 0;
  Value lower = down ? Value::from_small_int(-1) : zero;
  Value upper = down ? int_sub(t, length, Value::from_small_int(1)) : length;
  if (!upper) return false;
  auto clip = [&](Value v, Value missing, Value* out) {
    if (v.is_none()) {
      *out = missing;
      return true;
    }
    if (!part(v, &v)) return false;
    if (int_sign(v) < 0) {
      v = int_add(t, v, length);
      if (!v) return false;
      if (int_compare(v, lower) < 0) v = lower;
    } else if (int_compare(v, upper) > 0) {
      v = upper;
    }
    *out = v;
    return true;
  };
  parts[2] = step;
  return clip(s->start, down ? upper : lower, &parts[0]) && clip(s->stop, down ? lower : upper, &parts[1]);
}

static Value slice_hash(Thread&, Value*) { return raise_type_error("unhashable type: 'slice'"); }
static Value slice_start(Thread&, Value* args) { return args[0].as<PySlice>()->start; }
static Value slice_stop(Thread&, Value* args) { return args[0].as<PySlice>()->stop; }
static Value slice_step(Thread&, Value* args) { return args[0].as<PySlice>()->step; }
static Value slice_reduce(Thread&, Value* args) {
  PyTuple* key = slice_key(args[0].as<PySlice>());
  if (!key) return kNull;
  Value parts[] = {Value(&type_slice->header), Value(&key->header)};
  PyTuple* r = tuple_from(parts, 2);
  return r ? Value(&r->header) : kNull;
}

static const NativeDef kSliceMethods[] = {
    {"__new__(cls, /, *args)", slice_make, kEffectAllocates | kEffectMayRaise},
    {"__repr__(self, /)", slice_repr},
    {"__hash__(self, /)", slice_hash, kEffectMayRaise},
    {"__eq__(self, value, /)", slice_compare<CompareOp::kEq>},
    {"__ne__(self, value, /)", slice_compare<CompareOp::kNe>},
    {"__lt__(self, value, /)", slice_compare<CompareOp::kLt>},
    {"__le__(self, value, /)", slice_compare<CompareOp::kLe>},
    {"__gt__(self, value, /)", slice_compare<CompareOp::kGt>},
    {"__ge__(self, value, /)", slice_compare<CompareOp::kGe>},
    {"indices(self, len, /)", slice_indices_method, kEffectAll,
     "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\n"
     "indices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a "
     "manner consistent with the\nhandling of normal slices."},
    {"__reduce__(self, /)", slice_reduce, kEffectAllocates, "Return state information for pickling."},
    {"@member start", slice_start, kEffectPure},
    {"@member stop", slice_stop, kEffectPure},
    {"@member step", slice_step, kEffectPure},
    {}};

static const TypeSpec kSliceSpec = {
    .name = "slice",
    .base = nullptr,
    .flags = 0,
    .native = {.bytes = sizeof(PySlice), .first_value = sizeof(HeapObject)},
    .methods = kSliceMethods,
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. "
           "a[0:10:2]).",
};

void boot_slice() { type_init_builtin(type_slice, kSliceSpec); }

}  // namespace pyvm
