// Reads the text that print_ir() writes, for tests of single optimiser passes.
//
// Blank lines and the indentation do not matter. Instructions are numbered from 0000 on; every snapshot stands before the
// first instruction that uses it, and a repeated snapshot is passed over. Fields of virtual objects are words or raw numbers
// as their values are.
#pragma once

#include <string>
#include <string_view>

#include "jit/ir.h"

namespace pyvm::jit {

// Fills an empty trace. False, and a message with the line in *error: the text is no IR.
[[nodiscard]] bool read_ir(std::string_view text, TraceIr& ir, std::string* error);

}  // namespace pyvm::jit
