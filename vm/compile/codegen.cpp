#include "vm/compile/codegen.h"

#include <algorithm>
#include <memory>

#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/run/thread.h"

namespace pyvm::compile {

// ---- positions, limits

namespace {

uint16_t column(int32_t c) { return c < 0 || c >= 0xFFFF ? 0xFFFF : static_cast<uint16_t>(c); }

}  // namespace

void Codegen::set_position(const Node* node) {
  u_->position = {static_cast<uint32_t>(node->lineno), static_cast<uint32_t>(node->end_lineno),
                  column(node->col_offset), column(node->end_col_offset)};
}

bool Codegen::enter() {
  constexpr int kReserve = 48 * 1024;   // for what runs at the bottom: constant folding, allocation, collection
  char* frame = static_cast<char*>(__builtin_frame_address(0));
  if (frame > t_.native_limit + kReserve) return !failed();
  if (!error_occurred(t_)) raise_error(exc::RecursionError, "maximum recursion depth exceeded during compilation");
  return false;
}

bool Codegen::failed() const { return error_occurred(t_) || (u_ && u_->error); }

// ---- units

Codegen::UnitKind Codegen::unit_kind() const {
  switch (u_->scope->kind) {
    case ScopeKind::Module: return UnitKind::kModule;
    case ScopeKind::Class: return UnitKind::kClass;
    default: return UnitKind::kFunction;
  }
}

// The name as CPython 3.11 gives it: comprehensions count as functions also where they are inlined.
PyStr* Codegen::qualified_name(const Unit& unit, const Identifier* name, PyStr* shown) {
  const Unit* outer = unit.parent;
  if (!outer || outer->scope->kind == ScopeKind::Module) {
    if (!outer || !outer->names->outer) return shown;
  }
  if (name && !outer->names->outer) {
    const Symbol* symbol = outer->scope->find(name);
    if (symbol && symbol->scope == NameScope::GlobalExplicit) return shown;
  }
  std::string text;
  for (const InlineScope* s = outer->names; s->outer; s = s->outer)
    text = "<" + std::string(s->scope->name->view()) + ">.<locals>." + text;
  if (outer->scope->kind != ScopeKind::Module) {
    std::string base(str_utf8(outer->qualname));
    text = base + (outer->scope->kind == ScopeKind::Class ? "." : ".<locals>.") + text;
  }
  text += str_utf8(shown);
  return str_intern(text);
}

namespace {

bool is_function_kind(ScopeKind kind) { return kind != ScopeKind::Module && kind != ScopeKind::Class; }

uint32_t code_flags(const Scope* scope, bool future_annotations) {
  uint32_t flags = kCodeNamespace;
  if (is_function_kind(scope->kind)) {
    flags = kCodeOptimized | kCodeNewLocals;
    if (scope->nested) flags |= kCodeNested;
    if (scope->varargs) flags |= kCodeVarargs;
    if (scope->varkeywords) flags |= kCodeVarkeywords;
  }
  bool generator = scope->generator || scope->kind == ScopeKind::GeneratorExp;
  if (generator && scope->coroutine)
    flags |= kCodeAsyncGenerator;
  else if (generator)
    flags |= kCodeGenerator;
  else if (scope->coroutine && scope->kind != ScopeKind::Class)
    flags |= kCodeCoroutine;
  if (future_annotations) flags |= kCodeFutureAnnotations;
  return flags;
}

const char* shown_name(const Node* node) {
  switch (node->kind) {
    case Kind::Lambda: return "<lambda>";
    case Kind::ListComp: return "<listcomp>";
    case Kind::SetComp: return "<setcomp>";
    case Kind::DictComp: return "<dictcomp>";
    case Kind::GeneratorExp: return "<genexpr>";
    default: return "<module>";
  }
}

}  // namespace

void Codegen::begin_unit(Unit& unit, const Node* node, const Identifier* name, int first_line) {
  unit.scope = scopes_.scope_of(node);
  PYVM_CHECK(unit.scope);
  unit.outermost.scope = unit.scope;
  unit.names = &unit.outermost;
  unit.filename = options_.filename;
  unit.first_line = static_cast<uint32_t>(first_line);
  unit.name = name ? pool_.name_str(name) : str_intern(shown_name(node));
  if (!unit.name) return;
  pool_.keep(Value(&unit.name->header));
  unit.qualname = qualified_name(unit, name, unit.name);
  if (!unit.qualname) return;
  pool_.keep(Value(&unit.qualname->header));
  unit.flags = code_flags(unit.scope, future_annotations_);
  unit.position = {unit.first_line, unit.first_line, 0, 0};
  count_parameters(unit, node);
  assign_registers(unit);
}

void Codegen::count_parameters(Unit& unit, const Node* node) {
  if (unit.scope->is_comprehension) unit.arg_count = 1;   // .0
  const Arguments* args = node->kind == Kind::FunctionDef        ? as<FunctionDef>(node)->args
                          : node->kind == Kind::AsyncFunctionDef ? as<AsyncFunctionDef>(node)->args
                          : node->kind == Kind::Lambda           ? as<Lambda>(node)->args
                                                                 : nullptr;
  if (!args) return;
  unit.posonly_count = args->posonlyargs.size();
  unit.arg_count = unit.posonly_count + args->args.size();
  unit.kwonly_count = args->kwonlyargs.size();
  Reg next = unit.arg_count + unit.kwonly_count;
  if (args->vararg) unit.varargs_register = next++;
  if (args->kwarg) unit.varkw_register = next;
}

namespace {

void sort_names(std::vector<const Identifier*>& names) {
  std::sort(names.begin(), names.end(),
            [](const Identifier* a, const Identifier* b) { return a->view() < b->view(); });
}

}  // namespace

// Registers: parameters, other locals, cells, free variables' cells, namespace, generator; then temporaries.
void Codegen::assign_registers(Unit& unit) {
  const Scope* scope = unit.scope;
  bool is_function = is_function_kind(scope->kind);
  for (const Identifier* parameter : scope->parameters) unit.locals.push_back(parameter);
  if (scope->is_comprehension && unit.locals.empty()) unit.locals.push_back(arena_.intern(".0"));
  for (size_t i = 0; i < unit.locals.size(); i++) unit.bound.add(static_cast<Reg>(i));
  for (const Symbol& symbol : scope->symbols) {
    if (symbol.scope == NameScope::Free || symbol.flags & kDefFreeClass) {
      unit.frees.push_back(symbol.name);
    } else if (is_function && symbol.scope == NameScope::Cell && needs_cell(scope, symbol.name)) {
      unit.cells.push_back(symbol.name);
    } else if (is_function && (symbol.scope == NameScope::Local || symbol.scope == NameScope::Cell) &&
               !(symbol.flags & kDefParam)) {
      unit.locals.push_back(symbol.name);
    }
  }
  if (scope->needs_class_closure) unit.cells.push_back(arena_.intern("__class__"));
  sort_names(unit.cells);
  sort_names(unit.frees);
  Reg next = 0;
  for (const Identifier* name : unit.locals) unit.outermost.registers[name] = next++;
  unit.cell_base = next;
  for (const Identifier* name : unit.cells) unit.outermost.cells[name] = next++;
  for (const Identifier* name : unit.frees) unit.outermost.cells[name] = next++;
  if (!is_function) unit.namespace_register = next++;
  if (unit.flags & (kCodeGenerator | kCodeCoroutine | kCodeAsyncGenerator)) unit.generator_register = next++;
  unit.first_temp = unit.next_temp = unit.register_count = next;
  if (next > kMaxRegisters) unit.error = "too many variables in one code object";
}

void Codegen::prologue(Unit& unit) {
  for (size_t i = 0; i < unit.cells.size(); i++) {
    Reg cell = unit.cell_base + static_cast<Reg>(i);
    auto parameter = unit.outermost.registers.find(unit.cells[i]);
    if (parameter != unit.outermost.registers.end())
      unit.emit(Opcode::MOVE, cell, parameter->second);
    else
      unit.emit(Opcode::UNSET, cell);
    unit.emit(Opcode::MAKE_CELL, cell);
  }
  if (!unit.frees.empty())
    unit.emit(Opcode::COPY_FREE, unit.cell_base + static_cast<Reg>(unit.cells.size()),
              static_cast<Reg>(unit.frees.size()));
  if (unit.generator_register != kAbsent) unit.emit(Opcode::RETURN_GENERATOR, unit.alloc());
  unit.next_temp = unit.first_temp;
}

PyCode* Codegen::scope_code(const Node* node, const Identifier* name, int first_line) {
  if (!enter()) return nullptr;
  Unit* outer = u_;
  for (bool long_loops : {false, true}) {
    auto unit = std::make_unique<Unit>(pool_, outer);
    unit->long_loops = long_loops;
    u_ = unit.get();
    begin_unit(*unit, node, name, first_line);
    if (!failed()) {
      prologue(*unit);
      unit_body(node);
    }
    u_ = outer;
    if (!unit->short_overflow || long_loops || error_occurred(t_)) return unit->finish(t_);
  }
  return nullptr;
}

void Codegen::unit_body(const Node* node) {
  switch (node->kind) {
    case Kind::Module:
    case Kind::Interactive:
    case Kind::Expression:
      return module_body(static_cast<const Mod*>(node));
    case Kind::FunctionDef:
      return function_body(as<FunctionDef>(node)->body);
    case Kind::AsyncFunctionDef:
      return function_body(as<AsyncFunctionDef>(node)->body);
    case Kind::ClassDef:
      return class_body(as<ClassDef>(node));
    case Kind::Lambda: {
      none();
      const Expr* value = as<Lambda>(node)->body;
      At at(*this, value);
      Reg result = operand(value);
      u_->emit(Opcode::RETURN, result);
      return;
    }
    default:
      return comprehension_body(comp_of(static_cast<const Expr*>(node)));
  }
}

namespace {

// The docstring expression of a body, or null.
const Constant* docstring(const Seq<Stmt*>& body) {
  if (body.empty()) return nullptr;
  const ExprStmt* first = try_as<ExprStmt>(body[0]);
  const Constant* text = first ? try_as<Constant>(first->value) : nullptr;
  return text && text->value.kind == ConstantKind::Str ? text : nullptr;
}

Seq<Stmt*> without_first(const Seq<Stmt*>& body) { return {body.data + 1, body.count - 1}; }

}  // namespace

void Codegen::module_body(const Mod* tree) {
  if (const Expression* expression = try_as<Expression>(tree)) {
    At at(*this, expression->body);
    u_->emit(Opcode::RETURN, operand(expression->body));
    return;
  }
  if (const Module* file = try_as<Module>(tree)) {
    if (!file->body.empty()) set_position(file->body[0]);
    annotations_setup(file->body);
    store_docstring(file->body);
    body(docstring(file->body) ? without_first(file->body) : file->body);
  } else {
    annotations_setup(as<Interactive>(tree)->body);
    body(as<Interactive>(tree)->body);
  }
  return_none();
}

// __doc__ of modules and classes.
void Codegen::store_docstring(const Seq<Stmt*>& statements) {
  const Constant* doc = docstring(statements);
  if (!doc || options_.optimize >= 2) return;
  At at(*this, doc);
  Temps temps(*this);
  Reg value = u_->alloc();
  load_constant(literal(doc->value), value);
  u_->emit(Opcode::STORE_NAME, value, u_->site(arena_.intern("__doc__"), Opcode::STORE_NAME));
}

void Codegen::annotations_setup(const Seq<Stmt*>& statements) {
  if (has_annotations(statements)) u_->emit(Opcode::SETUP_ANNOTATIONS);
}

void Codegen::function_body(const Seq<Stmt*>& statements) {
  const Constant* doc = docstring(statements);
  Value text = doc && options_.optimize < 2 ? literal(doc->value) : kNone;
  if (!text) return;
  u_->constant(pool_.add(text));   // co_consts[0]
  if (!text.is_none()) u_->doc = kept(text).as<PyStr>();
  collect_deleted(statements, *u_);
  body(doc ? without_first(statements) : statements);
  return_none();
}

void Codegen::return_none() {
  if (u_->dead) return;
  Temps temps(*this);
  Reg value = u_->alloc();
  u_->emit_bx(Opcode::LOAD_CONST, value, none());
  u_->emit(Opcode::RETURN, value);
}

PyCode* Codegen::module(const Mod* tree) {
  future_annotations_ = scopes_.future & kFutureAnnotations;
  has_walrus_ = has_walrus(tree);
  return scope_code(tree, nullptr, 1);
}

}  // namespace pyvm::compile

namespace pyvm {

PyCode* compile_module(Thread& t, syntax::Arena& arena, const syntax::Mod* tree, const syntax::ScopeTree& scopes,
                       const CompileOptions& options) {
  compile::Codegen codegen(t, arena, scopes, options);
  return codegen.module(tree);
}

}  // namespace pyvm
