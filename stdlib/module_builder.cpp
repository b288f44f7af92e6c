#include "stdlib/module_builder.h"

#include "gc/heap.h"
#include "vm/object/dict.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

ModuleBuilder::ModuleBuilder(PyDict* dict, const char* name)
    : dict_(dict), module_(str_intern(name)), ok_(module_ != nullptr) {}

ModuleBuilder& ModuleBuilder::set(const char* name, Value value) {
  PyStr* key = ok_ && value ? str_intern(name) : nullptr;
  ok_ = key && dict_set_str(dict_, key, value);
  return *this;
}

ModuleBuilder& ModuleBuilder::functions(const NativeDef* rows) {
  for (; ok_ && rows->signature; rows++) {
    Value function = native_new(*rows, module_);
    ok_ = function && dict_set_str(dict_, function.as<PyNative>()->name, function);
  }
  return *this;
}

ModuleBuilder& ModuleBuilder::set(const char* name, int64_t value) { return set(name, int_from_int64(value)); }

ModuleBuilder& ModuleBuilder::text(const char* name, const char* value) {
  PyStr* s = ok_ ? str_from_utf8(value) : nullptr;
  return set(name, s ? Value(&s->header) : kNull);
}

ModuleBuilder& ModuleBuilder::type(const char* name, PyType* type) {
  return set(name, type ? Value(&type->header) : kNull);
}

PyType* make_exception_class(Thread& t, const char* module, const char* name, PyType* base) {
  PyDict* ns = dict_new();
  PyStr* module_name = str_intern(module);
  PyStr* class_name = str_intern(name);
  Value base_value(&base->header);
  PyTuple* bases = tuple_from(&base_value, 1);
  if (!ns || !module_name || !class_name || !bases) return nullptr;
  if (!dict_set_str(ns, names::d_module, Value(&module_name->header))) return nullptr;
  Value cls = object_call_args(t, Value(&type_type->header), Value(&class_name->header), Value(&bases->header),
                               Value(&ns->header));
  if (!cls) return nullptr;
  gc::add_root(new PyType*(cls.as<PyType>()));
  return cls.as<PyType>();
}

}  // namespace pyvm
