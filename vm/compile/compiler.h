// The compiler: a syntax tree and its scopes in, code objects out.
#pragma once

#include <cstdint>

#include "vm/object/code.h"
#include "vm/syntax/scopes.h"

namespace pyvm {

struct Thread;
class TextBuffer;

struct CompileOptions {
  PyStr* filename = nullptr;
  int optimize = 0;                    // 1: no asserts, __debug__ is False; 2: no docstrings either
  bool interactive_expressions = false;  // Expression statements of an Interactive tree go to sys.displayhook
};

// Compiles a Module, Expression or Interactive tree. The tree has passed analyse_scopes(), so there are no SyntaxErrors
// left. Null: an exception is pending (RecursionError, OverflowError for code that exceeds the instruction format,
// MemoryError). `arena` is the tree's; its identifiers' tags must be unused (0) or from an earlier compilation that failed.
PyCode* compile_module(Thread& t, syntax::Arena& arena, const syntax::Mod* tree, const syntax::ScopeTree& scopes,
                       const CompileOptions& options);

// Appends the operands of one instruction. Returns the index it jumps to, or -1.
int64_t disassemble_operands(PyCode* code, uint32_t index, TextBuffer& out);

// Listing of a code object and, after it, of those among its constants.
void dump_bytecode(PyCode* code, TextBuffer& out);

}  // namespace pyvm
