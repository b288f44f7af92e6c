// "Did you mean: 'x'?"
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyStr;
struct Thread;

// The name to suggest for an AttributeError or NameError, or null. May run Python code (__dir__); leaves no exception
// pending.
PyStr* suggest_name(Thread& t, Value exception);

}  // namespace pyvm
