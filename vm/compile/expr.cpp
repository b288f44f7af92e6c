#include "vm/compile/codegen.h"
#include "vm/object/iter.h"

namespace pyvm::compile {

// ---- entry points

void Codegen::expr_into(const Expr* e, Reg target) {
  if (!enter()) return;
  switch (e->kind) {
    case Kind::BinOp: case Kind::Attribute: case Kind::Subscript: case Kind::Call: return spine_into(e, target);
    default: return leaf_into(e, target);
  }
}

Reg Codegen::operand_into(const Expr* e, Reg target) {
  if (Reg r = variable_register(e, true); r != kNoReg) return r;
  if (const NamedExpr* named = try_as<NamedExpr>(e)) {
    if (Reg r = variable_register(named->target, false); r != kNoReg) {
      walrus(named, r);
      return r;
    }
  }
  expr_into(e, target);
  return target;
}

Reg Codegen::operand(const Expr* e) {
  Reg mark = u_->next_temp;
  Reg fresh = u_->alloc();
  Reg r = operand_into(e, fresh);
  if (r != fresh) u_->next_temp = mark;
  return r;
}

Reg Codegen::operand_before(const Expr* e, const Expr* const* later, size_t count) {
  Reg r = operand(e);
  if (u_->is_temp(r) && r + 1 == u_->next_temp) return r;
  const Expr* variable = e->kind == Kind::NamedExpr ? as<NamedExpr>(e)->target : e;
  for (size_t i = 0; i < count; i++) {
    if (!rebinds(later[i], as<Name>(variable)->id)) continue;
    Reg copy = u_->alloc();
    u_->move(copy, r);
    return copy;
  }
  return r;
}

void Codegen::discard(const Expr* e) {
  if (e->kind == Kind::Constant) return;
  Temps temps(*this);
  (void)operand(e);
}

void Codegen::load_pool(uint32_t id, Reg target) { u_->emit_bx(Opcode::LOAD_CONST, target, u_->constant(id)); }

void Codegen::load_constant(Value v, Reg target) { load_pool(pool_.add(v), target); }

void Codegen::leaf_into(const Expr* e, Reg target) {
  At at(*this, e);
  Temps temps(*this);
  if (uint32_t id = constant_of(e); id != UINT32_MAX) return load_pool(id, target);
  switch (e->kind) {
    case Kind::Name: return load_name(as<Name>(e)->id, target);
    case Kind::BoolOp: return bool_op(as<BoolOp>(e), target);
    case Kind::NamedExpr: return walrus(as<NamedExpr>(e), target);
    case Kind::UnaryOp: return unary(as<syntax::UnaryOp>(e), target);
    case Kind::Lambda: return lambda(as<Lambda>(e), target);
    case Kind::IfExp: return conditional(as<IfExp>(e), target);
    case Kind::Dict: return dict_display(as<Dict>(e), target);
    case Kind::Set: return set_display(as<Set>(e)->elts, target);
    case Kind::ListComp: case Kind::SetComp: case Kind::DictComp: case Kind::GeneratorExp:
      return comprehension(e, target);
    case Kind::Await: return await(as<Await>(e), target);
    case Kind::Yield: return yield(as<Yield>(e), target);
    case Kind::YieldFrom: return yield_from(as<YieldFrom>(e), target);
    case Kind::Compare: return compare(as<Compare>(e), target);
    case Kind::FormattedValue: return formatted(as<FormattedValue>(e), target);
    case Kind::JoinedStr: return fstring(as<JoinedStr>(e), target);
    case Kind::List: return list_display(as<List>(e)->elts, target, false);
    case Kind::Tuple: return tuple_display(as<Tuple>(e)->elts, target);
    case Kind::Slice: return u_->move(target, slice_operand(e));
    default: u_->error = "an expression has no meaning here"; return;
  }
}

// ---- chains of left operands

namespace {

const Expr* left_of(const Expr* e) {
  switch (e->kind) {
    case Kind::BinOp: return as<BinOp>(e)->left;
    case Kind::Attribute: return as<Attribute>(e)->value;
    case Kind::Subscript: return as<Subscript>(e)->value;
    case Kind::Call: return as<Call>(e)->func;
    default: return nullptr;
  }
}

}  // namespace

// All intermediate values of the chain pass through `base`, the object of a method call through base + H.
void Codegen::spine_into(const Expr* e, Reg target) {
  Temps temps(*this);
  Reg base = u_->is_temp(target) && target + 1 == u_->next_temp ? target : u_->alloc();
  Reg self = base + kFrameHeaderWords;
  size_t bottom = spine_.size();
  auto is_method_call = [this](const Expr* outer) {
    const Call* call = try_as<Call>(outer);
    return call && call->func->kind == Kind::Attribute && plain_arguments(call->args, call->keywords);
  };
  auto place_for = [&](const Expr* outer) {   // where the left operand of `outer` is computed
    u_->next_temp = base + 1;
    if (!is_method_call(outer)) return base;
    u_->alloc(kFrameHeaderWords);
    return self;
  };
  const Expr* leaf = e;
  while (const Expr* left = left_of(leaf)) {
    spine_.push_back(leaf);
    leaf = is_method_call(leaf) ? as<Attribute>(left)->value : left;
  }
  // Fold while everything is constant.
  uint32_t constant = constant_of(leaf);
  while (constant != UINT32_MAX && spine_.size() > bottom) {
    const Expr* outer = spine_.back();
    Value folded = kNull;
    if (const BinOp* op = try_as<BinOp>(outer)) {
      Value right = fold(op->right);
      if (right) folded = fold_binary(op->op, pool_.at(constant), right);
    } else if (const Subscript* sub = try_as<Subscript>(outer); sub && sub->slice->kind != Kind::Slice) {
      Value index = fold(sub->slice);
      if (index) folded = fold_subscript(pool_.at(constant), index);
    }
    if (!folded) break;
    constant = pool_.add(folded);
    leaf = outer;
    spine_.pop_back();
  }
  if (spine_.size() == bottom) {
    At at(*this, e);
    return load_pool(constant, target);
  }
  Reg place = place_for(spine_.back());
  Reg value;
  if (constant != UINT32_MAX) {
    At at(*this, leaf);
    load_pool(constant, value = place);
  } else if (spine_.back()->kind == Kind::Call && place == base) {
    expr_into(leaf, value = base);
  } else {
    value = operand_into(leaf, place);
    if (value != place && has_walrus_) {
      const Expr* outer = spine_.back();
      const Expr* other = outer->kind == Kind::BinOp      ? as<BinOp>(outer)->right
                          : outer->kind == Kind::Subscript ? as<Subscript>(outer)->slice
                                                           : nullptr;
      const Expr* variable = leaf->kind == Kind::NamedExpr ? as<NamedExpr>(leaf)->target : leaf;
      if (rebinds(other, as<Name>(variable)->id)) {
        u_->move(place, value);
        value = place;
      }
    }
    if (value != place && place == base && base != target) u_->next_temp = base;   // not needed yet
  }
  while (spine_.size() > bottom) {
    const Expr* outer = spine_.back();
    spine_.pop_back();
    if (is_method_call(outer)) u_->next_temp = self + 1;
    Reg mark = u_->next_temp;
    if (spine_.size() == bottom) {
      spine_step(outer, value, target, base);
    } else {
      // The result may lie above the temporaries in use now: it is written when they are dead.
      Reg next = is_method_call(spine_.back()) ? self : base;
      if (next >= u_->register_count) u_->register_count = next + 1;
      spine_step(outer, value, next, base);
      value = next;
      u_->next_temp = mark;
      (void)place_for(spine_.back());
    }
    if (failed()) {
      spine_.resize(bottom);
      return;
    }
  }
}

Reg Codegen::spine_step(const Expr* outer, Reg value, Reg target, Reg base) {
  At at(*this, outer);
  switch (outer->kind) {
    case Kind::BinOp: binary(as<BinOp>(outer), value, target); break;
    case Kind::Subscript: subscript(as<Subscript>(outer), value, target); break;
    case Kind::Attribute: {
      const Identifier* name = mangled(as<Attribute>(outer)->attr);
      attribute_position(as<Attribute>(outer));
      u_->emit(Opcode::LOAD_ATTR, target, value, u_->site(name, Opcode::LOAD_ATTR));
      break;
    }
    default: {
      const Call* call = as<Call>(outer);
      if (call->func->kind == Kind::Attribute && plain_arguments(call->args, call->keywords))
        call_method(call, value, base, target);
      else
        call_window(base, 0, call->args, call->keywords, target);
    }
  }
  return target;
}

namespace {

Opcode binary_opcode(Operator op) {
  switch (op) {
    case Operator::Add: return Opcode::ADD;
    case Operator::Sub: return Opcode::SUB;
    case Operator::Mult: return Opcode::MUL;
    case Operator::MatMult: return Opcode::MATMUL;
    case Operator::Div: return Opcode::TRUEDIV;
    case Operator::Mod: return Opcode::MOD;
    case Operator::Pow: return Opcode::POW;
    case Operator::LShift: return Opcode::LSHIFT;
    case Operator::RShift: return Opcode::RSHIFT;
    case Operator::BitOr: return Opcode::OR;
    case Operator::BitXor: return Opcode::XOR;
    case Operator::BitAnd: return Opcode::AND;
    case Operator::FloorDiv: return Opcode::FLOORDIV;
  }
  return Opcode::ADD;
}

// The opcode of another group of operators in the same order.
Opcode in_group(Opcode op, Opcode group) {
  return static_cast<Opcode>(static_cast<int>(op) - static_cast<int>(Opcode::ADD) + static_cast<int>(group));
}

}  // namespace

void Codegen::binary_into(Operator op, Reg left, const Expr* right, bool inplace, Reg target) {
  Opcode opcode = binary_opcode(op);
  if (uint32_t id = constant_of(right); id != UINT32_MAX) {
    uint32_t k = u_->constant(id);
    if (k <= 0xFFFF)
      return u_->emit(in_group(opcode, inplace ? Opcode::IADD_K : Opcode::ADD_K), target, left, k);
  }
  Reg r = operand(right);
  u_->emit(inplace ? in_group(opcode, Opcode::IADD) : opcode, target, left, r);
}

void Codegen::binary(const BinOp* e, Reg left, Reg target) { binary_into(e->op, left, e->right, false, target); }

// ---- subscripts

void Codegen::subscript(const Subscript* e, Reg object, Reg target) {
  Reg key = slice_operand(e->slice);
  u_->emit(Opcode::LOAD_SUBSCR, target, object, key);
}

// The key of a subscript; a slice with constant bounds is a constant.
Reg Codegen::slice_operand(const Expr* e) {
  const Slice* s = try_as<Slice>(e);
  if (!s) return operand(e);
  At at(*this, e);
  const Expr* parts[] = {s->lower, s->upper, s->step};
  Value values[3];
  bool constant = true;
  for (int i = 0; i < 3; i++) {
    values[i] = parts[i] ? fold(parts[i]) : kNone;
    constant = constant && (values[i].is_small_int() || values[i].is_none());
  }
  Reg first = u_->alloc();
  if (constant) {
    PySlice* slice = slice_new(values[0], values[1], values[2]);
    if (slice) load_constant(Value(&slice->header), first);
    return first;
  }
  for (int i = 0; i < 3; i++) {
    Reg r = i == 0 ? first : u_->alloc();
    if (parts[i])
      expr_into(parts[i], r);
    else
      u_->emit_bx(Opcode::LOAD_CONST, r, none());
  }
  u_->emit(Opcode::BUILD_SLICE, first, first);
  u_->next_temp = first + 1;
  return first;
}

// ---- the rest

void Codegen::unary(const syntax::UnaryOp* e, Reg target) {
  if (e->op == UnaryOperator::Not) {
    // not (a is b), not (a in b): one operator
    if (const Compare* c = try_as<Compare>(e->operand); c && c->ops.size() == 1) {
      CmpOperator op = c->ops[0];
      CmpOperator flipped = op == CmpOperator::Is      ? CmpOperator::IsNot
                            : op == CmpOperator::IsNot ? CmpOperator::Is
                            : op == CmpOperator::In    ? CmpOperator::NotIn
                            : op == CmpOperator::NotIn ? CmpOperator::In
                                                       : op;
      if (flipped != op) return compare_single(c, flipped, target);
    }
  }
  Opcode op = e->op == UnaryOperator::Not    ? Opcode::NOT
              : e->op == UnaryOperator::USub ? Opcode::NEG
              : e->op == UnaryOperator::UAdd ? Opcode::POS
                                             : Opcode::INVERT;
  u_->emit(op, target, operand(e->operand));
}

void Codegen::conditional(const IfExp* e, Reg target) {
  Label end;
  const Expr* rest = e;
  while (const IfExp* c = try_as<IfExp>(rest)) {
    Label otherwise;
    jump_if(c->test, otherwise, false);
    expr_into(c->body, target);
    u_->jump(end);
    u_->bind(otherwise);
    rest = c->orelse;
  }
  expr_into(rest, target);
  u_->bind(end);
}

void Codegen::walrus(const NamedExpr* e, Reg target) {
  if (Reg r = variable_register(e->target, false); r != kNoReg) {
    expr_into(e->value, r);
    u_->bound.add(r);
    return u_->move(target, r);
  }
  Reg value = u_->is_temp(target) ? target : u_->alloc();
  expr_into(e->value, value);
  store(e->target, value);
  u_->move(target, value);
}

void Codegen::lambda(const Lambda* e, Reg target) {
  make_function(e, nullptr, e->args, nullptr, e->lineno, target);
}

}  // namespace pyvm::compile
