#pragma once

#include <string>

#include "vm/syntax/ast.h"

namespace pyvm::syntax {

// The text that Python's ast.dump(tree, include_attributes=True) prints.
std::string dump(const Node* node);

}  // namespace pyvm::syntax
