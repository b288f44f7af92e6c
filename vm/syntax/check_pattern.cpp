#include <cmath>

#include "vm/syntax/checker.h"
#include "vm/syntax/constant_repr.h"

// Patterns: irrefutable ones, names bound twice or not in all alternatives, repeated keys and
// attributes. Locations are not put back after a pattern: an error found later in the same case
// points at the last pattern visited.

namespace pyvm::syntax {

namespace {

// The value of a literal key, folded.
struct Key {
  bool known = false;
  ConstantValue value;  // of None, True, False, strings and bytes
  bool number = false;
  bool negative = false;  // of an integer too large for int64
  long double real = 0;
  double imaginary = 0;
  std::string repr;
};

bool set_number(Key& key, const ConstantValue& value, bool negative) {
  key.known = key.number = true;
  key.value = value;
  const int sign = negative ? -1 : 1;
  switch (value.kind) {
    case ConstantKind::Int:
      key.real = sign * static_cast<long double>(value.integer);
      break;
    case ConstantKind::BigInt:
      key.negative = negative;
      break;
    case ConstantKind::Float:
      key.real = sign * static_cast<long double>(value.number);
      break;
    case ConstantKind::Complex:
      key.imaginary = sign * value.number;
      break;
    default:
      key.number = false;
  }
  if (negative && !(value.kind == ConstantKind::Int && value.integer == 0)) key.repr = "-";
  repr_constant(key.repr, value);
  return true;
}

Key key_of(const Expr* node) {
  Key key;
  if (const auto* constant = try_as<Constant>(node)) {
    set_number(key, constant->value, false);
    if (constant->value.kind == ConstantKind::True || constant->value.kind == ConstantKind::False) {
      key.number = true;
      key.real = constant->value.kind == ConstantKind::True;
    }
  } else if (const auto* unary = try_as<UnaryOp>(node)) {
    set_number(key, as<Constant>(unary->operand)->value, true);
  } else if (const auto* sum = try_as<BinOp>(node)) {
    const Key left = key_of(sum->left);
    const Key right = key_of(sum->right);
    key = left;
    key.imaginary = sum->op == Operator::Add ? right.imaginary : -right.imaginary;
    key.repr = "(" + left.repr + (sum->op == Operator::Add ? "+" : "-") + right.repr + ")";
  }
  return key;
}

bool equal(const Key& a, const Key& b) {
  if (!a.known || !b.known || a.number != b.number) return false;
  const bool big_a = a.value.kind == ConstantKind::BigInt;
  const bool big_b = b.value.kind == ConstantKind::BigInt;
  if (a.number && !big_a && !big_b) return a.real == b.real && a.imaginary == b.imaginary;
  if (a.value.kind != b.value.kind || a.negative != b.negative) return false;
  return a.value.text.view() == b.value.text.view();
}

bool contains(const std::vector<Identifier*>& names, const Identifier* name) {
  for (const Identifier* one : names)
    if (one == name) return true;
  return false;
}

}  // namespace

bool Checker::match(const Match* node) {
  if (!expression(node->subject)) return false;
  for (uint32_t i = 0; i < node->cases.size(); i++) {
    const MatchCase* one = node->cases[i];
    PatternState state;
    state.allow_irrefutable = one->guard || i + 1 == node->cases.size();
    if (!pattern(one->pattern, state)) return false;
    if (one->guard && !expression(one->guard)) return false;
    if (!statements(one->body)) return false;
  }
  return true;
}

bool Checker::subpattern(const Pattern* node, PatternState& state) {
  const bool outer = state.allow_irrefutable;
  state.allow_irrefutable = true;
  const bool good = pattern(node, state);
  state.allow_irrefutable = outer;
  return good;
}

bool Checker::bind(Identifier* name, PatternState& state) {
  if (!name) return true;
  if (!store(name)) return false;
  if (contains(state.names, name))
    return error("multiple assignments to name " + repr(name->view()) + " in pattern");
  state.names.push_back(name);
  return true;
}

bool Checker::pattern(const Pattern* node, PatternState& state) {
  location_ = place_of(node);
  switch (node->kind) {
    case Kind::MatchValue: {
      const Expr* value = as<MatchValue>(node)->value;
      if (value->kind == Kind::JoinedStr)
        return error("patterns may only match literals and attribute lookups");
      return expression(value);
    }
    case Kind::MatchSequence:
      return sequence(as<MatchSequence>(node), state);
    case Kind::MatchMapping:
      return mapping(as<MatchMapping>(node), state);
    case Kind::MatchClass:
      return class_pattern(as<MatchClass>(node), state);
    case Kind::MatchStar:
      return bind(as<MatchStar>(node)->name, state);
    case Kind::MatchAs:
      return capture(as<MatchAs>(node), state);
    case Kind::MatchOr:
      return alternatives(as<MatchOr>(node), state);
    default:
      return true;
  }
}

bool Checker::capture(const MatchAs* node, PatternState& state) {
  if (!node->pattern) {
    if (!state.allow_irrefutable)
      return error(node->name ? "name capture " + repr(node->name->view()) +
                                    " makes remaining patterns unreachable"
                              : "wildcard makes remaining patterns unreachable");
    return bind(node->name, state);
  }
  return pattern(node->pattern, state) && bind(node->name, state);
}

bool Checker::alternatives(const MatchOr* node, PatternState& state) {
  const auto differ = [this] { return error("alternative patterns bind different names"); };
  std::vector<Identifier*> names;
  for (uint32_t i = 0; i < node->patterns.size(); i++) {
    PatternState inner;
    inner.allow_irrefutable = i + 1 == node->patterns.size() && state.allow_irrefutable;
    if (!pattern(node->patterns[i], inner)) return false;
    if (i == 0) {
      names = inner.names;
      continue;
    }
    if (inner.names.size() != names.size()) return differ();
    for (const Identifier* name : names)
      if (!contains(inner.names, name)) return differ();
  }
  for (Identifier* name : names) {
    if (contains(state.names, name))
      return error("multiple assignments to name " + repr(name->view()) + " in pattern");
    state.names.push_back(name);
  }
  return true;
}

bool Checker::sequence(const MatchSequence* node, PatternState& state) {
  bool seen = false;
  for (const Pattern* one : node->patterns) {
    if (one->kind != Kind::MatchStar) continue;
    if (seen) return error("multiple starred names in sequence pattern");
    seen = true;
  }
  for (const Pattern* one : node->patterns)
    if (!subpattern(one, state)) return false;
  return true;
}

bool Checker::mapping(const MatchMapping* node, PatternState& state) {
  const Place place = location_;
  std::vector<Key> seen;
  for (const Expr* node_key : node->keys) {
    const Key key = key_of(node_key);
    for (const Key& other : seen)
      if (equal(key, other))
        return error("mapping pattern checks duplicate key (" + key.repr + ")");
    if (!key.known && node_key->kind != Kind::Attribute)
      return error("mapping pattern keys may only match literals and attribute lookups");
    seen.push_back(key);
    if (!expression(node_key)) return false;
  }
  for (const Pattern* one : node->patterns)
    if (!subpattern(one, state)) return false;
  if (node->patterns.empty()) location_ = place;
  return bind(node->rest, state);
}

bool Checker::class_pattern(const MatchClass* node, PatternState& state) {
  for (uint32_t i = 0; i < node->kwd_attrs.size(); i++) {
    const Identifier* name = node->kwd_attrs[i];
    location_ = place_of(node->kwd_patterns[i]);
    if (!store(name)) return false;
    for (uint32_t j = i + 1; j < node->kwd_attrs.size(); j++) {
      if (node->kwd_attrs[j] != name) continue;
      location_ = place_of(node->kwd_patterns[j]);
      return error("attribute name repeated in class pattern: " + std::string(name->view()));
    }
  }
  if (!expression(node->cls)) return false;
  for (const Pattern* one : node->patterns)
    if (!subpattern(one, state)) return false;
  for (const Pattern* one : node->kwd_patterns)
    if (!subpattern(one, state)) return false;
  return true;
}

}  // namespace pyvm::syntax
