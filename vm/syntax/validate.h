#pragma once

#include "vm/syntax/parse.h"

namespace pyvm::syntax {

// Whether a tree that was not made by the parser (Python code can build one and hand it to
// compile()) is one that the parser could have made, as far as later passes rely on it. Fills
// `error` otherwise, with CPython's exception and message. All required fields must be there.
[[nodiscard]] bool validate_tree(const Mod* tree, SyntaxErrorInfo& error);

}  // namespace pyvm::syntax
