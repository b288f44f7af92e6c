#pragma once

#include <string>

#include "vm/syntax/ast.h"
#include "vm/syntax/parse.h"
#include "vm/syntax/scopes.h"

namespace pyvm::syntax {

// The text that Python's ast.dump(tree, include_attributes=True) prints.
std::string dump(const Node* node);

// The error as Python's repr of (type, message, lineno, offset, text, end_lineno, end_offset), or
// (type, message) when it has no location.
std::string describe(const SyntaxErrorInfo& error);

// The scopes as Python's repr of [kind, name, lineno, [(name, flags, scope), ...], [parameter,
// ...], [child, ...]], symbols sorted by name.
std::string describe(const Scope* scope);

}  // namespace pyvm::syntax
