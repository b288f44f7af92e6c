#include "vm/syntax/parser.h"

// Parameter lists of functions and lambdas.

namespace pyvm::syntax {

Arg* Parser::parameter(bool lambda, bool star_annotation) {
  if (!is(Tok::Name)) return nullptr;
  auto* arg = start<Arg>();
  arg->arg = token().name;
  at_++;
  if (!lambda && take(Tok::Colon)) {
    arg->annotation = star_annotation ? star_expression() : expression();
    if (!arg->annotation) return nullptr;
  }
  return finish(arg);
}

// Up to the closing parenthesis or the colon of a lambda, which is left.
Arguments* Parser::parameters(bool lambda) {
  auto* args = start<Arguments>();
  const Tok end = lambda ? Tok::Colon : Tok::RPar;
  List<Arg> positional(*this);
  std::vector<Expr*> defaults;
  bool seen_slash = false;
  bool ended = is(end);
  while (!ended && !is(Tok::Star) && !is(Tok::DoubleStar)) {
    if (is(Tok::Slash)) {
      if (seen_slash || positional.size() == 0) return nullptr;
      seen_slash = true;
      at_++;
      args->posonlyargs = positional.take();
    } else {
      Arg* arg = parameter(lambda, false);
      if (!arg) return nullptr;
      positional.add(arg);
      if (take(Tok::Equal)) {
        Expr* value = expression();
        if (!value) return nullptr;
        defaults.push_back(value);
      } else if (!defaults.empty()) {
        return nullptr;
      }
    }
    ended = !take(Tok::Comma) || is(end);
  }
  const Seq<Arg*> all = positional.take();
  const uint32_t only = args->posonlyargs.size();
  args->args = {all.data + only, all.size() - only};
  args->defaults = arena_.copy(defaults.data(), defaults.size());
  if (!ended && !star_parameters(args, lambda)) return nullptr;
  return is(end) ? args : nullptr;
}

// From `*` or `**` on.
bool Parser::star_parameters(Arguments* args, bool lambda) {
  const Tok end = lambda ? Tok::Colon : Tok::RPar;
  if (take(Tok::Star)) {
    const bool bare = is(Tok::Comma);
    if (!bare && !(args->vararg = parameter(lambda, true))) return false;
    List<Arg> names(*this);
    std::vector<Expr*> defaults;
    bool more = take(Tok::Comma);
    while (more && !is(end) && !is(Tok::DoubleStar)) {
      Arg* arg = parameter(lambda, false);
      if (!arg) return false;
      names.add(arg);
      Expr* value = nullptr;
      if (take(Tok::Equal) && !(value = expression())) return false;
      defaults.push_back(value);
      more = take(Tok::Comma);
    }
    if (bare && names.size() == 0) return false;
    args->kwonlyargs = names.take();
    args->kw_defaults = arena_.copy(defaults.data(), defaults.size());
    if (!more || is(end)) return true;
  }
  if (!take(Tok::DoubleStar)) return false;
  args->kwarg = parameter(lambda, false);
  if (!args->kwarg) return false;
  take(Tok::Comma);
  return true;
}

}  // namespace pyvm::syntax
