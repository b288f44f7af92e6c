// The import instructions.
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/import.h"
#include "vm/run/layouts.h"
#include "vm/run/slow.h"

namespace pyvm {

Value slow_import_name(Thread& t, PyFunction* function, Value ns, PyStr* name, Value level_and_list) {
  PyTuple* pair = as_tuple(level_and_list);
  Value importer = dict_get_str(function->builtins, names::d_import);
  if (!importer) return raise_error(exc::ImportError, "__import__ not found");
  Value globals = Value(&function->globals->header);
  if (importer == builtin_import_function()) {
    return import_name(t, name, globals, pair->items[1], static_cast<int>(pair->items[0].small_int()));
  }
  return object_call_args(t, importer, Value(&name->header), globals, ns, pair->items[1], pair->items[0]);
}

Value slow_import_from(Thread& t, Value module, PyStr* name) {
  Value value = object_find_attr(t, module, name);
  if (value || error_occurred(t)) return value;
  Value module_name = object_find_attr(t, module, names::d_name);
  if (error_occurred(t)) return kNull;
  TextBuffer full, what, where;
  str_append_utf8(name, what);
  if (module_name && is_str(module_name)) {
    str_append_utf8(as_str(module_name), full);
    full.append('.');
    str_append_utf8(name, full);
    // A submodule that is being imported stands in sys.modules before it is an attribute of its package.
    PyStr* key = str_from_utf8(full.view());
    if (!key) return kNull;
    value = dict_get_str(sys_modules(), key);
    if (value) return value;
    str_append_utf8(as_str(module_name), where);
  } else {
    where.append("<unknown module name>");
  }
  Value file = object_find_attr(t, module, names::d_file);
  error_clear();
  Value spec = object_find_attr(t, module, names::d_spec);
  error_clear();
  bool initializing = false;
  if (spec && !spec.is_none()) {
    Value flag = object_find_attr(t, spec, names::_initializing);
    error_clear();
    initializing = flag && flag.is_true();
  }
  TextBuffer location;
  if (file && is_str(file)) {
    str_append_utf8(as_str(file), location);
  } else {
    location.append("unknown location");
  }
  if (initializing) {
    (void)raise_error(exc::ImportError,
                      "cannot import name '%s' from partially initialized module '%s' (most likely due to a circular "
                      "import) (%s)",
                      what.c_str(), where.c_str(), location.c_str());
  } else {
    (void)raise_error(exc::ImportError, "cannot import name '%s' from '%s' (%s)", what.c_str(), where.c_str(),
                      location.c_str());
  }
  if (Value error = error_pending()) {
    auto* e = error.as<PyException>();
    e->fields[kImportErrorName] = module_name ? module_name : kNone;
    e->fields[kImportErrorPath] = file ? file : kNone;
    gc::barrier(&e->header);
  }
  return kNull;
}

namespace {

bool store(Thread& t, Value ns, PyStr* name, Value value) {
  if (ns.is_layout(layouts.dict)) return dict_set_str(as_dict(ns), name, value);
  return object_set_item(t, ns, Value(&name->header), value);
}

bool raise_name_not_str(Thread& t, Value module, bool from_dict, Value name) {
  Value module_name = object_get_attr(t, module, names::d_name);
  if (!module_name) return false;
  if (!is_str(module_name)) return raise_type_error("module __name__ must be a string, not %.100s", type_name(module_name));
  return raise_type_error("%s in %s.%s must be str, not %.100s", from_dict ? "Key" : "Item",
                          CText(as_str(module_name)).c_str(), from_dict ? "__dict__" : "__all__", type_name(name));
}

}  // namespace

bool slow_import_star(Thread& t, PyFunction* function, Value ns, Value module) {
  Value all = object_find_attr(t, module, names::d_all);
  if (error_occurred(t)) return false;
  bool skip_private = false;
  if (!all) {
    Value dict = object_get_attr(t, module, names::d_dict);
    if (!dict) {
      error_clear();
      (void)raise_error(exc::ImportError, "from-import-* object has no __dict__ and no __all__");
      return false;
    }
    all = dict;
    skip_private = true;
  }
  Value list = object_to_list(t, all);
  if (!list) return false;
  for (int64_t i = 0; i < as_list(list)->length; i++) {
    Value name = as_list(list)->items->items[i];
    if (!is_str(name)) {
      return raise_name_not_str(t, module, skip_private, name);
    }
    PyStr* s = str_intern(as_str(name));
    if (skip_private && s->length && s->at(0) == '_') continue;
    Value value = object_get_attr(t, module, s);
    if (!value || !store(t, ns, s, value)) return false;
  }
  return true;
}

}  // namespace pyvm
