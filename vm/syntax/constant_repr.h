#pragma once

#include <string>
#include <string_view>

#include "vm/syntax/ast.h"

namespace pyvm::syntax {

// Appends what Python's repr() gives for the constant.
void repr_constant(std::string& out, const ConstantValue& value);

// What repr() gives for a string.
std::string repr(std::string_view text);

}  // namespace pyvm::syntax
