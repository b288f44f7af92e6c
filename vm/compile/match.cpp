// match statements. Names are bound when the whole pattern has matched; until then the values wait in temporaries, which are
// not given back before the end of the case.
#include "vm/compile/codegen.h"
#include "vm/object/list.h"

namespace pyvm::compile {

namespace {

bool is_wildcard(const Pattern* p) {
  const MatchAs* any = try_as<MatchAs>(p);
  return any && !any->name && !any->pattern;
}

}  // namespace

void Codegen::match_statement(const Match* s) {
  Temps temps(*this);
  Reg subject = u_->alloc();
  expr_into(s->subject, subject);
  Label end;
  for (const MatchCase* c : s->cases) {
    Temps case_temps(*this);
    Label next;
    Captures captures;
    set_position(c->pattern);
    pattern(c->pattern, subject, next, captures);
    for (const auto& [name, reg] : captures.names) store_name(name, reg);
    if (c->guard) jump_if(c->guard, next, false);
    body(c->body);
    u_->jump(end);
    u_->bind(next);
  }
  u_->bind(end);
}

void Codegen::capture(Identifier* name, Reg value, Captures& captures) {
  if (name) captures.names.emplace_back(name, value);
}

void Codegen::test_pattern(Opcode op, Reg a, Reg b, Label& fail) {
  Reg result = u_->alloc();
  u_->emit(op, result, a, b);
  u_->jump(Opcode::JUMP_IF_FALSE, result, fail);
  u_->next_temp = result;
}

void Codegen::test_length(Reg subject, Opcode op, uint32_t length, Label& fail) {
  Reg count = u_->alloc();
  u_->emit(Opcode::GET_LEN, count, subject);
  test_pattern(op, count, u_->constant(pool_.add(Value::from_small_int(length))), fail);
  u_->next_temp = count;
}

void Codegen::pattern(const Pattern* p, Reg subject, Label& fail, Captures& captures) {
  if (!enter()) return;
  At at(*this, p);
  switch (p->kind) {
    case Kind::MatchValue: {
      Temps temps(*this);
      Reg value = operand(as<MatchValue>(p)->value);
      return test_pattern(Opcode::EQ, subject, value, fail);
    }
    case Kind::MatchSingleton: {
      const ConstantValue& c = as<MatchSingleton>(p)->value;
      if (c.kind == ConstantKind::None) return u_->jump(Opcode::JUMP_IF_NOT_NONE, subject, fail);
      Temps temps(*this);
      Reg value = u_->alloc();
      load_constant(literal(c), value);
      return test_pattern(Opcode::IS, subject, value, fail);
    }
    case Kind::MatchSequence: return pattern_sequence(as<MatchSequence>(p), subject, fail, captures);
    case Kind::MatchMapping: return pattern_mapping(as<MatchMapping>(p), subject, fail, captures);
    case Kind::MatchClass: return pattern_class(as<MatchClass>(p), subject, fail, captures);
    case Kind::MatchStar: return capture(as<MatchStar>(p)->name, subject, captures);
    case Kind::MatchAs: {
      const MatchAs* as_ = as<MatchAs>(p);
      if (as_->pattern) pattern(as_->pattern, subject, fail, captures);
      return capture(as_->name, subject, captures);
    }
    case Kind::MatchOr: return pattern_or(as<MatchOr>(p), subject, fail, captures);
    default: u_->error = "a pattern of unknown kind"; return;
  }
}

void Codegen::pattern_sequence(const MatchSequence* p, Reg subject, Label& fail, Captures& captures) {
  uint32_t size = p->patterns.size();
  uint32_t star = size;
  bool only_wildcards = true, star_is_wildcard = false;
  for (uint32_t i = 0; i < size; i++) {
    const MatchStar* s = try_as<MatchStar>(p->patterns[i]);
    if (s) {
      star = i;
      star_is_wildcard = !s->name;
    }
    only_wildcards = only_wildcards && (s ? !s->name : is_wildcard(p->patterns[i]));
  }
  test_pattern(Opcode::MATCH_SEQUENCE, subject, 0, fail);
  if (star == size)
    test_length(subject, Opcode::EQ_K, size, fail);
  else if (size > 1)
    test_length(subject, Opcode::GE_K, size - 1, fail);
  if (only_wildcards) return;
  if (star_is_wildcard) return pattern_items(p, star, subject, fail, captures);
  Reg first = u_->alloc(size);
  if (star == size) {
    u_->emit(Opcode::UNPACK_SEQUENCE, subject, first, size);
  } else {
    uint32_t after = size - star - 1;
    if (star > 255 || after > 255) u_->error = "too many patterns around a star";
    u_->emit(Opcode::UNPACK_EX, subject, first, (star & 255) | (after & 255) << 8);
  }
  for (uint32_t i = 0; i < size; i++) pattern(p->patterns[i], first + i, fail, captures);
}

// [a, *_, z]: single items instead of a list that nobody asked for.
void Codegen::pattern_items(const MatchSequence* p, uint32_t star, Reg subject, Label& fail, Captures& captures) {
  uint32_t size = p->patterns.size();
  for (uint32_t i = 0; i < size; i++) {
    if (i == star || is_wildcard(p->patterns[i])) continue;
    Reg item = u_->alloc();
    if (i < star) {
      load_constant(Value::from_small_int(i), item);
    } else {
      u_->emit(Opcode::GET_LEN, item, subject);
      u_->emit(Opcode::SUB_K, item, item, u_->constant(pool_.add(Value::from_small_int(size - i))));
    }
    u_->emit(Opcode::LOAD_SUBSCR, item, subject, item);
    pattern(p->patterns[i], item, fail, captures);
  }
}

void Codegen::pattern_mapping(const MatchMapping* p, Reg subject, Label& fail, Captures& captures) {
  uint32_t size = p->keys.size();
  test_pattern(Opcode::MATCH_MAPPING, subject, 0, fail);
  if (size == 0 && !p->rest) return;
  if (size) test_length(subject, Opcode::GE_K, size, fail);
  Reg keys = u_->alloc();
  if (all_constant(p->keys))
    load_constant(tuple_of(p->keys), keys);
  else
    tuple_display(p->keys, keys);
  if (size) {
    Reg values = u_->alloc();
    u_->emit(Opcode::MATCH_KEYS, values, subject, keys);
    u_->jump(Opcode::JUMP_IF_NONE, values, fail);
    Reg first = u_->alloc(size);
    u_->emit(Opcode::UNPACK_SEQUENCE, values, first, size);
    for (uint32_t i = 0; i < size; i++) pattern(p->patterns[i], first + i, fail, captures);
  }
  if (!p->rest) return;
  Reg rest = u_->alloc();
  u_->emit(Opcode::COPY_DICT_WITHOUT_KEYS, rest, subject, keys);
  capture(p->rest, rest, captures);
}

void Codegen::pattern_class(const MatchClass* p, Reg subject, Label& fail, Captures& captures) {
  uint32_t positional = p->patterns.size(), named = p->kwd_attrs.size();
  PyTuple* names = named ? tuple_new(named) : tuple_empty();
  if (!names) return;
  pool_.keep(Value(&names->header));
  for (uint32_t i = 0; i < named; i++) {
    names->items[i] = pool_.at(pool_.name(p->kwd_attrs[i]));
    gc::barrier(&names->header);
  }
  Reg values = u_->alloc();
  {
    Temps temps(*this);
    Reg cls = operand(p->cls);
    u_->emit(Opcode::MATCH_CLASS, values, subject, cls);
    uint32_t names_constant = u_->constant(pool_.add(Value(&names->header)));
    if (names_constant > 0xFFFF) u_->error = "too many constants in one code object";
    u_->emit_ext(positional, names_constant);
  }
  u_->jump(Opcode::JUMP_IF_NONE, values, fail);
  if (positional + named == 0) return;
  Reg first = u_->alloc(positional + named);
  u_->emit(Opcode::UNPACK_SEQUENCE, values, first, positional + named);
  for (uint32_t i = 0; i < positional; i++) pattern(p->patterns[i], first + i, fail, captures);
  for (uint32_t i = 0; i < named; i++) pattern(p->kwd_patterns[i], first + positional + i, fail, captures);
}

// Every alternative binds the same names: each has one register that all of them fill.
void Codegen::pattern_or(const MatchOr* p, Reg subject, Label& fail, Captures& captures) {
  Label matched;
  std::vector<std::pair<Identifier*, Reg>> shared;
  uint32_t name_count = count_captures(p);
  Reg reserved = name_count ? u_->alloc(name_count) : kNoReg;
  for (uint32_t i = 0; i < p->patterns.size(); i++) {
    Label next;
    Captures own;
    Temps temps(*this);
    pattern(p->patterns[i], subject, next, own);
    for (const auto& [name, reg] : own.names) {
      Reg slot = kNoReg;
      for (const auto& [known, known_reg] : shared)
        if (known == name) slot = known_reg;
      if (slot == kNoReg) shared.emplace_back(name, slot = reserved + static_cast<Reg>(shared.size()));
      u_->move(slot, reg);
    }
    u_->jump(matched);
    u_->bind(next);
  }
  u_->jump(fail);
  u_->bind(matched);
  for (const auto& [name, reg] : shared) capture(name, reg, captures);
}

}  // namespace pyvm::compile
