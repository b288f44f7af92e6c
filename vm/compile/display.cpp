// List, tuple, set and dict displays, f-strings. Long ones are built piece by piece, so that they need few registers.
#include "vm/compile/codegen.h"

namespace pyvm::compile {

namespace {

constexpr uint32_t kChunk = 64;   // most elements evaluated into registers at once

bool has_star(const Seq<Expr*>& elements) {
  for (const Expr* e : elements)
    if (e->kind == Kind::Starred) return true;
  return false;
}

}  // namespace

void Codegen::sequence_chunks(const Seq<Expr*>& elements, Reg target, Opcode build, Opcode add, Opcode extend) {
  uint32_t chunk = build == Opcode::BUILD_STRING ? elements.size() : kChunk;
  bool whole = elements.size() <= chunk && !has_star(elements);
  Reg result = whole || u_->is_temp(target) ? target : u_->alloc();
  uint32_t done = 0;
  {
    Temps temps(*this);
    Reg first = u_->next_temp;
    for (; done < elements.size() && done < chunk && elements[done]->kind != Kind::Starred; done++) {
      Reg r = u_->alloc();
      expr_into(elements[done], r);
    }
    u_->emit(build, result, done ? first : result, done);
  }
  for (; done < elements.size() && !failed(); done++) {
    Temps temps(*this);
    const Starred* star = try_as<Starred>(elements[done]);
    Reg r = operand(star ? star->value : elements[done]);
    u_->emit(star ? extend : add, result, r);
  }
  u_->move(target, result);
}

void Codegen::list_display(const Seq<Expr*>& elements, Reg target, bool to_tuple) {
  if (to_tuple) {
    Reg list = u_->is_temp(target) ? target : u_->alloc();
    list_display(elements, list, false);
    return u_->emit(Opcode::LIST_TO_TUPLE, target, list);
  }
  if (elements.size() >= 3 && all_constant(elements)) {
    Value tuple = tuple_of(elements);
    if (tuple) {
      u_->emit(Opcode::BUILD_LIST, target, target, 0);
      Reg items = u_->alloc();
      load_constant(tuple, items);
      return u_->emit(Opcode::LIST_EXTEND, target, items);
    }
  }
  sequence_chunks(elements, target, Opcode::BUILD_LIST, Opcode::LIST_APPEND, Opcode::LIST_EXTEND);
}

void Codegen::tuple_display(const Seq<Expr*>& elements, Reg target) {
  if (has_star(elements) || elements.size() > kChunk) return list_display(elements, target, true);
  sequence_chunks(elements, target, Opcode::BUILD_TUPLE, Opcode::NOP, Opcode::NOP);
}

void Codegen::set_display(const Seq<Expr*>& elements, Reg target) {
  sequence_chunks(elements, target, Opcode::BUILD_SET, Opcode::SET_ADD, Opcode::SET_UPDATE);
}

void Codegen::dict_display(const Dict* e, Reg target) {
  constexpr uint32_t kPairs = kChunk / 2;
  uint32_t count = e->keys.size();
  uint32_t plain = 0;
  while (plain < count && plain < kPairs && e->keys[plain]) plain++;
  Reg result = plain == count || u_->is_temp(target) ? target : u_->alloc();
  {
    Temps temps(*this);
    Reg first = u_->next_temp;
    for (uint32_t i = 0; i < plain; i++) {
      Reg key = u_->alloc();
      expr_into(e->keys[i], key);
      Reg value = u_->alloc();
      expr_into(e->values[i], value);
    }
    u_->emit(Opcode::BUILD_MAP, result, plain ? first : result, plain);
  }
  for (uint32_t i = plain; i < count && !failed(); i++) {
    Temps temps(*this);
    if (e->keys[i]) {
      Reg key = operand_before(e->keys[i], e->values[i]);
      Reg value = operand(e->values[i]);
      u_->emit(Opcode::MAP_ADD, result, key, value);
    } else {
      Reg mapping = operand(e->values[i]);
      u_->emit(Opcode::DICT_UPDATE, result, mapping);
    }
  }
  u_->move(target, result);
}

// ---- f-strings

void Codegen::formatted(const FormattedValue* e, Reg target) {
  Temps temps(*this);
  Reg flags = e->conversion == 's' ? 1 : e->conversion == 'r' ? 2 : e->conversion == 'a' ? 3 : 0;
  if (!e->format_spec) {
    Reg value = operand(e->value);
    return u_->emit(Opcode::FORMAT_VALUE, target, value, flags);
  }
  Reg value = u_->alloc();
  expr_into(e->value, value);
  Reg spec = u_->alloc();
  expr_into(e->format_spec, spec);
  u_->emit(Opcode::FORMAT_VALUE, target, value, flags | 4);
}

void Codegen::fstring(const JoinedStr* e, Reg target) {
  if (e->values.size() == 1) return expr_into(e->values[0], target);
  sequence_chunks(e->values, target, Opcode::BUILD_STRING, Opcode::NOP, Opcode::NOP);
}

}  // namespace pyvm::compile
