// Formatting: the format mini-language and the conversions of f-strings.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;

// One replacement field of an f-string: conversion 0 none, 1 str(), 2 repr(), 3 ascii(); then format(value, spec).
// spec: a str or null (empty). May run Python code. Null: exception pending.
Value format_value(Thread& t, Value value, int conversion, Value spec);

}  // namespace pyvm
