// Characters in traces: a string of one character below 256 is an item of the table of all of them, so that its code is known
// and it costs a load only where the string itself is wanted.
#pragma once

#include "jit/builder.h"

namespace pyvm::jit {

// The string of the character with the I64 code 0..255.
Ref char_string(IrBuilder& b, Ref code);
// The I64 code of a string that char_string() made, or of a constant of one character. kNoRef: any other string.
Ref char_code(TraceIr& ir, Ref string);

}  // namespace pyvm::jit
