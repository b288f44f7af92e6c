// Printing exceptions the way CPython does.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;
class TextBuffer;

// Writes traceback, chained exceptions, notes and groups as text. May run Python code (__str__ of the exception).
void traceback_format_exception(Thread& t, Value exception, TextBuffer& out);

// The same to sys.stderr, or file descriptor 2 when there is no usable sys.stderr. Leaves no exception pending.
void traceback_print_exception(Thread& t, Value exception);

}  // namespace pyvm
