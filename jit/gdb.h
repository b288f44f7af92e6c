// gdb's JIT interface (--jit-gdb): compiled code gets a name and can be unwound.
//
// For each piece of code a minimal object file is made in memory, with a symbol and a rule to find the caller, and put into
// a list that gdb reads whenever __jit_debug_register_code() is called, where it has a breakpoint; see "JIT Compilation
// Interface" in gdb's manual.
#pragma once

#include <cstddef>
#include <string>

namespace pyvm::jit {

struct UnwindRule;

void gdb_register(const void* code, size_t bytes, const std::string& name, const UnwindRule& rule);
// The code is about to be freed. Nothing happens if it was not registered.
void gdb_unregister(const void* code);

}  // namespace pyvm::jit
