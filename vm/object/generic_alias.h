// list[int] (types.GenericAlias) and int | None (types.UnionType).
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyTuple;
struct Thread;
class TextBuffer;

struct PyGenericAlias {
  HeapObject header;    // kTypeFlag0: starred (*tuple[int])
  Value origin;
  Value args;           // tuple
  Value parameters;     // tuple or null until asked for
};

struct PyUnion {
  HeapObject header;
  Value args;           // tuple, flat and without repetitions
  Value parameters;     // tuple or null until asked for
};

// origin[args]; args a tuple or a single item. What __class_getitem__ of builtin classes calls.
Value generic_alias_new(Value origin, Value args);
inline Value union_args(Value v) { return v.as<PyUnion>()->args; }
// a | b for classes; NotImplemented when either cannot be in a union.
Value union_or(Thread& t, Value a, Value b);
// The type variables in args, each once (the shared rule of aliases and unions). Null: exception pending.
PyTuple* alias_parameters(Thread& t, PyTuple* args);
// args with the type variables `parameters` replaced by item (a tuple or a single one). Null: exception pending.
PyTuple* alias_substitute(Thread& t, Value self, PyTuple* args, PyTuple* parameters, Value item);

// An argument as aliases and unions show it: int, typing.Any, ... False: exception pending.
[[nodiscard]] bool alias_append_repr(Thread& t, Value item, TextBuffer& out);

}  // namespace pyvm
