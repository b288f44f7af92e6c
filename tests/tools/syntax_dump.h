#pragma once

#include <string>
#include <string_view>

#include "vm/syntax/ast.h"

namespace pyvm::syntax {

// The text that Python's ast.dump(tree, include_attributes=True) prints.
std::string dump(const Node* node);

// The text that Python's repr() gives.
std::string repr(std::string_view text);

}  // namespace pyvm::syntax
