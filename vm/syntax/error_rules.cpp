#include "vm/syntax/error_parser.h"
#include "vm/syntax/literals.h"

// What the error grammar does where it finds a mistake. Every function here returns false: either
// an error was raised or the alternative does not hold. The exceptions build a value (strings,
// arguments, complex).

namespace pyvm::syntax {

Range ErrorParser::range(const PegMatch* from, const PegMatch* to) {
  const Token start = tokens_.at(from->first);
  size_t last = to->end;
  // The last token with text.
  while (last > to->first + 1) {
    const Tok type = tokens_.at(last - 1).type;
    if (type != Tok::Newline && type != Tok::Indent && type != Tok::Dedent &&
        type != Tok::EndMarker)
      break;
    last--;
  }
  const Token& end = tokens_.at(last - 1);
  return {start.lineno, start.col, end.end_lineno, end.end_col};
}

bool ErrorParser::raise(const PegMatch* from, const PegMatch* to, const std::string& text) {
  tokens_.raise_at("SyntaxError", range(from, to), text);
  return false;
}

// The words that CPython has for kinds of expressions in messages.
const char* ErrorParser::expression_name(const PegMatch* expr) {
  if (expr->form != PegMatch::Form::Expr) return "literal";
  switch (expr->kind) {
    case Kind::Attribute:
      return "attribute";
    case Kind::Subscript:
      return "subscript";
    case Kind::Starred:
      return "starred";
    case Kind::Name:
      return "name";
    case Kind::List:
      return "list";
    case Kind::Tuple:
      return "tuple";
    case Kind::Lambda:
      return "lambda";
    case Kind::Call:
      return "function call";
    case Kind::BoolOp:
    case Kind::BinOp:
    case Kind::UnaryOp:
      return "expression";
    case Kind::GeneratorExp:
      return "generator expression";
    case Kind::Yield:
    case Kind::YieldFrom:
      return "yield expression";
    case Kind::Await:
      return "await expression";
    case Kind::ListComp:
      return "list comprehension";
    case Kind::SetComp:
      return "set comprehension";
    case Kind::DictComp:
      return "dict comprehension";
    case Kind::Dict:
      return "dict literal";
    case Kind::Set:
      return "set display";
    case Kind::JoinedStr:
      return "f-string expression";
    case Kind::Compare:
      return "comparison";
    case Kind::IfExp:
      return "conditional expression";
    case Kind::NamedExpr:
      return "named expression";
    default:
      break;
  }
  switch (tokens_.at(expr->first).type) {
    case Tok::None:
      return "None";
    case Tok::True:
      return "True";
    case Tok::False:
      return "False";
    case Tok::Ellipsis:
      return "ellipsis";
    default:
      return "literal";
  }
}

// The part of a target that cannot be one, or null.
const PegMatch* ErrorParser::invalid_target(const PegMatch* expr, Targets kind) {
  if (!expr) return nullptr;
  if (expr->form == PegMatch::Form::Sequence) {
    for (const PegMatch* item : expr->items)
      if (const PegMatch* found =
              item && item->form != PegMatch::Form::Token ? invalid_target(item, kind) : nullptr)
        return found;
    return nullptr;
  }
  switch (expr->kind) {
    case Kind::List:
    case Kind::Tuple:
      for (const PegMatch* item : expr->items)
        if (const PegMatch* found =
                item && item->form != PegMatch::Form::Token ? invalid_target(item, kind) : nullptr)
          return found;
      return nullptr;
    case Kind::Starred:
      return kind == Targets::Del ? expr : invalid_target(expr->items[1], kind);
    case Kind::Compare: {
      // `for a in b` without the rest reads as a comparison.
      if (kind != Targets::For) return expr;
      const PegMatch* first_pair = expr->items[1]->items[0];
      return tokens_.at(first_pair->first).type == Tok::In ? invalid_target(expr->items[0], kind)
                                                           : nullptr;
    }
    case Kind::Name:
    case Kind::Subscript:
    case Kind::Attribute:
      return nullptr;
    default:
      return expr;
  }
}

bool ErrorParser::reject_target(const PegMatch* expr, Targets kind) {
  const PegMatch* found = invalid_target(expr, kind);
  if (!found) return false;
  return raise(found, found,
               std::string(kind == Targets::Del ? "cannot delete " : "cannot assign to ") +
                   expression_name(found));
}

bool ErrorParser::message(const ErrorGrammar::Alternative& one, Seq<PegMatch*> captured) {
  std::string text = one.text;
  if (const size_t at = text.find("%s"); at != text.npos)
    text.replace(at, 2, expression_name(captured[one.first - 1u]));
  if (one.first == 0) {
    tokens_.raise_syntax(text);
    return false;
  }
  return raise(captured[one.first - 1u], captured[one.last - 1u], text);
}

bool ErrorParser::check_strings(const PegMatch* strings) {
  return concatenate_strings(tokens_, strings->first, strings->end - 1) != nullptr;
}

bool ErrorParser::check_complex(const PegMatch* real, const PegMatch* imaginary) {
  const auto is_imaginary = [this](const PegMatch* number) {
    const char last = tokens_.text(tokens_.at(number->end - 1)).back();
    return last == 'j' || last == 'J';
  };
  if (is_imaginary(real)) return raise(real, real, "real number required in complex literal");
  if (!is_imaginary(imaginary))
    return raise(imaginary, imaginary, "imaginary number required in complex literal");
  return true;
}

// The arguments of a call: starred ones among the keywords count as positional, and come last.
PegMatch* ErrorParser::collect_arguments(Seq<PegMatch*> captured, uint32_t first) {
  std::vector<PegMatch*> positional;
  bool unpacks = false;
  const auto keywords = [&](const PegMatch* list, auto& self) -> void {
    for (PegMatch* item : list->items) {
      if (!item || item->form == PegMatch::Form::Token) continue;
      if (item->form == PegMatch::Form::Sequence)
        self(item, self);
      else if (item->kind == Kind::Starred)
        positional.push_back(item);
      else if (item->kind == Kind::Arguments)
        unpacks = true;
    }
  };
  if (captured.size() == 2) {
    for (PegMatch* item : captured[0]->items) positional.push_back(item);
    if (captured[1]) keywords(captured[1], keywords);
  } else {
    keywords(captured[0], keywords);
  }
  PegMatch* match = make(PegMatch::Form::Expr, Kind::Call, first,
                         arena_.copy(positional.data(), positional.size()));
  match->unpacks = unpacks;
  return match;
}

// The last condition of the last `for`, or its iterable.
const PegMatch* ErrorParser::last_clause_item(const PegMatch* clauses) {
  const PegMatch* clause = clauses->items.back();
  const PegMatch* conditions = clause->items.back();
  if (conditions->items.empty()) return clause->items[clause->items.size() - 2];
  return conditions->items.back()->items[1];
}

bool ErrorParser::is_legacy_name(const PegMatch* expr) {
  if (expr->end != expr->first + 1) return false;
  const std::string_view text = tokens_.text(tokens_.at(expr->first));
  return text == "print" || text == "exec";
}

bool ErrorParser::call(const ErrorGrammar::Alternative& one, Seq<PegMatch*> captured,
                       uint32_t first, PegMatch*& out) {
  const std::string& name = one.text;
  const PegMatch* a = one.first ? captured[one.first - 1u] : nullptr;
  const PegMatch* b = one.last ? captured[one.last - 1u] : nullptr;
  if (name == "strings") {
    if (!check_strings(a)) return false;
    bool formatted = false;
    for (size_t i = a->first; i < a->end; i++) {
      const std::string_view text = tokens_.text(tokens_.at(i));
      formatted =
          formatted || text.substr(0, text.find_first_of("'\"")).find_first_of("fF") != text.npos;
    }
    out = make(PegMatch::Form::Expr, formatted ? Kind::JoinedStr : Kind::Constant, first, {});
    return true;
  }
  if (name == "arguments") {
    out = collect_arguments(captured, first);
    return true;
  }
  if (name == "complex") {
    out = make(PegMatch::Form::Expr, Kind::BinOp, first, captured);
    return check_complex(a, b);
  }
  if (name == "invalid_target") return reject_target(a, Targets::Assign);
  if (name == "invalid_for_target") return reject_target(a, Targets::For);
  if (name == "invalid_del_target") return reject_target(a, Targets::Del);
  if (name == "bare_generator")
    return raise(a, last_clause_item(b), "Generator expression must be parenthesized");
  if (name == "last_argument_generator") {
    // A lone generator expression needs no parentheses of its own.
    if (a->items.size() <= 1) return false;
    return raise(a->items.back(), last_clause_item(b),
                 "Generator expression must be parenthesized");
  }
  if (name == "argument_order") {
    tokens_.raise_syntax(a->unpacks ? "positional argument follows keyword argument unpacking"
                                    : "positional argument follows keyword argument");
    return false;
  }
  if (name == "assign_keyword")
    return raise(a, b, "cannot assign to " + std::string(tokens_.text(tokens_.at(a->first))));
  if (name == "legacy_statement") {
    if (!is_legacy_name(a)) return false;
    const std::string word(tokens_.text(tokens_.at(a->first)));
    return raise(a, b,
                 "Missing parentheses in call to '" + word + "'. Did you mean " + word + "(...)?");
  }
  if (name == "missing_comma") {
    if (is_legacy_name(a) || tokens_.at(at_ - 1).level == 0) return false;
    return raise(a, b, "invalid syntax. Perhaps you forgot a comma?");
  }
  if (name == "annotated_sequence")
    return raise(
        a, a, std::string("only single target (not ") + expression_name(a) + ") can be annotated");
  const Range place = a ? range(a, a) : Range{};
  if (name == "indented_block") {
    tokens_.raise("IndentationError", "expected an indented block");
  } else if (name == "from_here") {
    tokens_.raise_from(place.lineno, place.col, "multiple exception types must be parenthesized");
  } else if (name == "starred_value") {
    tokens_.raise_from(place.lineno, place.col,
                       "cannot use a starred expression in a dictionary value");
  } else if (name == "missing_colon") {
    tokens_.raise_at("SyntaxError",
                     {place.lineno, place.end_col - 1, place.end_lineno, Range::kUnknownEnd},
                     "':' expected after dictionary key");
  }
  return false;
}

}  // namespace pyvm::syntax
