// The bytes of bytes-like objects.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;
class TextBuffer;

// Appends the bytes of a bytes-like object. False: TypeError pending, nothing appended.
[[nodiscard]] bool buffer_append_bytes(Thread& t, Value object, TextBuffer& out);

}  // namespace pyvm
