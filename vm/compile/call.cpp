#include "vm/compile/codegen.h"
#include "vm/object/list.h"

namespace pyvm::compile {

namespace {

constexpr uint32_t kMaxWindowArguments = 200;   // beyond: passed as a tuple and a dict

}  // namespace

bool Codegen::plain_arguments(const Seq<Expr*>& args, const Seq<Keyword*>& keywords) const {
  if (args.size() + keywords.size() > kMaxWindowArguments) return false;
  for (const Expr* e : args)
    if (e->kind == Kind::Starred) return false;
  for (const Keyword* k : keywords)
    if (!k->arg) return false;
  return true;
}

uint32_t Codegen::keyword_names(const Seq<Keyword*>& keywords) {
  PyTuple* names = tuple_new(keywords.size());
  if (!names) return 0;
  pool_.keep(Value(&names->header));
  for (uint32_t i = 0; i < keywords.size(); i++) {
    names->items[i] = pool_.at(pool_.name(keywords[i]->arg));
    gc::barrier(&names->header);
  }
  return u_->constant(pool_.add(Value(&names->header)));
}

void Codegen::call_window(Reg window, uint32_t ready, const Seq<Expr*>& args, const Seq<Keyword*>& keywords,
                          Reg target) {
  if (!plain_arguments(args, keywords)) return call_arguments_ex(window, ready, args, keywords, target);
  u_->next_temp = window;
  u_->alloc(kFrameHeaderWords + ready);
  for (const Expr* e : args) {
    Reg r = u_->alloc();
    expr_into(e, r);
  }
  for (const Keyword* k : keywords) {
    Reg r = u_->alloc();
    expr_into(k->value, r);
  }
  uint32_t count = ready + args.size() + keywords.size();
  if (keywords.empty()) return u_->emit(Opcode::CALL, window, count, target);
  u_->emit(Opcode::CALL_KW, window, count, target);
  u_->emit_ext(0, keyword_names(keywords));
}

// An attribute on a later line than its expression begins shows the line of its name.
void Codegen::attribute_position(const Attribute* a) {
  Position& position = u_->position;
  if (position.line == static_cast<uint32_t>(a->end_lineno)) return;
  uint32_t length = a->attr->size, end = static_cast<uint32_t>(a->end_col_offset);
  position.line = static_cast<uint32_t>(a->end_lineno);
  position.column = length <= end ? static_cast<uint16_t>(end - length) : 0xFFFF;
  position.end_column = length <= end ? static_cast<uint16_t>(end) : 0xFFFF;
}

void Codegen::call_method(const Call* e, Reg object, Reg window, Reg target) {
  const Attribute* method = as<Attribute>(e->func);
  Position whole = u_->position;
  Position call = u_->position;
  set_position(method);
  attribute_position(method);
  if (call.line != u_->position.line) {
    call.line = u_->position.line;
    call.column = u_->position.column;
  }
  u_->emit(Opcode::LOAD_METHOD, window, object, u_->site(mangled(method->attr), Opcode::LOAD_METHOD));
  u_->next_temp = window;
  u_->alloc(kFrameHeaderWords + 1);
  for (const Expr* argument : e->args) {
    Reg r = u_->alloc();
    expr_into(argument, r);
  }
  for (const Keyword* k : e->keywords) {
    Reg r = u_->alloc();
    expr_into(k->value, r);
  }
  u_->position = call;
  uint32_t count = e->args.size() + e->keywords.size();
  if (e->keywords.empty()) {
    u_->emit(Opcode::CALL_METHOD, window, count, target);
  } else {
    u_->emit(Opcode::CALL_METHOD_KW, window, count, target);
    u_->emit_ext(0, keyword_names(e->keywords));
  }
  u_->position = whole;
}

// The callee stands in R[window], `ready` arguments follow it in their places.
void Codegen::call_arguments_ex(Reg window, uint32_t ready, const Seq<Expr*>& args, const Seq<Keyword*>& keywords,
                                Reg target) {
  Reg positional = window + kFrameHeaderWords;
  u_->next_temp = window;
  u_->alloc(kFrameHeaderWords + (ready ? ready : 1));
  if (ready) {
    u_->emit(Opcode::BUILD_LIST, positional, positional, ready);
    u_->next_temp = positional + 1;
    for (const Expr* e : args) {
      Temps temps(*this);
      const Starred* star = try_as<Starred>(e);
      Reg r = operand(star ? star->value : e);
      u_->emit(star ? Opcode::LIST_EXTEND : Opcode::LIST_APPEND, positional, r);
    }
    u_->emit(Opcode::LIST_TO_TUPLE, positional, positional);
  } else if (args.size() == 1 && args[0]->kind == Kind::Starred) {
    expr_into(as<Starred>(args[0])->value, positional);
  } else if (args.empty() || all_constant(args)) {
    load_constant(tuple_of(args), positional);
  } else {
    tuple_display(args, positional);
  }
  u_->next_temp = positional + 1;
  if (keywords.empty()) return u_->emit(Opcode::CALL_EX, window, 0, target);
  keyword_dict(keywords, window, u_->alloc());
  u_->emit(Opcode::CALL_EX, window, 1, target);
}

// Runs of name=value make a dict of their own; what follows a ** is merged, which finds repeated names.
void Codegen::keyword_dict(const Seq<Keyword*>& keywords, Reg callee, Reg target) {
  bool begun = false;
  for (uint32_t i = 0; i < keywords.size() && !failed();) {
    Temps temps(*this);
    if (!keywords[i]->arg) {
      if (!begun) u_->emit(Opcode::BUILD_MAP, target, target, 0);
      begun = true;
      Reg mapping = operand(keywords[i]->value);
      u_->emit(Opcode::DICT_MERGE, target, mapping, callee);
      i++;
      continue;
    }
    Reg part = begun ? u_->alloc() : target;
    Reg first = u_->next_temp;
    uint32_t pairs = 0;
    for (; i < keywords.size() && keywords[i]->arg && pairs < 100; i++, pairs++) {
      load_pool(pool_.name(keywords[i]->arg), u_->alloc());
      Reg value = u_->alloc();
      expr_into(keywords[i]->value, value);
    }
    u_->emit(Opcode::BUILD_MAP, part, first, pairs);
    if (begun) u_->emit(Opcode::DICT_MERGE, target, part, callee);
    begun = true;
  }
}

}  // namespace pyvm::compile
