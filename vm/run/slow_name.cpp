// Global, namespace and closure names.
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"
#include "vm/run/slow.h"

namespace pyvm {

namespace {

Value raise_name_error(PyStr* name) {
  TextBuffer text;
  str_append_utf8(name, text);
  (void)raise_error(exc::NameError, "name '%s' is not defined", text.c_str());
  if (error_pending()) error_pending().as<PyException>()->fields[0] = Value(&name->header);
  return kNull;
}

// Builtins may be a dict subclass or module only through exec's globals; here they are always a dict.
Value lookup_builtin(PyFunction* function, PyStr* name) { return dict_get_str(function->builtins, name); }

bool is_exact_dict(Value v) { return v.is_layout(layouts.dict); }

}  // namespace

Value slow_load_global(Thread& t, PyFunction* function, PyStr* name, InlineCache* cache) {
  PyDict* globals = function->globals;
  int64_t index = dict_find_str(globals, name);
  if (index >= 0) {
    cache->layout = dict_number_keys(globals);
    cache->index = static_cast<uint32_t>(index);
    cache->kind = CacheKind::kGlobal;
    return globals->entries->items[index].value;
  }
  index = dict_find_str(function->builtins, name);
  if (index < 0) return raise_name_error(name);
  cache->layout = dict_number_keys(globals);
  cache->version = dict_number_keys(function->builtins);
  cache->index = static_cast<uint32_t>(index);
  cache->kind = CacheKind::kBuiltin;
  return function->builtins->entries->items[index].value;
}

bool slow_store_global(Thread& t, PyFunction* function, PyStr* name, Value value) {
  return dict_set_str(function->globals, name, value);
}

bool slow_delete_global(Thread& t, PyFunction* function, PyStr* name) {
  if (dict_delete_str(function->globals, name)) return true;
  (void)raise_name_error(name);
  return false;
}

Value slow_load_name(Thread& t, PyFunction* function, Value ns, PyStr* name) {
  if (is_exact_dict(ns)) {
    Value v = dict_get_str(as_dict(ns), name);
    if (v) return v;
  } else if (!ns.is_null() && !ns.is_none() && ns != kUnbound) {
    Value v = object_get_item(t, ns, Value(&name->header));
    if (v) return v;
    if (!error_matches(exc::KeyError)) return kNull;
    error_clear();
  }
  Value v = dict_get_str(function->globals, name);
  if (v) return v;
  v = lookup_builtin(function, name);
  return v ? v : raise_name_error(name);
}

bool slow_store_name(Thread& t, PyFunction* function, Value ns, PyStr* name, Value value) {
  if (is_exact_dict(ns)) return dict_set_str(as_dict(ns), name, value);
  return object_set_item(t, ns, Value(&name->header), value);
}

bool slow_delete_name(Thread& t, PyFunction* function, Value ns, PyStr* name) {
  if (is_exact_dict(ns)) {
    if (dict_delete_str(as_dict(ns), name)) return true;
  } else {
    if (object_del_item(t, ns, Value(&name->header))) return true;
    if (!error_matches(exc::KeyError)) return false;
    error_clear();
  }
  (void)raise_name_error(name);
  return false;
}

namespace {

// NameError for a free variable without a value.
Value unbound_free_variable(PyStr* name) {
  CText text(name);
  (void)raise_error(exc::NameError,
                    "cannot access free variable '%s' where it is not associated with a value in enclosing scope",
                    text.c_str());
  if (Value error = error_pending()) {
    error.as<PyException>()->fields[0] = Value(&name->header);
    gc::barrier(error.heap());
  }
  return kNull;
}

}  // namespace

Value slow_load_classderef(Thread& t, Value ns, PyStr* name, Value cell, PyCode* code) {
  if (is_exact_dict(ns)) {
    Value v = dict_get_str(as_dict(ns), name);
    if (v) return v;
  } else {
    Value v = object_get_item(t, ns, Value(&name->header));
    if (v) return v;
    if (!error_matches(exc::KeyError)) return kNull;
    error_clear();
  }
  Value v = cell.as<PyCell>()->value;
  if (v != kUnbound) return v;
  return unbound_free_variable(name);
}

Value slow_unbound_local(Thread& t, PyStr* name) {
  TextBuffer text;
  str_append_utf8(name, text);
  return raise_error(exc::UnboundLocalError, "cannot access local variable '%s' where it is not associated with a value",
                     text.c_str());
}

Value slow_unbound_deref(Thread& t, PyCode* code, Value* base, uint32_t cell_register, PyStr* name) {
  bool own = cell_register < static_cast<uint32_t>(code->cell_base) + code->cell_count;
  if (own) return slow_unbound_local(t, name);
  return unbound_free_variable(name);
}

}  // namespace pyvm
