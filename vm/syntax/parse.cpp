#include "vm/syntax/parse.h"

#include "vm/syntax/error_parser.h"
#include "vm/syntax/literals.h"
#include "vm/syntax/parser.h"
#include "vm/syntax/source.h"
#include "vm/syntax/token_stream.h"

// The entry points, and what happens after a failed parse.

namespace pyvm::syntax {

namespace {

StartRule start_rule(ParseMode mode) {
  switch (mode) {
    case ParseMode::File:
      return StartRule::File;
    case ParseMode::Eval:
      return StartRule::Eval;
    case ParseMode::Single:
      return StartRule::Single;
    case ParseMode::FunctionType:
      return StartRule::FunctionType;
  }
  return StartRule::File;
}

Node* run_rule(Parser& parser, TokenStream& tokens) {
  switch (tokens.rule()) {
    case StartRule::File:
      return parser.file();
    case StartRule::Eval:
      return parser.eval();
    case StartRule::Single:
      return parser.interactive();
    case StartRule::FunctionType:
      return parser.function_type();
    case StartRule::FString:
      return parser.fstring();
  }
  return nullptr;
}

// Whether the search for mistakes may find one in correct code at this token: `match (x)` and
// `print -x` as expressions look like a match statement and a Python 2 print statement.
bool looks_mistaken(TokenStream& tokens, size_t index) {
  const Token& token = tokens.at(index);
  if (token.type != Tok::Name) return false;
  if (token.soft == SoftKeyword::Match) {
    if (index == 0) return true;
    const Tok before = tokens.at(index - 1).type;
    return before == Tok::Newline || before == Tok::Indent || before == Tok::Dedent ||
           before == Tok::Semi || before == Tok::Colon;
  }
  const std::string_view text = tokens.text(token);
  if (text != "print" && text != "exec") return false;
  const Tok after = tokens.at(index + 1).type;
  return after == Tok::Minus || after == Tok::Plus || after == Tok::Star || after == Tok::LSqb;
}

// Where to look for mistakes: from the statement of the file that does not parse, or from the
// start.
size_t first_suspect(TokenStream& tokens, size_t begin) {
  for (size_t i = 0; i < begin; i++)
    if (looks_mistaken(tokens, i)) return 0;
  return begin;
}

// The error of a text that the grammar does not accept.
void diagnose(TokenStream& tokens, size_t begin) {
  ErrorParser errors(tokens, first_suspect(tokens, begin));
  if (tokens.failed() || errors.explain()) {
    tokens.check_rest_of_text(true);
    return;
  }
  const Token last = tokens.at(errors.last_token());
  if (last.type == Tok::Indent || last.type == Tok::Dedent) {
    tokens.raise("IndentationError",
                 last.type == Tok::Indent ? "unexpected indent" : "unexpected unindent");
    return;
  }
  tokens.raise_at("SyntaxError", {last.lineno, last.col, last.end_lineno, last.end_col},
                  "invalid syntax");
  tokens.check_rest_of_text(false);
}

Node* parse_tokens(TokenStream& tokens) {
  Parser parser(tokens);
  Node* tree = run_rule(parser, tokens);
  if (tree && !tokens.failed()) {
    if (tokens.rule() == StartRule::Single && tokens.has_more_statements())
      return tokens.raise_syntax("multiple statements found while compiling a single statement");
    return tree;
  }
  if (tokens.options().allow_incomplete_input && tokens.at_end_of_text()) {
    tokens.diagnostics().failed = false;
    tokens.raise_syntax("incomplete input");
    return nullptr;
  }
  diagnose(tokens, parser.statement_begin());
  return nullptr;
}

}  // namespace

Mod* parse(Arena& arena, std::string_view source, const SyntaxOptions& options,
           Diagnostics& diagnostics) {
  std::string text;
  SourceInfo info;
  if (!decode_source(source, options, text, info, diagnostics.error)) {
    diagnostics.failed = true;
    return nullptr;
  }
  TokenStream tokens(arena, text, start_rule(options.mode), options, diagnostics);
  tokens.set_source(info);
  return static_cast<Mod*>(parse_tokens(tokens));
}

Expr* parse_fstring_expression(TokenStream& parent, std::string_view expression, int lineno,
                               int column) {
  std::string text = "(" + std::string(expression) + ")\n";
  TokenStream tokens(parent.arena(), text, StartRule::FString, parent.options(),
                     parent.diagnostics(), lineno, column);
  tokens.set_source(parent.source());
  return static_cast<Expr*>(parse_tokens(tokens));
}

}  // namespace pyvm::syntax
