#include "vm/compile/codegen.h"

namespace pyvm::compile {

namespace {

const Seq<Expr*>* elements_of(const Expr* e) {
  if (const Tuple* tuple = try_as<Tuple>(e)) return &tuple->elts;
  if (const List* list = try_as<List>(e)) return &list->elts;
  return nullptr;
}

bool has_star(const Seq<Expr*>& elements) {
  for (const Expr* e : elements)
    if (e->kind == Kind::Starred) return true;
  return false;
}

}  // namespace

Reg Codegen::target_register(const Expr* target) { return variable_register(target, false); }

void Codegen::store(const Expr* target, Reg value) {
  if (!enter()) return;
  At at(*this, target);
  Temps temps(*this);
  switch (target->kind) {
    case Kind::Name: return store_name(as<Name>(target)->id, value);
    case Kind::Attribute: {
      const Attribute* a = as<Attribute>(target);
      Reg object = operand(a->value);
      attribute_position(a);
      return u_->emit(Opcode::STORE_ATTR, object, value, u_->site(mangled(a->attr), Opcode::STORE_ATTR));
    }
    case Kind::Subscript: {
      const Subscript* sub = as<Subscript>(target);
      Reg object = operand_before(sub->value, sub->slice);
      Reg key = slice_operand(sub->slice);
      return u_->emit(Opcode::STORE_SUBSCR, object, key, value);
    }
    case Kind::Starred: return store(as<Starred>(target)->value, value);
    default:
      if (const Seq<Expr*>* elements = elements_of(target)) return unpack(*elements, value);
      u_->error = "a target that cannot be assigned";
  }
}

// Consecutive variables take the items at once.
Reg Codegen::direct_targets(const Seq<Expr*>& targets) {
  Reg first = kNoReg;
  for (uint32_t i = 0; i < targets.size(); i++) {
    Reg r = target_register(targets[i]);
    if (r == kNoReg || (i > 0 && r != first + i)) return kNoReg;
    if (i == 0) first = r;
  }
  return first;
}

void Codegen::unpack(const Seq<Expr*>& targets, Reg value) {
  uint32_t count = targets.size();
  if (!has_star(targets)) {
    Reg direct = direct_targets(targets);
    Reg first = direct != kNoReg ? direct : u_->alloc(count);
    u_->emit(Opcode::UNPACK_SEQUENCE, value, first, count);
    for (uint32_t i = 0; i < count; i++) {
      if (direct != kNoReg)
        u_->bound.add(first + i);
      else
        store(targets[i], first + i);
    }
    return;
  }
  uint32_t before = 0;
  while (targets[before]->kind != Kind::Starred) before++;
  uint32_t after = count - before - 1;
  if (before > 255 || after > 255) u_->error = "too many targets around a star";
  Reg first = u_->alloc(count);
  u_->emit(Opcode::UNPACK_EX, value, first, (before & 255) | (after & 255) << 8);
  for (uint32_t i = 0; i < count; i++) store(targets[i], first + i);
}

void Codegen::assign_one(const Expr* target, const Expr* e) {
  Temps temps(*this);
  if (Reg r = target_register(target); r != kNoReg) {
    expr_into(e, r);
    return u_->bound.add(r);
  }
  // The value of a name that the target's own parts rebind is read first.
  Reg value = operand_before(e, target);
  store(target, value);
}

void Codegen::assign(const Assign* s) {
  Temps temps(*this);
  const Expr* first = s->targets[0];
  if (s->targets.size() == 1) {
    if (parallel_assign(first, s->value)) return;
    return assign_one(first, s->value);
  }
  Reg value = u_->alloc();
  expr_into(s->value, value);
  for (const Expr* target : s->targets) store(target, value);
}

// a, b = x, y without a tuple: all values first, then the targets from left to right. A value that is a variable stays in
// place unless an earlier target overwrites it.
bool Codegen::parallel_assign(const Expr* target, const Expr* value) {
  const Seq<Expr*>* targets = elements_of(target);
  const Seq<Expr*>* values = elements_of(value);
  constexpr uint32_t kMost = 16;
  if (!targets || !values || targets->size() != values->size() || targets->empty() || targets->size() > kMost ||
      has_star(*targets) || has_star(*values))
    return false;
  uint32_t count = targets->size();
  Reg target_registers[kMost], registers[kMost];
  bool all_names = true;
  for (uint32_t i = 0; i < count; i++) {
    target_registers[i] = target_register((*targets)[i]);
    all_names = all_names && (*targets)[i]->kind == Kind::Name;
  }
  if (!all_names && has_walrus_) return false;
  for (uint32_t i = 0; i < count; i++) {
    const Expr* e = (*values)[i];
    registers[i] = kNoReg;
    if (is_constant(e)) continue;   // loaded when it is stored
    Reg r = i + 1 < count ? operand_before(e, &(*values)[i + 1], count - i - 1) : operand(e);
    for (uint32_t j = 0; j < i; j++) {
      if (target_registers[j] != r) continue;
      Reg copy = u_->alloc();
      u_->move(copy, r);
      r = copy;
      break;
    }
    // A variable inside a nested target is overwritten, too: be safe.
    if (!all_names && !(u_->is_temp(r) && r + 1 == u_->next_temp)) {
      Reg copy = u_->alloc();
      u_->move(copy, r);
      r = copy;
    }
    registers[i] = r;
  }
  for (uint32_t i = 0; i < count; i++) {
    if (registers[i] == kNoReg)
      assign_one((*targets)[i], (*values)[i]);
    else
      store((*targets)[i], registers[i]);
  }
  return true;
}

void Codegen::aug_assign(const AugAssign* s) {
  switch (s->target->kind) {
    case Kind::Name: {
      Name* name = as<Name>(s->target);
      if (Reg r = variable_register(s->target, true); r != kNoReg) {
        Reg left = r;
        if (rebinds(s->value, name->id)) u_->move(left = u_->alloc(), r);
        return binary_into(s->op, left, s->value, true, r);
      }
      Reg value = u_->alloc();
      {
        At at(*this, s->target);
        load_name(name->id, value);
      }
      binary_into(s->op, value, s->value, true, value);
      return store_name(name->id, value);
    }
    case Kind::Attribute: {
      const Attribute* a = as<Attribute>(s->target);
      const Identifier* name = mangled(a->attr);
      Reg object = operand_before(a->value, s->value);
      Reg value = u_->alloc();
      {
        At at(*this, s->target);
        u_->emit(Opcode::LOAD_ATTR, value, object, u_->site(name, Opcode::LOAD_ATTR));
      }
      binary_into(s->op, value, s->value, true, value);
      At at(*this, s->target);
      return u_->emit(Opcode::STORE_ATTR, object, value, u_->site(name, Opcode::STORE_ATTR));
    }
    default: {
      const Subscript* sub = as<Subscript>(s->target);
      const Expr* later[] = {sub->slice, s->value};
      Reg object = operand_before(sub->value, later, 2);
      Reg key = sub->slice->kind == Kind::Slice ? slice_operand(sub->slice) : operand_before(sub->slice, s->value);
      Reg value = u_->alloc();
      {
        At at(*this, s->target);
        u_->emit(Opcode::LOAD_SUBSCR, value, object, key);
      }
      binary_into(s->op, value, s->value, true, value);
      At at(*this, s->target);
      return u_->emit(Opcode::STORE_SUBSCR, object, key, value);
    }
  }
}

void Codegen::ann_assign(const AnnAssign* s) {
  bool kept = unit_kind() != UnitKind::kFunction;   // functions do not evaluate annotations of their variables
  if (s->value) {
    if (Reg r = target_register(s->target); r != kNoReg) {
      expr_into(s->value, r);
      u_->bound.add(r);
    } else {
      store(s->target, operand_before(s->value, s->target));
    }
  } else if (const Attribute* a = try_as<Attribute>(s->target)) {
    discard(a->value);
  } else if (const Subscript* sub = try_as<Subscript>(s->target)) {
    discard(sub->value);
    discard(sub->slice);
  }
  if (!kept) return;
  if (!s->simple) {
    if (!future_annotations_) discard(s->annotation);
    return;
  }
  Reg value = u_->alloc();
  annotation_value(s->annotation, value);
  Reg dict = u_->alloc();
  u_->emit(Opcode::LOAD_NAME, dict, u_->site(arena_.intern("__annotations__"), Opcode::LOAD_NAME));
  Reg key = u_->alloc();
  load_pool(pool_.name(mangled(as<Name>(s->target)->id)), key);
  u_->emit(Opcode::STORE_SUBSCR, dict, key, value);
}

}  // namespace pyvm::compile
