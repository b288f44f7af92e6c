#include "vm/compile/codegen.h"
#include "vm/object/list.h"
#include "vm/object/str.h"

namespace pyvm::compile {

void Codegen::body(const Seq<Stmt*>& statements) {
  for (const Stmt* s : statements) {
    if (!enter()) return;
    Temps temps(*this);
    set_position(s);
    statement(s);
  }
}

void Codegen::statement(const Stmt* s) {
  switch (s->kind) {
    case Kind::FunctionDef: {
      const FunctionDef* f = as<FunctionDef>(s);
      return function_def(s, f->name, f->args, f->decorator_list, f->returns);
    }
    case Kind::AsyncFunctionDef: {
      const AsyncFunctionDef* f = as<AsyncFunctionDef>(s);
      return function_def(s, f->name, f->args, f->decorator_list, f->returns);
    }
    case Kind::ClassDef: return class_def(as<ClassDef>(s));
    case Kind::Return: return return_statement(as<Return>(s));
    case Kind::Delete:
      for (const Expr* target : as<Delete>(s)->targets) delete_target(target);
      return;
    case Kind::Assign: return assign(as<Assign>(s));
    case Kind::AugAssign: return aug_assign(as<AugAssign>(s));
    case Kind::AnnAssign: return ann_assign(as<AnnAssign>(s));
    case Kind::For: return for_statement(as<For>(s));
    case Kind::AsyncFor: return async_for(as<AsyncFor>(s));
    case Kind::While: return while_statement(as<While>(s));
    case Kind::If: return if_statement(as<If>(s));
    case Kind::With: return with_statement(as<With>(s)->items, 0, as<With>(s)->body, false, s);
    case Kind::AsyncWith: return with_statement(as<AsyncWith>(s)->items, 0, as<AsyncWith>(s)->body, true, s);
    case Kind::Match: return match_statement(as<Match>(s));
    case Kind::Raise: return raise_statement(as<Raise>(s));
    case Kind::Try: case Kind::TryStar:
      u_->emit(Opcode::NOP);   // a line of its own for sys.settrace
      return try_statement(s);
    case Kind::Assert: return assert_statement(as<Assert>(s));
    case Kind::Import: return import_statement(as<Import>(s));
    case Kind::ImportFrom: return import_from(as<ImportFrom>(s));
    case Kind::Global: case Kind::Nonlocal: return;
    case Kind::Pass: return u_->emit(Opcode::NOP);
    case Kind::ExprStmt: return expression_statement(as<ExprStmt>(s));
    case Kind::Break: return break_statement();
    case Kind::Continue: return continue_statement();
    default: u_->error = "a statement of unknown kind"; return;
  }
}

void Codegen::if_statement(const If* s) {
  Label end;
  while (true) {
    Label otherwise;
    jump_if(s->test, otherwise, false);
    body(s->body);
    if (!s->orelse.empty()) u_->jump(end);
    u_->bind(otherwise);
    const If* next = s->orelse.size() == 1 ? try_as<If>(s->orelse[0]) : nullptr;
    if (!next) break;
    s = next;
    set_position(s);
  }
  body(s->orelse);
  u_->bind(end);
}

void Codegen::return_statement(const Return* s) {
  bool leaves = false;   // some block has work to do on the way out
  for (const Block& b : u_->blocks) leaves |= b.kind != BlockKind::kLoop && b.kind != BlockKind::kGuard;
  bool constant = !s->value || is_constant(s->value);
  Reg value = kNoReg;
  if (!constant && leaves)
    expr_into(s->value, value = u_->alloc());
  else if (!constant)
    value = operand(s->value);
  std::vector<Block> left;
  leave_blocks(0, left);
  set_position(s);
  if (constant) {
    value = u_->alloc();
    if (s->value)
      expr_into(s->value, value);
    else
      u_->emit_bx(Opcode::LOAD_CONST, value, none());
  }
  u_->emit(Opcode::RETURN, value);
  reenter_blocks(left);
}

void Codegen::raise_statement(const Raise* s) {
  if (!s->exc) return u_->emit(Opcode::RAISE, 0, 0, 0);
  if (!s->cause) return u_->emit(Opcode::RAISE, operand(s->exc), 0, 1);
  Reg exception = operand_before(s->exc, s->cause);
  Reg cause = operand(s->cause);
  u_->emit(Opcode::RAISE, exception, cause, 2);
}

namespace {

// The comparison of a condition that is looked at last, or null.
const Expr* last_comparison(const Expr* e) {
  if (e->kind == Kind::Compare) return e;
  if (const syntax::UnaryOp* u = try_as<syntax::UnaryOp>(e); u && u->op == UnaryOperator::Not)
    return last_comparison(u->operand);
  const Expr* last = nullptr;
  if (const BoolOp* b = try_as<BoolOp>(e)) {
    for (const Expr* value : b->values)
      if (const Expr* found = last_comparison(value)) last = found;
  } else if (const IfExp* c = try_as<IfExp>(e)) {
    for (const Expr* part : {c->test, c->body, c->orelse})
      if (const Expr* found = last_comparison(part)) last = found;
  }
  return last;
}

}  // namespace

void Codegen::assert_statement(const Assert* s) {
  if (options_.optimize) return;
  Label end;
  jump_if(s->test, end, true);
  const Expr* comparison = last_comparison(s->test);
  At at(*this, comparison ? static_cast<const Node*>(comparison) : s);   // what carets of the traceback show
  Reg window = u_->alloc();
  u_->emit(Opcode::LOAD_ASSERTION_ERROR, window);
  if (s->msg) {
    u_->alloc(kFrameHeaderWords - 1);
    Reg message = u_->alloc();
    expr_into(s->msg, message);
    u_->emit(Opcode::CALL, window, 1, window);
  }
  u_->emit(Opcode::RAISE, window, 0, 1);
  u_->bind(end);
}

void Codegen::expression_statement(const ExprStmt* s) {
  if (options_.interactive_expressions && !u_->parent) return u_->emit(Opcode::PRINT_EXPR, operand(s->value));
  discard(s->value);
}

void Codegen::delete_target(const Expr* target) {
  At at(*this, target);
  Temps temps(*this);
  switch (target->kind) {
    case Kind::Name: return delete_name(as<Name>(target)->id);
    case Kind::Attribute: {
      const Attribute* a = as<Attribute>(target);
      Reg object = operand(a->value);
      attribute_position(a);
      return u_->emit(Opcode::DELETE_ATTR, object, 0, u_->site(mangled(a->attr), Opcode::DELETE_ATTR));
    }
    case Kind::Subscript: {
      const Subscript* sub = as<Subscript>(target);
      Reg object = operand_before(sub->value, sub->slice);
      Reg key = slice_operand(sub->slice);
      return u_->emit(Opcode::DELETE_SUBSCR, object, key);
    }
    case Kind::Tuple:
      for (const Expr* e : as<Tuple>(target)->elts) delete_target(e);
      return;
    case Kind::List:
      for (const Expr* e : as<List>(target)->elts) delete_target(e);
      return;
    default: u_->error = "a target that cannot be deleted"; return;
  }
}

// ---- imports

void Codegen::import_name(const Identifier* module, int level, Value from, Reg target) {
  Value parts[] = {Value::from_small_int(level), from};
  PyTuple* pair = tuple_from(parts, 2);
  if (!pair) return;
  uint32_t pair_constant = u_->constant(pool_.add(Value(&pair->header)));
  u_->emit(Opcode::IMPORT_NAME, target, u_->name_constant(module), pair_constant);
  u_->note_name(pool_.name(module));
}

void Codegen::import_statement(const Import* s) {
  for (const Alias* alias : s->names) {
    Temps temps(*this);
    Reg module = u_->alloc();
    import_name(alias->name, 0, kNone, module);
    std::string_view path = alias->name->view();
    size_t dot = path.find('.');
    if (!alias->asname) {
      store_name(dot == path.npos ? alias->name : arena_.intern(path.substr(0, dot)), module);
      continue;
    }
    while (dot != path.npos) {   // import a.b.c as d: the attribute c of b of a
      size_t next = path.find('.', dot + 1);
      Identifier* part = arena_.intern(path.substr(dot + 1, next == path.npos ? path.npos : next - dot - 1));
      u_->note_name(pool_.name(part));
      u_->emit(Opcode::IMPORT_FROM, module, module, u_->name_constant(part));
      dot = next;
    }
    store_name(alias->asname, module);
  }
}

void Codegen::import_from(const ImportFrom* s) {
  PyTuple* names = tuple_new(s->names.size());
  if (!names) return;
  Value from = kept(Value(&names->header));
  for (uint32_t i = 0; i < s->names.size(); i++) {
    names->items[i] = pool_.at(pool_.name(s->names[i]->name));
    gc::barrier(&names->header);
  }
  Reg module = u_->alloc();
  import_name(s->module ? s->module : arena_.intern(""), s->level, from, module);
  for (const Alias* alias : s->names) {
    if (alias->name->view() == "*") return u_->emit(Opcode::IMPORT_STAR, module);
    Temps temps(*this);
    Reg value = u_->alloc();
    u_->emit(Opcode::IMPORT_FROM, value, module, u_->name_constant(alias->name));
    u_->note_name(pool_.name(alias->name));
    store_name(alias->asname ? alias->asname : alias->name, value);
  }
}

}  // namespace pyvm::compile
