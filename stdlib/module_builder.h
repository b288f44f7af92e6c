// Filling the dict of a native module.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct NativeDef;
struct PyDict;
struct PyStr;
struct PyType;
struct Thread;
struct TypeSpec;

// Every step after a failed one does nothing; ok() at the end tells.
class ModuleBuilder {
 public:
  // name: __module__ of the functions.
  ModuleBuilder(PyDict* dict, const char* name);
  ModuleBuilder& functions(const NativeDef* rows);          // until the row without signature
  ModuleBuilder& set(const char* name, Value value);        // null: an exception is pending
  ModuleBuilder& set(const char* name, int64_t value);
  ModuleBuilder& text(const char* name, const char* value);
  ModuleBuilder& type(const char* name, PyType* type);
  bool ok() const { return ok_; }

 private:
  PyDict* dict_;
  PyStr* module_;
  bool ok_;
};

// The class `name` of `module`, derived from `base`, as a class statement would make it. Null: exception pending. It is a
// root of the collector.
PyType* make_exception_class(Thread& t, const char* module, const char* name, PyType* base);

}  // namespace pyvm
