// What a name means is the scope pass's answer for the innermost scope; only the way there differs for inlined
// comprehensions, whose variables are registers of the unit around them.
#include "vm/compile/codegen.h"

namespace pyvm::compile {

const Identifier* Codegen::mangled(Identifier* name) {
  std::string_view text = name->view();
  if (text.size() < 3 || text[0] != '_' || text[1] != '_' || !u_->names->scope->private_name) return name;
  return mangle(arena_, u_->names->scope->private_name, name);
}

namespace {

Reg find(const std::unordered_map<const Identifier*, Reg>& map, const Identifier* name) {
  auto entry = map.find(name);
  return entry == map.end() ? kNoReg : entry->second;
}

}  // namespace

Codegen::Place Codegen::resolve(const Identifier* name) {
  const InlineScope* current = u_->names;
  const Symbol* symbol = current->scope->find(name);
  NameScope scope = symbol ? symbol->scope : NameScope::GlobalImplicit;
  bool own = !current->outer;   // the unit's own scope, not an inlined one
  if (scope == NameScope::GlobalExplicit) return {Place::kGlobal, kNoReg, name};
  if (scope == NameScope::GlobalImplicit)
    return {own && unit_kind() != UnitKind::kFunction ? Place::kName : Place::kGlobal, kNoReg, name};
  if (scope == NameScope::Free) {
    for (const InlineScope* s = current; s; s = s->outer) {
      if (Reg r = find(s->cells, name); r != kNoReg)
        return {own && unit_kind() == UnitKind::kClass ? Place::kClassCell : Place::kCell, r, name};
      if (Reg r = find(s->registers, name); r != kNoReg) return {Place::kRegister, r, name};
    }
    return {Place::kGlobal, kNoReg, name};
  }
  if (own && unit_kind() != UnitKind::kFunction) return {Place::kName, kNoReg, name};
  if (Reg r = find(current->cells, name); r != kNoReg) return {Place::kCell, r, name};
  return {Place::kRegister, find(current->registers, name), name};
}

Reg Codegen::find_cell(const Identifier* name) {
  for (const InlineScope* s = u_->names; s; s = s->outer)
    if (Reg r = find(s->cells, name); r != kNoReg) return r;
  u_->error = "a captured variable has no cell";
  return 0;
}

bool Codegen::is_inlined(const Scope* scope) {
  if (scope->kind != ScopeKind::ListComp && scope->kind != ScopeKind::SetComp && scope->kind != ScopeKind::DictComp)
    return false;
  for (const char* name : {"locals", "vars", "dir", "eval", "exec", "super"})
    if (scope->find(arena_.intern(name))) return false;
  return true;
}

bool Codegen::needs_cell(const Scope* scope, const Identifier* name) {
  for (const Scope* child : scope->children) {
    const Symbol* symbol = child->find(name);
    if (!symbol || (symbol->scope != NameScope::Free && !(symbol->flags & kDefFreeClass))) continue;
    if (!is_inlined(child) || needs_cell(child, name)) return true;
  }
  return false;
}

void Codegen::check_bound(const Place& place) {
  if (u_->bound.has(place.reg)) return;
  u_->emit(Opcode::CHECK_BOUND, place.reg, u_->name_constant(place.name));
  u_->bound.add(place.reg);
}

Reg Codegen::variable_register(const Expr* e, bool check) {
  const Name* n = try_as<Name>(e);
  if (!n) return kNoReg;
  Place place = resolve(mangled(n->id));
  if (place.kind != Place::kRegister) return kNoReg;
  if (check) {
    At at(*this, e);
    check_bound(place);
  }
  return place.reg;
}

void Codegen::load_name(Identifier* name, Reg target) {
  Place place = resolve(mangled(name));
  switch (place.kind) {
    case Place::kRegister:
      check_bound(place);
      return u_->move(target, place.reg);
    case Place::kCell:
      return u_->emit(Opcode::LOAD_DEREF, target, place.reg, u_->name_constant(place.name));
    case Place::kClassCell:
      return u_->emit(Opcode::LOAD_CLASSDEREF, target, place.reg, u_->name_constant(place.name));
    case Place::kGlobal:
      return u_->emit(Opcode::LOAD_GLOBAL, target, u_->site(place.name, Opcode::LOAD_GLOBAL));
    case Place::kName:
      return u_->emit(Opcode::LOAD_NAME, target, u_->site(place.name, Opcode::LOAD_NAME));
  }
}

void Codegen::store_name(Identifier* name, Reg value) {
  Place place = resolve(mangled(name));
  switch (place.kind) {
    case Place::kRegister:
      u_->move(place.reg, value);
      return u_->bound.add(place.reg);
    case Place::kCell:
    case Place::kClassCell:
      return u_->emit(Opcode::STORE_DEREF, place.reg, value);
    case Place::kGlobal:
      return u_->emit(Opcode::STORE_GLOBAL, value, u_->site(place.name, Opcode::STORE_GLOBAL));
    case Place::kName:
      return u_->emit(Opcode::STORE_NAME, value, u_->site(place.name, Opcode::STORE_NAME));
  }
}

void Codegen::delete_name(Identifier* name) {
  Place place = resolve(mangled(name));
  switch (place.kind) {
    case Place::kRegister:
      check_bound(place);
      u_->emit(Opcode::UNSET, place.reg);
      return u_->bound.remove(place.reg);
    case Place::kCell:
    case Place::kClassCell:
      return u_->emit(Opcode::DELETE_DEREF, place.reg, u_->name_constant(place.name));
    case Place::kGlobal:
      return u_->emit(Opcode::DELETE_GLOBAL, 0, u_->site(place.name, Opcode::DELETE_GLOBAL));
    case Place::kName:
      return u_->emit(Opcode::DELETE_NAME, 0, u_->site(place.name, Opcode::DELETE_NAME));
  }
}

}  // namespace pyvm::compile
