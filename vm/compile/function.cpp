// Functions, lambdas and classes: the objects that hold code.
#include "vm/compile/codegen.h"
#include "vm/compile/unparse.h"
#include "vm/object/list.h"
#include "vm/object/str.h"

namespace pyvm::compile {

// ---- decorators: each in the window whose only argument is the next one's result

Reg Codegen::decorators_begin(const Seq<Expr*>& decorators) {
  Reg first = u_->next_temp;
  for (const Expr* d : decorators) {
    Reg window = u_->alloc();
    expr_into(d, window);
    u_->alloc(kFrameHeaderWords - 1);
  }
  return first;
}

void Codegen::decorators_end(const Seq<Expr*>& decorators, Reg first) {
  for (uint32_t i = decorators.size(); i-- > 0;) {
    At at(*this, decorators[i]);
    Reg window = first + i * kFrameHeaderWords;
    u_->emit(Opcode::CALL, window, 1, window);
  }
}

// ---- functions

void Codegen::function_def(const Stmt* s, Identifier* name, const Arguments* args, const Seq<Expr*>& decorators,
                           const Expr* returns) {
  Temps temps(*this);
  Reg first = decorators_begin(decorators);
  Reg function = u_->alloc();
  int first_line = decorators.empty() ? s->lineno : decorators[0]->lineno;
  make_function(s, name, args, returns, first_line, function);
  decorators_end(decorators, first);
  store_name(name, first);
}

void Codegen::make_function(const Node* node, Identifier* name, const Arguments* args, const Expr* returns,
                            int first_line, Reg target) {
  Temps temps(*this);
  Reg positional = kNoReg, keyword = kNoReg, notes = kNoReg;
  if (args) {
    defaults(args, &positional, &keyword);
    if (node->kind != Kind::Lambda) notes = annotations(args, returns);
  }
  PyCode* code = scope_code(node, name, first_line);
  if (!code) return;
  bool plain = positional == kNoReg && keyword == kNoReg && notes == kNoReg && code->free_count == 0;
  Reg function = plain || u_->is_temp(target) ? target : u_->alloc();
  u_->emit_bx(Opcode::MAKE_FUNCTION, function, u_->constant(pool_.add(Value(&code->header))));
  if (positional != kNoReg) u_->emit(Opcode::SET_FUNCTION_PART, function, positional, 0);
  if (keyword != kNoReg) u_->emit(Opcode::SET_FUNCTION_PART, function, keyword, 1);
  if (notes != kNoReg) u_->emit(Opcode::SET_FUNCTION_PART, function, notes, 2);
  if (code->free_count) make_closure(code, function);
  u_->move(target, function);
}

void Codegen::make_closure(PyCode* code, Reg function) {
  Temps temps(*this);
  Reg first = u_->next_temp;
  for (uint32_t i = 0; i < code->free_count; i++) {
    std::string_view name = str_utf8(code->freevars->items[i].as<PyStr>());
    Reg cell = find_cell(arena_.intern(name));
    u_->move(u_->alloc(), cell);
  }
  u_->emit(Opcode::BUILD_TUPLE, first, first, code->free_count);
  u_->emit(Opcode::SET_FUNCTION_PART, function, first, 3);
}

void Codegen::defaults(const Arguments* args, Reg* positional, Reg* keyword) {
  if (!args->defaults.empty()) {
    *positional = u_->alloc();
    if (all_constant(args->defaults)) {
      Value tuple = tuple_of(args->defaults);
      if (tuple)
        load_constant(tuple, *positional);
      else
        tuple_display(args->defaults, *positional);
    } else {
      tuple_display(args->defaults, *positional);
    }
  }
  bool any = false;
  for (const Expr* e : args->kw_defaults) any = any || e;
  if (!any) return;
  *keyword = u_->alloc();
  Temps temps(*this);
  Reg first = u_->next_temp;
  uint32_t pairs = 0;
  for (uint32_t i = 0; i < args->kw_defaults.size(); i++) {
    if (!args->kw_defaults[i]) continue;
    load_pool(pool_.name(mangled(args->kwonlyargs[i]->arg)), u_->alloc());
    Reg value = u_->alloc();
    expr_into(args->kw_defaults[i], value);
    pairs++;
  }
  u_->emit(Opcode::BUILD_MAP, *keyword, first, pairs);
}

void Codegen::annotation_value(const Expr* e, Reg target) {
  At at(*this, e);
  if (future_annotations_) {
    PyStr* text = str_from_utf8(unparse(e));
    if (text) load_constant(Value(&text->header), target);
    return;
  }
  const Starred* star = try_as<Starred>(e);   // *args: *Ts
  if (!star) return expr_into(e, target);
  Temps temps(*this);
  Reg values = operand(star->value);
  u_->emit(Opcode::UNPACK_SEQUENCE, values, target, 1);
}

Reg Codegen::annotations(const Arguments* args, const Expr* returns) {
  Reg result = u_->alloc();
  Reg first = u_->next_temp;
  uint32_t pairs = 0;
  auto add = [&](const Identifier* name, const Expr* annotation) {
    if (!annotation) return;
    load_pool(pool_.name(name), u_->alloc());
    Reg value = u_->alloc();
    annotation_value(annotation, value);
    pairs++;
  };
  auto add_argument = [&](const Arg* a) {
    if (a) add(mangled(a->arg), a->annotation);
  };
  for (const Arg* a : args->args) add_argument(a);
  for (const Arg* a : args->posonlyargs) add_argument(a);
  add_argument(args->vararg);
  for (const Arg* a : args->kwonlyargs) add_argument(a);
  add_argument(args->kwarg);
  add(arena_.intern("return"), returns);
  u_->next_temp = first;
  if (pairs == 0) return u_->next_temp = result, kNoReg;
  u_->emit(Opcode::BUILD_MAP, result, first, pairs);
  return result;
}

// ---- classes

void Codegen::class_def(const ClassDef* s) {
  Temps temps(*this);
  Reg first = decorators_begin(s->decorator_list);
  Reg window = u_->alloc();
  int first_line = s->decorator_list.empty() ? s->lineno : s->decorator_list[0]->lineno;
  u_->emit(Opcode::LOAD_BUILD_CLASS, window);
  u_->alloc(kFrameHeaderWords - 1);
  Reg function = u_->alloc();
  make_function(s, s->name, nullptr, nullptr, first_line, function);
  load_pool(pool_.name(s->name), u_->alloc());
  call_window(window, 2, s->bases, s->keywords, window);
  decorators_end(s->decorator_list, first);
  store_name(s->name, first);
}

void Codegen::class_body(const ClassDef* s) {
  auto store = [this](Reg value, const char* name) {
    u_->emit(Opcode::STORE_NAME, value, u_->site(arena_.intern(name), Opcode::STORE_NAME));
  };
  Reg value = u_->alloc();
  u_->emit(Opcode::LOAD_NAME, value, u_->site(arena_.intern("__name__"), Opcode::LOAD_NAME));
  store(value, "__module__");
  load_constant(Value(&u_->qualname->header), value);
  store(value, "__qualname__");
  u_->next_temp = value;
  annotations_setup(s->body);
  store_docstring(s->body);
  body(s->body);
  if (!u_->scope->needs_class_closure) return return_none();
  Reg cell = u_->outermost.cells[arena_.intern("__class__")];
  store(cell, "__classcell__");
  u_->emit(Opcode::RETURN, cell);
}

}  // namespace pyvm::compile
