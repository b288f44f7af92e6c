// The _imp module and what stands behind importlib: _frozen_importlib and _frozen_importlib_external are the library's own
// _bootstrap.py and _bootstrap_external.py, run when somebody asks for them; from then on they find and load modules.
#include "stdlib/frozen.h"
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/marshal/marshal.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/bytecode_cache.h"
#include "vm/run/import.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

int64_t lock_depth = 0;   // one thread runs Python code: the lock only counts

Value imp_acquire_lock(Thread&, Value*) {
  lock_depth++;
  return kNone;
}
Value imp_release_lock(Thread&, Value*) {
  if (lock_depth == 0) return raise_error(exc::RuntimeError, "not holding the import lock");
  lock_depth--;
  return kNone;
}
Value imp_lock_held(Thread&, Value*) { return Value::from_bool(lock_depth > 0); }

bool name_argument(Value v, const char* function) {
  return is_str(v) || raise_type_error("%s() argument must be str, not %s", function, type_name(v));
}
Value imp_is_builtin(Thread&, Value* args) {
  if (!name_argument(args[0], "is_builtin")) return kNull;
  return Value::from_small_int(is_native_module(as_str(args[0])) ? 1 : 0);
}
// The module is filled when it is created: native modules have one phase.
Value imp_create_builtin(Thread& t, Value* args) {
  Value name = object_get_attr(t, args[0], str_intern("name"));
  if (!name || !name_argument(name, "create_builtin")) return kNull;
  return import_native(t, str_intern(as_str(name)));
}
Value imp_exec_builtin(Thread&, Value*) { return Value::from_small_int(0); }

Value imp_false(Thread&, Value*) { return kFalse; }
Value imp_none(Thread&, Value*) { return kNone; }
Value imp_empty_list(Thread&, Value*) { return to_value(list_new(0)); }
Value imp_no_frozen(Thread&, Value* args) {
  if (!name_argument(args[0], "get_frozen_object")) return kNull;
  return raise_error(exc::ImportError, "No such frozen object named %s", CText(as_str(args[0])).c_str());
}
Value imp_builtin_code(Thread& t, Value* args) {
  if (!name_argument(args[0], "_builtin_code")) return kNull;
  return frozen_code(t, str_utf8(as_str(args[0])));
}
Value imp_create_dynamic(Thread&, Value*) {
  return raise_error(exc::ImportError, "pyvm does not load extension modules");
}
Value imp_fix_co_filename(Thread&, Value* args) {
  if (type_of(args[0]) != type_code) return raise_type_error("_fix_co_filename() argument 1 must be code, not %s", type_name(args[0]));
  if (!is_str(args[1])) return raise_type_error("_fix_co_filename() argument 2 must be str, not %s", type_name(args[1]));
  code_set_filename(args[0].as<PyCode>(), as_str(args[1]));
  return kNone;
}
Value imp_source_hash(Thread& t, Value* args) {
  int64_t key;
  BytesArg source;
  if (!int_argument(t, args[0], &key) || !source.get(t, args[1])) return kNull;
  uint64_t hash = bytecode_source_hash(static_cast<uint64_t>(key), source.data(), source.size());
  return to_value(bytes_from(&hash, sizeof hash));
}

const NativeDef kImpFunctions[] = {
    {"acquire_lock()", imp_acquire_lock, kEffectAll, "Acquires the interpreter's import lock for the current thread."},
    {"release_lock()", imp_release_lock, kEffectAll, "Release the interpreter's import lock."},
    {"lock_held()", imp_lock_held, kEffectReads, "Return True if the import lock is currently held, else False."},
    {"is_builtin(name, /)", imp_is_builtin, kEffectAll, "Returns True if the module name corresponds to a built-in module."},
    {"create_builtin(spec, /)", imp_create_builtin, kEffectAll, "Create an extension module."},
    {"exec_builtin(mod, /)", imp_exec_builtin, kEffectAll, "Initialize a built-in module."},
    {"is_frozen(name, /)", imp_false, kEffectAll, "Returns True if the module name corresponds to a frozen module."},
    {"is_frozen_package(name, /)", imp_no_frozen, kEffectAll, "Returns True if the module name is of a frozen package."},
    {"find_frozen(name, /, *, withdata=False)", imp_none, kEffectAll, "Return info about the corresponding frozen module (if there is one) or None."},
    {"get_frozen_object(name, data=None, /)", imp_no_frozen, kEffectAll, "Create a code object for a frozen module."},
    {"init_frozen(name, /)", imp_none, kEffectAll, "Initializes a frozen module."},
    {"_frozen_module_names()", imp_empty_list, kEffectAll, "Returns the list of available frozen modules."},
    {"_override_frozen_modules_for_tests(override, /)", imp_none, kEffectAll},
    {"_builtin_code(name, /)", imp_builtin_code, kEffectAll, "The code of a built-in module written in Python, or None."},
    {"extension_suffixes()", imp_empty_list, kEffectAll, "Returns the list of file suffixes used to identify extension modules."},
    {"create_dynamic(spec, file=None, /)", imp_create_dynamic, kEffectAll, "Create an extension module."},
    {"exec_dynamic(mod, /)", imp_exec_builtin, kEffectAll, "Initialize an extension module."},
    {"_fix_co_filename(code, path, /)", imp_fix_co_filename, kEffectAll, "Changes code.co_filename to specify the passed-in file path."},
    {"source_hash(key, source)", imp_source_hash, kEffectAll},
    {}};

bool imp_init(Thread&, PyDict* dict) {
  return ModuleFiller(dict, "_imp").functions(kImpFunctions).text("check_hash_based_pycs", "default").ok();
}

// Runs a file of the library in `dict` under the name "<frozen NAME>", its frames hidden.
bool run_library_file(Thread& t, const char* file, const char* name, PyDict* dict) {
  PyStr* path = str_from_utf8(file);
  PyStr* shown = str_format("<frozen %s>", name);
  Value code = path && shown ? source_file_code(t, path, shown) : kNull;
  Value builtins(&builtins_dict()->header);
  return code && dict_set_str(dict, names::d_builtins, builtins) && run_hidden(t, code.as<PyCode>(), dict);
}

bool empty(PyDict* sys, const char* name, Value made) {
  PyStr* key = str_intern(name);
  return dict_get_str(sys, key) || (made && dict_set_str(sys, key, made));
}

// The finders go into sys.meta_path, modules that are there already get specs and loaders.
bool install(Thread& t, PyDict* dict) {
  Value self = import_module(t, names::sys), imp = import_module(t, str_intern("_imp"));
  if (!self || !imp) return false;
  PyDict* sys = as_dict(object_get_attr(t, self, names::d_dict));
  if (!empty(sys, "meta_path", to_value(list_new(0))) || !empty(sys, "path_hooks", to_value(list_new(0))) ||
      !empty(sys, "path_importer_cache", to_value(dict_new()))) {
    return false;
  }
  Value install = dict_get_str(dict, str_intern("_install"));
  Value external = dict_get_str(dict, str_intern("_install_external_importers"));
  if (!object_call_args(t, install, self, imp) || !object_call_args(t, external)) return false;
  PyDict* helper = dict_new();
  if (!helper || !frozen_run(t, "_import_setup", helper)) return false;
  Value adopt = dict_get_str(helper, str_intern("adopt_modules"));
  if (!object_call_args(t, adopt)) return false;
  import_use_importlib(dict_get_str(dict, str_intern("_find_and_load")), dict_get_str(dict, str_intern("_gcd_import")));
  return true;
}

bool bootstrap_init(Thread& t, PyDict* dict) {
  return run_library_file(t, "/usr/lib/python3.11/importlib/_bootstrap.py", "importlib._bootstrap", dict) && install(t, dict);
}
bool bootstrap_external_init(Thread& t, PyDict* dict) {
  // Compiled files are ours, not CPython's.
  uint32_t magic = bytecode_magic();
  return run_library_file(t, "/usr/lib/python3.11/importlib/_bootstrap_external.py", "importlib._bootstrap_external", dict) &&
         dict_set_str(dict, str_intern("MAGIC_NUMBER"), to_value(bytes_from(&magic, sizeof magic))) &&
         dict_set_str(dict, str_intern("_RAW_MAGIC_NUMBER"), Value::from_small_int(magic));
}

}  // namespace

const NativeModule kImpModule = {"_imp", imp_init};
const NativeModule kFrozenImportlibModule = {"_frozen_importlib", bootstrap_init};
const NativeModule kFrozenImportlibExternalModule = {"_frozen_importlib_external", bootstrap_external_init};

}  // namespace pyvm
