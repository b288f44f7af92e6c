// IR as text, for --trace-jit and tests.
//
//   0003 >  i64 unboxi    0001 #0        number, > guard, type, operation, operands, #snapshot
//   constants: 42 (i64), 1.5 (f64), true, ref:0x..., box:0x..., ptr:0x...
#pragma once

#include "jit/ir.h"

namespace pyvm {
class TextBuffer;
}

namespace pyvm::jit {

void print_ir(const TraceIr& ir, TextBuffer& out);
void print_ref(const TraceIr& ir, Ref ref, TextBuffer& out);

}  // namespace pyvm::jit
