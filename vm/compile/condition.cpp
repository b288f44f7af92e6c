// Conditions are compiled for the jump they decide: and, or, not and chained comparisons make no value there.
#include "vm/compile/codegen.h"
#include "vm/object/ops.h"
#include "vm/object/type.h"

namespace pyvm::compile {

namespace {

Opcode compare_opcode(CmpOperator op) {
  switch (op) {
    case CmpOperator::Eq: return Opcode::EQ;
    case CmpOperator::NotEq: return Opcode::NE;
    case CmpOperator::Lt: return Opcode::LT;
    case CmpOperator::LtE: return Opcode::LE;
    case CmpOperator::Gt: return Opcode::GT;
    case CmpOperator::GtE: return Opcode::GE;
    case CmpOperator::Is: return Opcode::IS;
    case CmpOperator::IsNot: return Opcode::IS_NOT;
    case CmpOperator::In: return Opcode::IN;
    case CmpOperator::NotIn: return Opcode::NOT_IN;
  }
  return Opcode::EQ;
}

Opcode jump_opcode(bool sense) { return sense ? Opcode::JUMP_IF_TRUE : Opcode::JUMP_IF_FALSE; }

bool is_none_literal(const Expr* e) {
  const Constant* c = try_as<Constant>(e);
  return c && c->value.kind == ConstantKind::None;
}

}  // namespace

void Codegen::jump_if(const Expr* e, Label& target, bool sense) {
  if (!enter()) return;
  while (const syntax::UnaryOp* u = try_as<syntax::UnaryOp>(e)) {
    if (u->op != UnaryOperator::Not) break;
    e = u->operand;
    sense = !sense;
  }
  if (int truth = constant_truth(e); truth >= 0) {
    if (truth == static_cast<int>(sense)) u_->jump(target);
    return;
  }
  At at(*this, e);
  Temps temps(*this);
  if (const BoolOp* op = try_as<BoolOp>(e)) return jump_if_bool_op(op, target, sense);
  if (const Compare* op = try_as<Compare>(e)) return jump_if_compare(op, target, sense);
  if (const IfExp* c = try_as<IfExp>(e)) {
    Label otherwise, end;
    jump_if(c->test, otherwise, false);
    jump_if(c->body, target, sense);
    u_->jump(end);
    u_->bind(otherwise);
    jump_if(c->orelse, target, sense);
    return u_->bind(end);
  }
  u_->jump(jump_opcode(sense), operand(e), target);
}

void Codegen::jump_if_bool_op(const BoolOp* e, Label& target, bool sense) {
  bool is_or = e->op == BoolOperator::Or;
  if (is_or == sense) {   // any value decides
    for (const Expr* v : e->values) jump_if(v, target, sense);
    return;
  }
  Label past;
  for (uint32_t i = 0; i + 1 < e->values.size(); i++) jump_if(e->values[i], past, is_or);
  jump_if(e->values.back(), target, sense);
  u_->bind(past);
}

void Codegen::jump_if_compare(const Compare* e, Label& target, bool sense) {
  if (e->ops.size() == 1) {
    CmpOperator op = e->ops[0];
    if ((op == CmpOperator::Is || op == CmpOperator::IsNot) && is_none_literal(e->comparators[0])) {
      bool if_none = (op == CmpOperator::Is) == sense;
      Reg value = operand(e->left);
      return u_->jump(if_none ? Opcode::JUMP_IF_NONE : Opcode::JUMP_IF_NOT_NONE, value, target);
    }
    Reg result = u_->alloc();
    compare_single(e, op, result);
    return u_->jump(jump_opcode(sense), result, target);
  }
  Reg result = u_->alloc();
  Label past;
  compare_chain(e, result, sense ? past : target);
  u_->jump(jump_opcode(sense), result, target);
  u_->bind(past);
}

// ---- values

void Codegen::bool_op(const BoolOp* e, Reg target) {
  bool is_or = e->op == BoolOperator::Or;
  Reg result = u_->is_temp(target) ? target : u_->alloc();
  Label end;
  for (uint32_t i = 0; i < e->values.size(); i++) {
    const Expr* v = e->values[i];
    bool last = i + 1 == e->values.size();
    int truth = last ? -1 : constant_truth(v);
    if (truth >= 0 && truth != static_cast<int>(is_or)) continue;   // never the result
    expr_into(v, result);
    if (truth >= 0) break;
    if (!last) u_->jump(jump_opcode(is_or), result, end);
  }
  u_->bind(end);
  u_->move(target, result);
}

void Codegen::compare(const Compare* e, Reg target) {
  if (e->ops.size() == 1) return compare_single(e, e->ops[0], target);
  Reg result = u_->is_temp(target) ? target : u_->alloc();
  Label end;
  compare_chain(e, result, end);
  u_->bind(end);
  u_->move(target, result);
}

uint32_t Codegen::frozenset_constant(const Seq<Expr*>& elements) {
  Value tuple = tuple_of(elements);
  if (!tuple) return UINT32_MAX;
  Value set = object_call(t_, Value(&type_frozenset->header), &tuple, 1);
  return pool_.add(set);
}

uint32_t Codegen::membership_constant(CmpOperator op, const Expr* e) {
  if (op != CmpOperator::In && op != CmpOperator::NotIn) return UINT32_MAX;
  if (const List* list = try_as<List>(e); list && all_constant(list->elts)) return pool_.add(tuple_of(list->elts));
  if (const Set* set = try_as<Set>(e); set && all_constant(set->elts)) return frozenset_constant(set->elts);
  return UINT32_MAX;
}

void Codegen::compare_single(const Compare* e, CmpOperator op, Reg target) {
  Opcode opcode = compare_opcode(op);
  const Expr* right = e->comparators[0];
  Reg left = operand_before(e->left, right);
  if (uint32_t id = membership_constant(op, right); id != UINT32_MAX) {
    Reg r = u_->alloc();
    load_pool(id, r);
    return u_->emit(opcode, target, left, r);
  }
  if (opcode <= Opcode::GE) {
    if (uint32_t id = constant_of(right); id != UINT32_MAX && u_->constant(id) <= 0xFFFF) {
      Opcode with_constant =
          static_cast<Opcode>(static_cast<int>(opcode) - static_cast<int>(Opcode::LT) + static_cast<int>(Opcode::LT_K));
      return u_->emit(with_constant, target, left, u_->constant(id));
    }
  }
  Reg r = operand(right);
  u_->emit(opcode, target, left, r);
}

void Codegen::compare_chain(const Compare* e, Reg result, Label& fail) {
  Reg left = operand_before(e->left, e->comparators[0]);
  for (uint32_t i = 0; i < e->ops.size(); i++) {
    bool last = i + 1 == e->ops.size();
    const Expr* next = last ? nullptr : e->comparators[i + 1];
    Reg right;
    if (uint32_t id = membership_constant(e->ops[i], e->comparators[i]); id != UINT32_MAX)
      load_pool(id, right = u_->alloc());
    else
      right = operand_before(e->comparators[i], next);
    u_->emit(compare_opcode(e->ops[i]), result, left, right);
    if (!last) u_->jump(Opcode::JUMP_IF_FALSE, result, fail);
    left = right;
  }
}

}  // namespace pyvm::compile
