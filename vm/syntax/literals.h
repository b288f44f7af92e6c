#pragma once

#include "vm/syntax/ast.h"
#include "vm/syntax/token_stream.h"

namespace pyvm::syntax {

// The value of adjacent string literals, tokens [first, last] of the stream: a Constant or a
// JoinedStr. Returns null after raising an error.
Expr* concatenate_strings(TokenStream& tokens, size_t first, size_t last);

// The value of a number token; returns false after raising an error.
bool number_value(TokenStream& tokens, const Token& token, ConstantValue& value);

// Parses the text of one f-string expression, which stands in parentheses in `text`; `lineno` and
// `column` place it.
Expr* parse_fstring_expression(TokenStream& parent, std::string_view text, int lineno, int column);

}  // namespace pyvm::syntax
