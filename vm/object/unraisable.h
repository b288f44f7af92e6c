// Exceptions that nobody can catch, and what runs at a poll after a collection.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;

// Takes the pending exception and tells sys.unraisablehook, or stderr: "Exception ignored in: <object>". Leaves none
// pending.
void unraisable_report(Thread& t, Value object);

// Runs weak-reference callbacks and __del__ methods that are due.
void finalize_pending(Thread& t);
// Makes polls call finalize_pending().
void unraisable_install();

}  // namespace pyvm
