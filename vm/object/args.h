// Conversions of arguments that many builtin methods share, with CPython's error texts.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;
struct PyStr;

// An index-like number (__index__) as int64; OverflowError "Python int too large to convert to C ssize_t".
[[nodiscard]] bool arg_ssize(Thread& t, Value v, int64_t* out);
// The same for C int: "Python int too large to convert to C int", "signed integer is greater than maximum".
[[nodiscard]] bool arg_int(Thread& t, Value v, int* out);
// start/end arguments (null or None: the default) clipped to [0, length]. *start may exceed *end.
[[nodiscard]] bool arg_bounds(Thread& t, Value start, Value end, int64_t length, int64_t* first, int64_t* last);
// A repetition count: TypeError "can't multiply sequence by non-int of type 'x'", negative counts become 0.
[[nodiscard]] bool arg_repeat(Thread& t, Value v, int64_t* out);
// A str, or TypeError "NAME() argument [POSITION] must be str, not X" (position 0: none).
PyStr* arg_str(Value v, const char* function, int position);
// What __reduce__ of a sequence iterator gives: (iter, (source,), index), or (iter, (empty,)) when it is exhausted (source
// null).
Value iterator_reduce_tuple(Thread& t, Value source, Value empty, int64_t index);
// The text of `v` in a message: "None" for None, otherwise the type's name.
const char* arg_type_name(Value v);

}  // namespace pyvm
