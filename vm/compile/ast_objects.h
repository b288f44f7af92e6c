// The `ast` module's classes, and trees as Python objects.
#pragma once

#include "vm/object/value.h"
#include "vm/syntax/ast.h"

namespace pyvm {

struct NativeModule;
struct PyType;
struct Thread;

// Module _ast: the node classes and PyCF_ flags. The classes are made when it is first imported (or needed).
extern const NativeModule kAstModule;

// The class of a node kind. Null: exception pending.
PyType* ast_class(Thread& t, syntax::Kind kind);
// ast.AST once the classes exist, else null.
PyType* ast_base_class();
// The object that stands for a value of a field without fields of its own: Load(), Add(), ...
Value ast_operator(Thread& t, const char* enum_name, unsigned value);
// The value of such an object, or -1: it is no instance of a class of that enum (nothing raised).
int ast_operator_value(Thread& t, const char* enum_name, Value object);

// Null: exception pending.
Value ast_to_object(Thread& t, const syntax::Node* tree);
// The tree of an object; `what` a Module, Expression or Interactive. Null: exception pending.
syntax::Mod* ast_from_object(Thread& t, syntax::Arena& arena, Value object, syntax::Kind what);

}  // namespace pyvm
