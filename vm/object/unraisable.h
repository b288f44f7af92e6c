// Exceptions that nobody can catch, and what runs at a poll after a collection.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;

// Takes the pending exception and tells sys.unraisablehook, or stderr: "MESSAGE: <object>", the message being "Exception
// ignored in" if it is null. Leaves none pending.
void unraisable_report(Thread& t, Value object, const char* message = nullptr);

// What it prints: the message and the object (either may be null), the exception without what it came from.
void unraisable_print(Thread& t, Value exception, Value object, const char* message);

// Runs weak-reference callbacks and __del__ methods that are due.
void finalize_pending(Thread& t);
// At the end of the program: runs the __del__ methods of all objects there are, in the order of allocation, and closes all
// generators. Left are streams and others of frozen modules: runtime_finish() flushes them, and the system closes them.
void finalize_all(Thread& t);
// Makes polls call finalize_pending().
void unraisable_install();

}  // namespace pyvm
