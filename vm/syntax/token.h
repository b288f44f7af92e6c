#pragma once

#include <cstdint>

#include "vm/syntax/arena.h"

namespace pyvm::syntax {

enum class Tok : uint8_t {
#define TOKEN(Name, text) Name,
#define KEYWORD(Name, text) Name,
#include "vm/syntax/token.def"
};

constexpr Tok kFirstKeyword = Tok::False;

enum class SoftKeyword : uint8_t { None, Match, Case, Underscore };

struct Token {
  Tok type;
  SoftKeyword soft;
  uint8_t level;  // open brackets after the token
  int32_t lineno;
  int32_t col;  // -1: the token has no text (Indent, Dedent, EndMarker)
  int32_t end_lineno;
  int32_t end_col;
  uint32_t start;  // offsets into the lexer's text
  uint32_t end;
  uint32_t cursor;  // where the lexer stood after the token, and the line it was on
  uint32_t line_start;
  int32_t cursor_lineno;
  Identifier* name;  // Name only
};

const char* token_text(Tok type);

}  // namespace pyvm::syntax
