// module.
#include "vm/object/module.h"

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/attr.h"
#include "vm/object/boot.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/import.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

PyModule* allocate_module(PyType* type) {
  PyDict* dict = dict_new();
  if (!dict || !dict_enable_watch(dict)) return nullptr;
  auto* module = reinterpret_cast<PyModule*>(instance_allocate(type));
  if (module) module->dict = dict;
  return module;
}

bool set_standard_names(PyModule* module, Value name, Value doc) {
  return dict_set_str(module->dict, names::d_name, name) && dict_set_str(module->dict, names::d_doc, doc) &&
         dict_set_str(module->dict, names::d_package, kNone) && dict_set_str(module->dict, names::d_loader, kNone) &&
         dict_set_str(module->dict, names::d_spec, kNone);
}

PyModule* self_module(Value* args) { return args[0].as<PyModule>(); }

Value module_new_method(Thread&, Value* args) { return to_value(allocate_module(args[0].as<PyType>())); }

Value module_init(Thread&, Value* args) {
  if (!is_str(args[1])) return raise_type_error("module() argument 'name' must be str, not %s", type_name(args[1]));
  return set_standard_names(self_module(args), args[1], args[2]) ? kNone : kNull;
}

// str or repr of an attribute of the module, appended; false if it is absent or None.
bool append_attribute(Thread& t, Value owner, PyStr* name, TextBuffer& out) {
  Value value = object_find_attr(t, owner, name);
  if (!value || value.is_none()) {
    error_clear();
    return false;
  }
  PyStr* shown = object_repr(t, value);
  if (!shown) {
    error_clear();
    return false;
  }
  str_append_utf8(shown, out);
  return true;
}

bool attribute_is_true(Thread& t, Value owner, const char* name) {
  Value value = object_find_attr(t, owner, str_intern(name));
  int truth = value ? object_is_true(t, value) : 0;
  error_clear();
  return truth == 1;
}

// What module_repr() of the module's loader returns; null without an exception: there is none, or it failed.
Value loader_repr(Thread& t, Value module) {
  Value loader = object_find_attr(t, module, names::d_loader);
  Value show = loader && !loader.is_none() ? object_find_attr(t, loader, str_intern("module_repr")) : kNull;
  Value shown = show ? object_call_args(t, show, module) : kNull;
  error_clear();
  return shown;
}

// As importlib shows a module: by its spec, or else by __name__, __file__, __loader__.
Value module_repr(Thread& t, Value* args) {
  TextBuffer text;
  text.append("<module ");
  Value spec = object_find_attr(t, args[0], names::d_spec);
  error_clear();
  if (spec && !spec.is_none()) {
    if (!append_attribute(t, spec, names::name, text)) text.append("'?'");
    TextBuffer origin;
    if (append_attribute(t, spec, str_intern("origin"), origin)) {
      if (attribute_is_true(t, spec, "has_location")) {
        text.append(" from ");
        text.append(origin.view());
      } else {
        std::string_view bare = origin.view();
        if (bare.size() >= 2) bare = bare.substr(1, bare.size() - 2);
        text.append(" (");
        text.append(bare);
        text.append(")");
      }
    } else {
      TextBuffer loader;
      if (append_attribute(t, spec, str_intern("loader"), loader)) {
        text.append(" (");
        text.append(loader.view());
        text.append(")");
      }
    }
  } else {
    if (!append_attribute(t, args[0], names::d_name, text)) text.append("'?'");
    TextBuffer file, loader;
    if (Value own = loader_repr(t, args[0])) return own;
    if (append_attribute(t, args[0], names::d_file, file)) {
      text.append(" from ");
      text.append(file.view());
    } else if (append_attribute(t, args[0], names::d_loader, loader)) {
      text.append(" (");
      text.append(loader.view());
      text.append(")");
    } else if (Value name = dict_get_str(self_module(args)->dict, names::d_name);
               name && is_str(name) && is_native_module(as_str(name))) {
      text.append(" (built-in)");
    }
  }
  text.append(">");
  return to_value(str_from_utf8(text.view()));
}

bool check_name(Value name) {
  return is_str(name) || raise_type_error("attribute name must be string, not '%s'", type_name(name));
}

Value module_getattribute(Thread& t, Value* args) {
  if (!check_name(args[1])) return kNull;
  PyStr* name = str_intern(as_str(args[1]));
  return name ? object_generic_get(t, args[0], name) : kNull;
}

Value module_dir(Thread& t, Value* args) {
  Value own = object_get_attr(t, args[0], names::d_dict);
  if (!own) return kNull;
  if (!(type_of(own)->flags & kTypeDict)) return raise_type_error("<module>.__dict__ is not a dictionary");
  auto* dict = own.as<PyDict>();
  if (Value hook = dict_get_str(dict, names::d_dir)) return object_call(t, hook, nullptr, 0);
  return object_to_list(t, to_value(dict));
}

Value module_get_dict(Thread&, Value* args) { return to_value(self_module(args)->dict); }

Value module_get_annotations(Thread&, Value* args) {
  PyDict* dict = self_module(args)->dict;
  Value found = dict_get_str(dict, names::d_annotations);
  if (found) return found;
  Value fresh = to_value(dict_new());
  return fresh && dict_set_str(dict, names::d_annotations, fresh) ? fresh : kNull;
}
Value module_set_annotations(Thread&, Value* args) {
  PyDict* dict = self_module(args)->dict;
  if (args[1]) return dict_set_str(dict, names::d_annotations, args[1]) ? kNone : kNull;
  if (dict_delete_str(dict, names::d_annotations)) return kNone;
  return raise_error(exc::AttributeError, "__annotations__");
}

const NativeDef kModuleMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", module_new_method, kEffectAllocates},
    {"__init__(self, name, doc=None)", module_init, kEffectWrites | kEffectMayRaise,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__(self, /)", module_repr, kEffectAll, "Return repr(self)."},
    {"__getattribute__(self, name, /)", module_getattribute, kEffectAll, "Return getattr(self, name)."},
    {"__dir__(self, /)", module_dir, kEffectAll, "__dir__() -> list\nspecialized dir() implementation"},
    {"@member __dict__", module_get_dict, kEffectReads},
    {"@getset __annotations__", module_get_annotations, kEffectAll, nullptr, module_set_annotations},
    {},
};

Value* module_dict_slot(HeapObject* object) {
  return reinterpret_cast<Value*>(&reinterpret_cast<PyModule*>(object)->dict);
}

const TypeSpec kModuleSpec = {
    "module", nullptr, kTypeBaseable | kTypeHasWeakref,
    {.trace = nullptr, .finalize = nullptr, .size_of = nullptr, .bytes = sizeof(PyModule), .first_value = 8,
     .leaf = false, .owner = nullptr},
    kModuleMethods,
    "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    module_dict_slot};

}  // namespace

PyModule* module_new(PyStr* name) {
  PyModule* module = allocate_module(type_module);
  return module && set_standard_names(module, to_value(name), kNone) ? module : nullptr;
}

void boot_module() { type_init_builtin(type_module, kModuleSpec); }

}  // namespace pyvm
