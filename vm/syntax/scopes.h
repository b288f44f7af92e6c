#pragma once

#include <cstdint>
#include <string_view>

#include "vm/syntax/ast.h"
#include "vm/syntax/parse.h"

// Which scope each name belongs to: what CPython's symtable computes, and every SyntaxError that
// CPython raises after parsing (in symtable.c, future.c and compile.c). After a successful
// analyse_scopes() a compiler has no SyntaxError left to find. The rules are those of
// https://docs.python.org/3.11/reference/executionmodel.html#naming-and-binding.

namespace pyvm::syntax {

enum class ScopeKind : uint8_t {
  Module,
  Class,
  Function,
  Lambda,
  ListComp,
  SetComp,
  DictComp,
  GeneratorExp,
  Annotation,  // only under `from __future__ import annotations`: annotations bind and mark nothing
               // outside
};

// How a name is reached from the scope whose table it stands in.
enum class NameScope : uint8_t {
  Unresolved,
  Local,
  GlobalExplicit,  // named in a `global` statement
  GlobalImplicit,  // bound nowhere in the enclosing functions: global or builtin
  Free,            // bound in an enclosing function
  Cell,            // local, and used by an inner scope
};

// What happens to a name in its scope; the values are CPython's DEF_* and USE.
enum SymbolFlag : uint16_t {
  kDefGlobal = 1,        // `global` statement
  kDefLocal = 2,         // assigned
  kDefParam = 4,         // parameter
  kDefNonlocal = 8,      // `nonlocal` statement
  kUse = 16,             // read
  kDefFree = 32,         // free variable that an inner scope passes through
  kDefFreeClass = 64,    // free in a class scope and also assigned there
  kDefImport = 128,      // bound by import
  kDefAnnotation = 256,  // annotated
  kDefCompIter = 512,    // iteration variable of a comprehension
  kDefBound = kDefLocal | kDefParam | kDefImport,
};

struct Symbol {
  Identifier* name;  // mangled
  uint16_t flags;
  NameScope scope;
};

struct Scope {
  ScopeKind kind;
  Identifier* name;  // function or class name; "top", "lambda", "listcomp", "setcomp", "dictcomp",
                     // "genexpr"
  const Node* node;  // Module, FunctionDef, Lambda, ClassDef, ListComp, ...
  Scope* parent;
  Identifier* private_name;     // of the class around, for mangling; null outside classes
  Seq<Symbol> symbols;          // in order of first appearance
  Seq<Identifier*> parameters;  // positional-only, positional, keyword-only, *args, **kwargs
                                // (CPython's varnames order)
  Seq<Scope*> children;
  const uint32_t* table;  // internal: open-addressing index into `symbols`
  uint32_t table_mask;
  int lineno;
  int col_offset;
  bool nested;            // inside a function, at any depth
  bool has_free;          // has free variables of its own
  bool child_free;        // an inner scope has free variables
  bool generator;         // contains yield
  bool coroutine;         // async def, or asynchronous comprehension
  bool is_comprehension;  // ListComp, SetComp, DictComp, GeneratorExp
  bool varargs;
  bool varkeywords;
  bool returns_value;        // `return x` appears
  bool needs_class_closure;  // class: methods use `__class__` or super(): the class keeps a
                             // `__class__` cell
  bool has_star_import;      // module: `from x import *`

  // The symbol of a mangled name, or null.
  const Symbol* find(const Identifier* mangled) const;
};

struct ScopeTree {
  Scope* top = nullptr;
  uint32_t future = 0;     // FutureFeature bits in force: inherited ones and the file's own
  int future_lineno = -1;  // line of the last `from __future__ import`
  const void* const* table = nullptr;  // internal
  uint32_t table_mask = 0;

  // The scope that a Module, Expression, Interactive, FunctionDef, AsyncFunctionDef, ClassDef,
  // Lambda or comprehension node opens.
  Scope* scope_of(const Node* node) const;
};

// Computes the scopes of a tree. Returns false and fills `diagnostics.error` on failure. `source`
// gives the error its text line; it is the text that was parsed. Scopes live in `arena`.
[[nodiscard]] bool analyse_scopes(Arena& arena, const Mod* tree, std::string_view source,
                                  const SyntaxOptions& options, ScopeTree& result,
                                  Diagnostics& diagnostics);

// The name as stored in a class body: `__x` inside class `C` is `_C__x`.
Identifier* mangle(Arena& arena, const Identifier* class_name, Identifier* name);

}  // namespace pyvm::syntax
