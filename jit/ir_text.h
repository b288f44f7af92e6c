// IR as text, for --trace-jit and tests.
//
//   0003 > i64  UNBOXI    0001 #0        number, > guard, type, operation, operands, #snapshot
//   constants: +42 (i64), +7:i32, 1.5 (f64), true, ref:0x..., box:0x..., ptr:0x...
//   memory: word@array, what is accessed where
#pragma once

#include "jit/ir.h"

namespace pyvm {
class TextBuffer;
}

namespace pyvm::jit {

void print_ir(const TraceIr& ir, TextBuffer& out);
// Names of a MemKind and of an Alias.
const char* mem_kind_name(int kind);
const char* alias_name(int alias);
void print_ref(const TraceIr& ir, Ref ref, TextBuffer& out);

}  // namespace pyvm::jit
