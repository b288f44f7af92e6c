// Expression trees back to source text, as `from __future__ import annotations` stores them.
#pragma once

#include <string>

#include "vm/syntax/ast.h"

namespace pyvm::compile {

std::string unparse(const syntax::Expr* e);

}  // namespace pyvm::compile
