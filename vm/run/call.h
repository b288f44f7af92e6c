// Calls from C++ and argument passing.
#pragma once

#include "vm/object/list.h"
#include "vm/object/value.h"
#include "vm/run/frame.h"

namespace pyvm {

struct PyDict;
struct Thread;

// Words kept free above any frame for shifted arguments and headers.
inline constexpr int kStackSlack = 256;

inline uint32_t tuple_length(const PyTuple* tuple) { return tuple ? static_cast<uint32_t>(tuple->length) : 0; }

// Writes the values of a ** dict to out (kwargs->length of them) and returns their names. Null: a key is no str.
PyTuple* spread_keywords(Thread& t, Value callee, PyDict* kwargs, Value* out);

// Raises RecursionError; returns false.
bool raise_recursion_error(Thread& t, const char* where);

// Pushes a frame whose parameters are bound at base; result kFramePushed or null.
Value push_bound(Thread& t, PyFunction* function, Value* base, FrameInfo info);

}  // namespace pyvm
