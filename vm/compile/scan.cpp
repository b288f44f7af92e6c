// Walks over trees that answer a question before code is made. The parser bounds the depth of everything but left spines,
// which the walks follow in loops.
#include "vm/compile/codegen.h"

namespace pyvm::compile {

namespace {

// Calls visit(child) for every child node, through the field tables. Stops when visit returns true.
template <class Visit>
bool any_child(const Node* node, Visit visit) {
  const KindInfo& info = kind_info(node->kind);
  for (int i = 0; i < info.field_count; i++) {
    const FieldInfo& field = info.fields[i];
    if (field.type > FieldType::type_ignore) continue;
    const void* address = field.address(node);
    if (field.arity == FieldArity::Sequence) {
      const Seq<Node*>& children = *static_cast<const Seq<Node*>*>(address);
      for (const Node* child : children)
        if (child && visit(child)) return true;
    } else if (const Node* child = *static_cast<Node* const*>(address)) {
      if (visit(child)) return true;
    }
  }
  return false;
}

// The child that long chains hang on.
const Node* spine_child(const Node* node) {
  switch (node->kind) {
    case Kind::BinOp: return as<BinOp>(node)->left;
    case Kind::Attribute: return as<Attribute>(node)->value;
    case Kind::Subscript: return as<Subscript>(node)->value;
    case Kind::Call: return as<Call>(node)->func;
    case Kind::IfExp: return as<IfExp>(node)->orelse;
    case Kind::If: {
      const If* s = as<If>(node);
      return s->orelse.size() == 1 ? s->orelse[0] : nullptr;
    }
    default: return nullptr;
  }
}

// Whether `test` holds for a node of the tree.
template <class Test>
bool any_node(const Node* node, Test test) {
  while (node) {
    if (test(node)) return true;
    const Node* next = spine_child(node);
    if (any_child(node, [&](const Node* child) { return child != next && any_node(child, test); })) return true;
    node = next;
  }
  return false;
}

// Whether `test` holds for a statement of the tree; functions and classes inside are not entered.
template <class Test>
bool any_statement(const Node* node, Test test) {
  if (test(node)) return true;
  if (node->kind == Kind::FunctionDef || node->kind == Kind::AsyncFunctionDef || node->kind == Kind::ClassDef)
    return false;
  while (node) {
    const Node* next = spine_child(node);
    bool found = any_child(node, [&](const Node* child) {
      const char* base = kind_info(child->kind).base;
      bool expression = base[0] == 'e' && base[1] == 'x' && base[2] == 'p';
      return child != next && !expression && any_statement(child, test);
    });
    if (found) return true;
    node = node->kind == Kind::If ? next : nullptr;
    if (node && test(node)) return true;
  }
  return false;
}

}  // namespace

bool Codegen::has_walrus(const Node* node) {
  return any_node(node, [](const Node* n) { return n->kind == Kind::NamedExpr; });
}

bool Codegen::rebinds(const Expr* e, const Identifier* name) {
  if (!has_walrus_ || !e) return false;
  return any_node(e, [name](const Node* n) {
    return n->kind == Kind::NamedExpr && as<Name>(as<NamedExpr>(n)->target)->id == name;
  });
}

// Statements that unbind: del, and the end of "except ... as name".
void Codegen::collect_deleted(const Seq<Stmt*>& statements, Unit& unit) {
  auto add_name = [&](Identifier* name) {
    auto entry = unit.outermost.registers.find(mangled(name));
    if (entry != unit.outermost.registers.end()) unit.ever_deleted.add(entry->second);
  };
  for (const Stmt* s : statements) {
    any_node(s, [&](const Node* n) {
      if (const ExceptHandler* handler = try_as<ExceptHandler>(n); handler && handler->name)
        add_name(handler->name);
      if (const Name* name = try_as<Name>(n); name && name->ctx == ExprContext::Del) add_name(name->id);
      return false;
    });
  }
}

bool Codegen::has_annotations(const Seq<Stmt*>& statements) {
  for (const Stmt* s : statements)
    if (any_statement(s, [](const Node* n) { return n->kind == Kind::AnnAssign; })) return true;
  return false;
}

// At least the number of names that a pattern binds.
uint32_t Codegen::count_captures(const Pattern* p) {
  uint32_t count = 0;
  any_node(p, [&](const Node* n) {
    count += n->kind == Kind::MatchAs || n->kind == Kind::MatchStar || n->kind == Kind::MatchMapping;
    return false;
  });
  return count;
}

bool Codegen::is_small_test(const Expr* e) {
  constexpr int kLargest = 24;
  int count = 0;
  return !any_node(e, [&](const Node* n) {
    switch (n->kind) {
      case Kind::Lambda: case Kind::ListComp: case Kind::SetComp: case Kind::DictComp: case Kind::GeneratorExp:
      case Kind::Yield: case Kind::YieldFrom: case Kind::Await:
        return true;
      default: return ++count > kLargest;
    }
  });
}

}  // namespace pyvm::compile
