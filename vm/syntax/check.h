#pragma once

#include "vm/syntax/scopes.h"

namespace pyvm::syntax {

// Reads the `from __future__ import` statements at the start of a file into `result.future` and
// `result.future_lineno`.
bool read_future_features(const Mod* tree, std::string_view source, const SyntaxOptions& options,
                          ScopeTree& result, Diagnostics& diagnostics);

// The rules that CPython's compiler enforces: `return` outside a function, `break` outside a loop,
// starred expressions, irrefutable patterns, ... Needs the scopes. Returns false after reporting
// the first violation; adds SyntaxWarnings.
bool check_program(const Mod* tree, std::string_view source, const SyntaxOptions& options,
                   const ScopeTree& scopes, Diagnostics& diagnostics);

}  // namespace pyvm::syntax
