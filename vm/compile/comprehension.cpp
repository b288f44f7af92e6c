// Comprehensions run in the unit around them: their variables are temporaries, visible only to their own scope. What must
// be a function (generator expressions; see is_inlined) gets its first iterator as its argument.
#include "vm/compile/codegen.h"

namespace pyvm::compile {

Codegen::Comp Codegen::comp_of(const Expr* e) {
  switch (e->kind) {
    case Kind::ListComp: return {e, as<ListComp>(e)->elt, nullptr, &as<ListComp>(e)->generators, Opcode::BUILD_LIST};
    case Kind::SetComp: return {e, as<SetComp>(e)->elt, nullptr, &as<SetComp>(e)->generators, Opcode::BUILD_SET};
    case Kind::DictComp:
      return {e, as<DictComp>(e)->key, as<DictComp>(e)->value, &as<DictComp>(e)->generators, Opcode::BUILD_MAP};
    default:
      return {e, as<GeneratorExp>(e)->elt, nullptr, &as<GeneratorExp>(e)->generators, Opcode::YIELD};
  }
}

void Codegen::comprehension(const Expr* e, Reg target) {
  Comp comp = comp_of(e);
  Scope* scope = scopes_.scope_of(e);
  if (is_inlined(scope))
    inlined_comprehension(comp, scope, target);
  else
    called_comprehension(comp, scope, target);
}

void Codegen::inlined_comprehension(const Comp& comp, Scope* scope, Reg target) {
  const Comprehension* first = (*comp.generators)[0];
  Reg iterator = u_->alloc();
  iterator_into(first->iter, first->is_async, iterator);
  Reg result = u_->is_temp(target) ? target : u_->alloc();
  InlineScope inner;
  inner.scope = scope;
  inner.outer = u_->names;
  begin_inline_scope(inner, comp);
  u_->emit(comp.build, result, result, 0);
  u_->names = &inner;
  comp_loop(comp, 0, iterator, result);
  u_->names = inner.outer;
  u_->move(target, result);
}

namespace {

bool binds_names_only(const Expr* target) {
  if (target->kind == Kind::Name) return true;
  const Tuple* tuple = try_as<Tuple>(target);
  if (!tuple) return false;
  for (const Expr* e : tuple->elts)
    if (!binds_names_only(e)) return false;
  return true;
}

}  // namespace

void Codegen::begin_inline_scope(InlineScope& inner, const Comp& comp) {
  // With one plain loop every variable is bound before it is read.
  bool bound_first = comp.generators->size() == 1 && binds_names_only((*comp.generators)[0]->target);
  for (const Symbol& symbol : inner.scope->symbols) {
    bool is_cell = symbol.scope == NameScope::Cell && needs_cell(inner.scope, symbol.name);
    if (symbol.scope != NameScope::Local && symbol.scope != NameScope::Cell) continue;
    if (symbol.flags & kDefParam) continue;
    Reg r = u_->alloc();
    (is_cell ? inner.cells : inner.registers)[symbol.name] = r;
    u_->bound.remove(r);
    if (is_cell || !bound_first) u_->emit(Opcode::UNSET, r);
    if (is_cell) u_->emit(Opcode::MAKE_CELL, r);
  }
}

void Codegen::called_comprehension(const Comp& comp, Scope* scope, Reg target) {
  const Comprehension* first = (*comp.generators)[0];
  Reg window = u_->alloc();
  make_function(comp.node, nullptr, nullptr, nullptr, comp.node->lineno, window);
  u_->alloc(kFrameHeaderWords - 1);
  Reg argument = u_->alloc();
  iterator_into(first->iter, first->is_async, argument);
  bool awaited = scope->coroutine && comp.build != Opcode::YIELD;
  u_->emit(Opcode::CALL, window, 1, awaited ? window : target);
  if (awaited) await_value(window, target);
}

void Codegen::comprehension_body(const Comp& comp) {
  set_position(comp.node);
  none();
  if (comp.build == Opcode::YIELD) {
    comp_loop(comp, 0, 0, kNoReg);
    return return_none();
  }
  Reg result = u_->alloc();
  u_->emit(comp.build, result, result, 0);
  comp_loop(comp, 0, 0, result);
  u_->emit(Opcode::RETURN, result);
}

void Codegen::comp_loop(const Comp& comp, uint32_t depth, Reg iterator, Reg result) {
  if (!enter()) return;
  const Comprehension* generator = (*comp.generators)[depth];
  Temps temps(*this);
  Label head, exhausted, next;
  uint32_t loop;
  Block guard;
  if (generator->is_async) {
    loop = u_->new_loop();
    u_->bind_head(head);
    u_->set_loop_head(loop, head);
    Reg item = async_next(iterator, guard);
    store(generator->target, item);
  } else {
    Reg item = item_register(generator->target);
    loop = begin_for(iterator, item, head, exhausted);
    store_item(generator->target, item);
  }
  for (const Expr* condition : generator->ifs) jump_if(condition, next, false);
  if (depth + 1 == comp.generators->size()) {
    comp_element(comp, result);
  } else {
    Reg inner = u_->alloc();
    const Comprehension* following = (*comp.generators)[depth + 1];
    iterator_into(following->iter, following->is_async, inner);
    comp_loop(comp, depth + 1, inner, result);
  }
  u_->bind(next);
  u_->jump_back(loop, head);
  if (generator->is_async) async_end(guard);
  u_->bind(exhausted);
}

void Codegen::comp_element(const Comp& comp, Reg result) {
  At at(*this, comp.element);
  Temps temps(*this);
  if (comp.value) {
    Reg key = operand_before(comp.element, comp.value);
    Reg value = operand(comp.value);
    return u_->emit(Opcode::MAP_ADD, result, key, value);
  }
  Reg element = operand(comp.element);
  if (comp.build == Opcode::BUILD_LIST) return u_->emit(Opcode::LIST_APPEND, result, element);
  if (comp.build == Opcode::BUILD_SET) return u_->emit(Opcode::SET_ADD, result, element);
  Reg sent = u_->alloc();
  if (in_async_generator()) {
    u_->emit(Opcode::ASYNC_GEN_WRAP, sent, element);
    element = sent;
  }
  u_->emit(Opcode::YIELD, sent, element);
}

}  // namespace pyvm::compile
