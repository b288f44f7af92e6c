// Formatting: the format mini-language and the conversions of f-strings.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyDict;
struct PyStr;
struct PyTuple;
struct Thread;

// One replacement field of an f-string: conversion 0 none, 1 str(), 2 repr(), 3 ascii(); then format(value, spec).
// spec: a str or null (empty). May run Python code. Null: exception pending.
Value format_value(Thread& t, Value value, int conversion, Value spec);

// __format__ of the builtin types; `spec` is not empty (an empty one is str(v)). Null: exception pending.
PyStr* format_str(Thread& t, PyStr* s, PyStr* spec);
PyStr* format_int(Thread& t, Value v, PyStr* spec);
PyStr* format_float(Thread& t, Value v, PyStr* spec);     // float or an instance of a subclass
PyStr* format_complex(Thread& t, Value v, PyStr* spec);

// format.format(*args, **kwargs); args null: str.format_map(kwargs), any mapping.
PyStr* format_template(Thread& t, PyStr* format, PyTuple* args, Value kwargs);
// The % operator of str and of bytes / bytearray (the result is text of bytes in latin-1). May run Python code.
PyStr* percent_format(Thread& t, PyStr* format, Value args);
PyStr* percent_format_bytes(Thread& t, PyStr* latin1_format, Value args);

}  // namespace pyvm
