// Iterators of the builtin containers whose state the interpreter and the JIT step in place.
#pragma once

#include "vm/object/list.h"
#include "vm/object/value.h"

namespace pyvm {

struct PyStr;

// range_iterator: values that fit 49 bits: next, next + step, ... up to but excluding `end`, which is reached exactly
// (exhausted: next == end; an empty range has end == next). length_hint is (end - next) / step.
struct PyRangeIterator {
  HeapObject header;
  int64_t next, step, end;
};

// range with any ints; `length` is an int Value. fits: start, step and every value fit 49 bits.
struct PyRange {
  HeapObject header;
  Value start, stop, step, length;
};
// iter(range). Null: MemoryError pending.
Value range_iterator_of(Thread& t, const PyRange* range);

// list_iterator, tuple_iterator: source is null once exhausted.
struct PyListIterator {
  HeapObject header;
  PyList* source;
  int64_t index;
};
struct PyTupleIterator {
  HeapObject header;
  PyTuple* source;
  int64_t index;
};

// str_iterator and str_ascii_iterator, as above.
struct PyStrIterator {
  HeapObject header;
  PyStr* source;
  int64_t index;
};

struct PyEnumerate {
  HeapObject header;
  Value iterator;
  Value count;   // of the next item, an int
};
struct PyZip {
  HeapObject header;
  PyTuple* iterators;
  bool strict;
};

struct PySlice {
  HeapObject header;
  Value start, stop, step;
};

PySlice* slice_new(Value start, Value stop, Value step);   // null: MemoryError pending
// Clips a slice to a sequence of `length`: *count items from *start by *step. False: exception pending.
[[nodiscard]] bool slice_indices(Thread& t, PySlice* slice, int64_t length, int64_t* start, int64_t* step,
                                 int64_t* count);

}  // namespace pyvm
