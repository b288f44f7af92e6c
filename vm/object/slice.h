// The steps of slicing, for sequences that need them apart; slice_new() and slice_indices() are in iter.h.
#pragma once

#include "vm/object/iter.h"

namespace pyvm {

// The three numbers of a slice, clipped to 64 bits; step is not 0. May run Python code (__index__). False: exception.
[[nodiscard]] bool slice_unpack(Thread& t, PySlice* slice, int64_t* start, int64_t* stop, int64_t* step);
// Clips start and stop to a sequence of `length`; the number of items selected.
int64_t slice_adjust(int64_t length, int64_t* start, int64_t* stop, int64_t step);
// slice.indices(length) with ints of any size into parts[3]. False: exception pending.
[[nodiscard]] bool slice_long_indices(Thread& t, PySlice* slice, Value length, Value* parts);

}  // namespace pyvm
