#pragma once

#include <string>
#include <string_view>

#include "vm/syntax/token_stream.h"

namespace pyvm::syntax {

// Replace the escapes of a literal's body and append it to `out`; a raw body is appended as it
// stands. Return false after raising an error; an invalid escape is a warning. `token` is the
// literal.
bool decode_text(TokenStream& tokens, const Token& token, std::string_view body, bool raw,
                 std::string& out, bool formatted = false);
bool decode_bytes(TokenStream& tokens, const Token& token, std::string_view body, bool raw,
                  std::string& out);

// Warns of an escape (without its backslash) that means nothing, or of an octal one beyond 0377.
void warn_invalid_escape(TokenStream& tokens, const Token& token, std::string_view escape);

}  // namespace pyvm::syntax
