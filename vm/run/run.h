// Entering the interpreter from C++.
#pragma once

#include <string_view>

#include "vm/object/value.h"

namespace pyvm {

struct PyCode;
struct PyDict;
struct PyFunction;
struct PyTuple;
struct PyType;
struct PyStr;
struct Thread;
class TextBuffer;

// Runs a module, class-body or expression code object with these namespaces. Null: exception pending.
Value run_code(Thread& t, PyCode* code, PyDict* globals, Value locals, Value closure = kNull);

// Calls a Python function; arguments as in object_call.
Value run_function(Thread& t, PyFunction* function, const Value* args, uint32_t n, PyTuple* kwnames);

// The innermost Python frame's facts for C++ code that is called by it.
PyDict* current_globals(Thread& t);      // null when no Python frame runs
PyDict* current_builtins(Thread& t);
PyFunction* current_function(Thread& t);

// Flags of compile_source, CPython's values. Future features (co_flags bits) may be added.
inline constexpr uint32_t kCompileDontImplyDedent = 0x0200;
inline constexpr uint32_t kCompileOnlyAst = 0x0400;        // the result is a tree (an instance of ast.AST)
inline constexpr uint32_t kCompileStringSource = 0x0800;   // the text is a str: always utf-8, a coding cookie has no meaning
inline constexpr uint32_t kCompileScript = 0x40000000;    // the program that the command line names: it must be UTF-8 or say what it is
inline constexpr uint32_t kCompileTypeComments = 0x1000;
inline constexpr uint32_t kCompileAllowTopLevelAwait = 0x2000;
inline constexpr uint32_t kCompileAllowIncompleteInput = 0x4000;
inline constexpr uint32_t kCompileFutureMask = 0x1FE0000;

// Compiles source text (utf-8, or bytes with a coding cookie); mode "exec", "eval" or "single". Null: SyntaxError pending.
Value compile_source(Thread& t, std::string_view source, PyStr* filename, const char* mode, uint32_t flags,
                     int optimize);
// The same from an ast.AST object.
Value compile_ast(Thread& t, Value tree, PyStr* filename, const char* mode, uint32_t flags, int optimize);
// Appends the text of a str or bytes-like source for compile_source(), whose flags tell which it was. False:
// UnicodeEncodeError (lone surrogates) pending, or, for an object that is neither, TypeError.
[[nodiscard]] bool source_text(Thread& t, Value source, TextBuffer& out, uint32_t* flags);
// The future features of the running Python function, which exec(), eval() and compile() hand on.
uint32_t compile_inherited_flags(Thread& t);

// Registers a native module: `init` fills the fresh module's dict. Called at boot for every module; cheap.
struct NativeModule {
  const char* name;
  bool (*init)(Thread& t, PyDict* dict);   // false: exception pending
};
void register_native_module(const NativeModule& module);

}  // namespace pyvm
