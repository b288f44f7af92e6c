#include "vm/run/import.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "vm/base/text.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/object/warn.h"
#include "vm/run/bytecode_cache.h"
#include "vm/run/run.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

PyDict* modules_dict = nullptr;
PyDict* sys_dict = nullptr;
PyDict* native_contents = nullptr;   // by name: what a native module's init made
Value find_and_load_function, gcd_import_function;   // of importlib, once it is loaded

constexpr int kMaxNativeModules = 256;
const NativeModule* native_modules[kMaxNativeModules];
int native_module_count = 0;

const NativeModule* find_native(PyStr* name) {
  for (int i = 0; i < native_module_count; i++) {
    if (str_is(name, native_modules[i]->name)) return native_modules[i];
  }
  return nullptr;
}

Value str_value(PyStr* s) { return s ? Value(&s->header) : kNull; }

bool set(PyDict* dict, PyStr* name, Value value) { return value && dict_set_str(dict, name, value); }

// ---- what a module is made of

// __spec__ of modules found by this importer: importlib.machinery.ModuleSpec's attributes.
Value make_spec(Thread& t, PyStr* name, Value origin, Value locations, Value cached) {
  Value spec = object_call(t, Value(&type_simple_namespace->header), nullptr, 0);
  if (!spec) return kNull;
  std::string_view text = str_utf8(name);
  size_t dot = text.rfind('.');
  PyStr* parent = !locations.is_none()                  ? name
                  : dot == std::string_view::npos ? str_from_utf8("")
                                                        : str_from_utf8(text.substr(0, dot));
  if (!parent) return kNull;
  bool ok = object_set_attr(t, spec, str_intern("name"), str_value(name)) &&
            object_set_attr(t, spec, str_intern("loader"), kNone) &&
            object_set_attr(t, spec, str_intern("origin"), origin) &&
            object_set_attr(t, spec, str_intern("submodule_search_locations"), locations) &&
            object_set_attr(t, spec, str_intern("parent"), str_value(parent)) &&
            object_set_attr(t, spec, str_intern("has_location"), Value::from_bool(!origin.is_none())) &&
            object_set_attr(t, spec, str_intern("cached"), cached) &&
            object_set_attr(t, spec, names::_initializing, kTrue);
  return ok ? spec : kNull;
}

// A module of the program: `file` is null for native ones, which get no spec (importlib makes it when it is loaded).
PyModule* make_module(Thread& t, PyStr* name, Value file, Value path) {
  PyModule* module = module_new(name);
  if (!module) return nullptr;
  bool is_source = !file.is_null() && !file.is_none();
  std::string_view text = str_utf8(name);
  size_t dot = text.rfind('.');
  PyStr* package = !path.is_none() ? name : str_from_utf8(dot == std::string_view::npos ? "" : text.substr(0, dot));
  Value cached = is_source ? str_value(bytecode_cache_path(as_str(file))) : kNone;
  bool ok = set(module->dict, names::d_package, str_value(package)) &&
            (file.is_null() || set(module->dict, names::d_builtins, Value(&builtins_dict()->header))) &&
            (!is_source || (set(module->dict, names::d_file, file) && set(module->dict, str_intern("__cached__"), cached))) &&
            (path.is_none() || set(module->dict, names::d_path, path)) &&
            (file.is_null() || set(module->dict, names::d_spec, make_spec(t, name, file, path, cached)));
  return ok ? module : nullptr;
}

void finish_initializing(Thread& t, PyModule* module) {
  Value spec = dict_get_str(module->dict, names::d_spec);
  if (spec && !spec.is_none() && !object_set_attr(t, spec, names::_initializing, kFalse)) error_clear();
}

// Runs `body` with the module standing in sys.modules; takes it out again when that fails.
template <class Body>
Value initialize(Thread& t, PyStr* name, PyModule* module, Body body) {
  if (!dict_set_str(modules_dict, name, Value(&module->header))) return kNull;
  if (!body()) {
    Value error = error_take();
    dict_delete_str(modules_dict, name);
    error_restore(error);
    return kNull;
  }
  finish_initializing(t, module);
  // A module may replace itself in sys.modules.
  Value now = dict_get_str(modules_dict, name);
  return now ? now : Value(&module->header);
}

// A native module is made once. Imported anew after it has gone from sys.modules, it has the same types and functions: objects
// of before stay usable.
bool fill_native(Thread& t, PyStr* name, PyDict* dict, const NativeModule* native) {
  if (Value first = dict_get_str(native_contents, name)) return dict_merge(t, dict, first.as<PyDict>(), false);
  if (!native->init(t, dict)) return false;
  PyDict* contents = dict_copy(dict);
  return contents && dict_set_str(native_contents, name, Value(&contents->header));
}

Value load_native(Thread& t, PyStr* name, const NativeModule* native) {
  PyModule* module = make_module(t, name, kNull, kNone);
  if (!module) return kNull;
  return initialize(t, name, module, [&] { return fill_native(t, name, module->dict, native); });
}

Value load_source(Thread& t, PyStr* name, std::string_view file, std::string_view package_dir) {
  PyStr* path = str_from_utf8(file);
  if (!path) return kNull;
  Value locations = kNone;
  if (!package_dir.empty()) {
    Value dir = str_value(str_from_utf8(package_dir));
    PyList* list = dir ? list_from(&dir, 1) : nullptr;
    if (!list) return kNull;
    locations = Value(&list->header);
  }
  PyModule* module = make_module(t, name, str_value(path), locations);
  if (!module) return kNull;
  return initialize(t, name, module, [&] {
    Value code = source_file_code(t, path, path);
    return code && run_code(t, code.as<PyCode>(), module->dict, Value(&module->dict->header));
  });
}

Value load_with_importlib(Thread& t, PyStr* name) {
  return object_call_args(t, find_and_load_function, Value(&name->header), gcd_import_function);
}

// ---- finding

enum class Kind { kNothing, kModule, kPackage, kDirectory, kForImportlib };

bool is_regular(const char* path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}
bool is_directory(const char* path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

// Looks for `leaf` in one directory; `found` becomes the file, or the directory of a namespace package.
Kind probe(std::string_view dir, std::string_view leaf, TextBuffer& found) {
  found.clear();
  if (!dir.empty()) {
    found.append(dir);
    if (dir.back() != '/') found.append('/');
  }
  found.append(leaf);
  size_t stem = found.size();
  bool have_directory = is_directory(found.c_str());
  if (have_directory) {
    found.append("/__init__.py");
    if (is_regular(found.c_str())) return Kind::kPackage;
    found.truncate(stem);
  }
  found.append(".py");
  if (is_regular(found.c_str())) return Kind::kModule;
  found.append('c');   // compiled, without a source
  if (is_regular(found.c_str())) return Kind::kForImportlib;
  found.truncate(stem);
  return have_directory ? Kind::kDirectory : Kind::kNothing;
}

Value find_and_load(Thread& t, PyStr* name, Value search_path) {
  std::string_view text = str_utf8(name);
  size_t dot = text.rfind('.');
  std::string_view leaf = dot == std::string_view::npos ? text : text.substr(dot + 1);
  TextBuffer leaf_copy;
  leaf_copy.append(leaf);
  Value portions = kNull;   // directories of a namespace package
  Value entries = object_to_list(t, search_path);
  if (!entries) return kNull;
  PyList* list = as_list(entries);
  for (int64_t i = 0; i < list->length; i++) {
    Value entry = list->items->items[i];
    if (!is_str(entry)) continue;
    TextBuffer dir, found;
    str_append_utf8(as_str(entry), dir);
    switch (probe(dir.view(), leaf_copy.view(), found)) {
      case Kind::kModule: return load_source(t, name, found.view(), "");
      case Kind::kPackage: {
        TextBuffer package_dir;
        package_dir.append(found.view().substr(0, found.size() - strlen("/__init__.py")));
        return load_source(t, name, found.view(), package_dir.view());
      }
      case Kind::kDirectory: {
        if (!portions) {
          PyList* made = list_new(1);
          if (!made) return kNull;
          portions = Value(&made->header);
        }
        if (!list_append(as_list(portions), str_value(str_from_utf8(found.view())))) return kNull;
        break;
      }
      case Kind::kNothing:
        if (!dir.size() || !is_regular(dir.c_str())) break;   // not an archive either
        [[fallthrough]];
      case Kind::kForImportlib:
        if (!import_module(t, str_intern("_frozen_importlib"))) return kNull;
        return load_with_importlib(t, name);
    }
  }
  if (portions) {
    PyModule* module = make_module(t, name, kNone, portions);
    if (!module) return kNull;
    return initialize(t, name, module, [] { return true; });
  }
  return kStop;   // not found
}

// ModuleNotFoundError about this module: `before`, its name, `after`.
Value fail_not_found(const char* before, PyStr* name, const char* after) {
  (void)raise_error(exc::ModuleNotFoundError, "%s%s%s", before, CText(name).c_str(), after);
  if (Value error = error_pending()) {
    error.as<PyException>()->fields[kImportErrorName] = Value(&name->header);
    gc::barrier(error.heap());
  }
  return kNull;
}

Value load(Thread& t, PyStr* name) {
  TextBuffer full;
  str_append_utf8(name, full);
  size_t dot = full.view().rfind('.');
  // importlib looks for native modules outside packages only.
  const NativeModule* part = dot == std::string_view::npos ? nullptr : find_native(name);
  if (find_and_load_function && !part) return load_with_importlib(t, name);
  Value search_path;
  Value parent = kNull;
  if (dot == std::string_view::npos) {
    if (const NativeModule* native = find_native(name)) return load_native(t, name, native);
    search_path = dict_get_str(sys_dict, names::path);
    if (!search_path) return raise_error(exc::RuntimeError, "lost sys.path");
  } else {
    PyStr* parent_name = str_from_utf8(full.view().substr(0, dot));
    if (!parent_name) return kNull;
    parent = import_module(t, parent_name);
    if (!parent) return kNull;
    // Importing the parent may have imported the module itself, or importlib.
    Value now = dict_get_str(modules_dict, name);
    if (now) return now;
    if (find_and_load_function && !part) return load_with_importlib(t, name);
    if (part) {
      Value module = load_native(t, name, part);
      if (module && !object_set_attr(t, parent, str_intern(full.view().substr(dot + 1)), module)) return kNull;
      return module;
    }
    search_path = object_find_attr(t, parent, names::d_path);
    if (!search_path) {
      if (error_occurred(t)) return kNull;
      TextBuffer suffix;
      suffix.append("'; '");
      str_append_utf8(parent_name, suffix);
      suffix.append("' is not a package");
      return fail_not_found("No module named '", name, suffix.c_str());
    }
  }
  Value module = find_and_load(t, name, search_path);
  if (!module) return kNull;
  if (module == kStop) return fail_not_found("No module named '", name, "'");
  if (parent && !object_set_attr(t, parent, str_intern(full.view().substr(dot + 1)), module)) {
    if (!error_matches(exc::AttributeError)) return kNull;
    error_clear();
  }
  return module;
}

PyStr* package_of_spec(Thread& t, Value spec) {
  Value parent = object_get_attr(t, spec, str_intern("parent"));
  if (!parent) return nullptr;
  if (is_str(parent)) return as_str(parent);
  return raise_type_error("__spec__.parent must be a string");
}

// The package that a relative import starts from.
PyStr* calc_package(Thread& t, Value globals) {
  if (globals.is_null() || globals.is_none()) return raise_error(exc::KeyError, "'__name__' not in globals");
  PyDict* dict = as_dict(globals);
  Value package = dict_get_str(dict, names::d_package), spec = dict_get_str(dict, names::d_spec);
  bool has_spec = spec && !spec.is_none();
  if (package && !package.is_none()) {
    if (!is_str(package)) return raise_type_error("package must be a string");
    PyStr* parent = has_spec ? package_of_spec(t, spec) : as_str(package);
    if (!parent) return nullptr;
    bool warned = str_equal(parent, as_str(package)) ||
                  warn(t, exc::ImportWarning, str_intern("__package__ != __spec__.parent"));
    return warned ? as_str(package) : nullptr;
  }
  if (has_spec) return package_of_spec(t, spec);
  if (!warn(t, exc::ImportWarning, str_intern("can't resolve package from __spec__ or __package__, falling back on __name__ and "
                                              "__path__"))) {
    return nullptr;
  }
  Value name = dict_get_str(dict, names::d_name);
  if (!name) return raise_error(exc::KeyError, "'__name__' not in globals");
  if (!is_str(name)) return raise_type_error("__name__ must be a string");
  if (dict_get_str(dict, names::d_path)) return as_str(name);
  std::string_view text = str_utf8(as_str(name));
  size_t dot = text.rfind('.');
  return str_from_utf8(dot == std::string_view::npos ? "" : text.substr(0, dot));
}

PyStr* resolve_relative(Thread& t, PyStr* name, Value globals, int level) {
  PyStr* package = calc_package(t, globals);
  if (!package) return nullptr;
  TextBuffer base;
  str_append_utf8(package, base);
  if (base.size() == 0) {
    (void)raise_error(exc::ImportError, "attempted relative import with no known parent package");
    return nullptr;
  }
  for (int i = 1; i < level; i++) {
    size_t dot = base.view().rfind('.');
    if (dot == std::string_view::npos) {
      (void)raise_error(exc::ImportError, "attempted relative import beyond top-level package");
      return nullptr;
    }
    base.truncate(dot);
  }
  if (name->length) {
    base.append('.');
    str_append_utf8(name, base);
  }
  return str_from_utf8(base.view());
}

// from package import a, b: names that are no attributes may be submodules.
bool import_fromlist(Thread& t, Value module, Value fromlist, bool recursive) {
  Value items = object_to_list(t, fromlist);
  if (!items) return false;
  for (int64_t i = 0; i < as_list(items)->length; i++) {
    Value item = as_list(items)->items->items[i];
    if (!is_str(item)) {
      (void)raise_type_error("Item in ``from list'' must be str, not %s", type_name(item));
      return false;
    }
    if (str_is(as_str(item), "*")) {
      if (recursive) continue;
      Value all = object_find_attr(t, module, names::d_all);
      if (error_occurred(t)) return false;
      if (all && !import_fromlist(t, module, all, true)) return false;
      continue;
    }
    Value present = object_find_attr(t, module, str_intern(as_str(item)));
    if (error_occurred(t)) return false;
    if (present) continue;
    Value name = object_get_attr(t, module, names::d_name);
    if (!name || !is_str(name)) return false;
    TextBuffer full;
    str_append_utf8(as_str(name), full);
    full.append('.');
    str_append_utf8(as_str(item), full);
    PyStr* full_name = str_intern(full.view());
    if (import_module(t, full_name)) continue;
    // Absent submodule: IMPORT_FROM reports it. A failure inside the submodule passes on.
    if (!error_matches(exc::ModuleNotFoundError)) return false;
    Value missing = error_pending().as<PyException>()->fields[kImportErrorName];
    if (!is_str(missing) || !str_equal(as_str(missing), full_name)) return false;
    error_clear();
  }
  return true;
}

}  // namespace

void register_native_module(const NativeModule& module) {
  PYVM_CHECK(native_module_count < kMaxNativeModules);
  native_modules[native_module_count++] = &module;
}

void import_initialize() {
  modules_dict = dict_new();
  native_contents = dict_new();
  PYVM_CHECK(modules_dict);
  gc::add_root(&modules_dict);
  gc::add_root(&native_contents);
  gc::add_root(&sys_dict);
}

void import_use_sys(PyDict* dict) { sys_dict = dict; }
PyDict* sys_namespace() { return sys_dict; }

bool is_module_container(const char* path) {
  if (is_directory(path)) return true;
  char magic[4] = {};
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  ssize_t n = read(fd, magic, sizeof magic);
  close(fd);
  return n == 4 && std::memcmp(magic, "PK\3\4", 4) == 0;
}

Value import_native(Thread& t, PyStr* name) {
  const NativeModule* native = find_native(name);
  if (native) return load_native(t, name, native);
  return raise_error(exc::ImportError, "no built-in module named %s", CText(name).c_str());
}

void import_use_importlib(Value find_and_load, Value gcd_import) {
  find_and_load_function = find_and_load;
  gcd_import_function = gcd_import;
  gc::add_root(&find_and_load_function);
  gc::add_root(&gcd_import_function);
}

bool is_native_module(PyStr* name) { return find_native(name) != nullptr; }

PyDict* sys_modules() { return modules_dict; }

Value sys_stream(PyStr* name) { return sys_dict ? dict_get_str(sys_dict, name) : kNull; }

Value native_module_names(Thread& t) {
  PyTuple* tuple = tuple_new(native_module_count);
  for (int i = 0; tuple && i < native_module_count; i++) {
    tuple->items[i] = str_value(str_intern(native_modules[i]->name));
    gc::barrier(&tuple->header);
  }
  return tuple ? Value(&tuple->header) : kNull;
}

Value import_module(Thread& t, PyStr* name) {
  name = str_intern(name);
  Value present = dict_get_str(modules_dict, name);
  if (present.is_none()) return fail_not_found("import of ", name, " halted; None in sys.modules");
  if (present) return present;
  if (!native_recursion_ok(t)) return kNull;
  if (str_is(name, "genericpath") && !dict_get_str(modules_dict, str_intern("os"))) {
    // It and os import each other, which goes well only if os comes first. CPython has os before any program starts.
    if (!import_module(t, str_intern("os"))) return kNull;
    if (Value now = dict_get_str(modules_dict, name)) return now;
  }
  return load(t, name);
}

Value import_name(Thread& t, PyStr* name, Value globals, Value fromlist, int level) {
  PyStr* absolute = name;
  if (level < 0) return raise_value_error("level must be >= 0");
  if (level > 0) {
    absolute = resolve_relative(t, name, globals, level);
    if (!absolute) return kNull;
  } else if (name->length == 0) {
    return raise_value_error("Empty module name");
  }
  Value module = import_module(t, absolute);
  if (!module) return kNull;
  int has_list = fromlist.is_null() || fromlist.is_none() ? 0 : object_is_true(t, fromlist);
  if (has_list < 0) return kNull;
  if (has_list) {
    Value path = object_find_attr(t, module, names::d_path);
    if (error_occurred(t)) return kNull;
    if (path && !import_fromlist(t, module, fromlist, false)) return kNull;
    return module;
  }
  // `import a.b.c` binds a; a relative `import .b` cannot be written, but __import__ may ask for it.
  TextBuffer full;
  str_append_utf8(name, full);
  size_t dot = full.view().find('.');
  if (dot == std::string_view::npos) return module;
  TextBuffer absolute_text;
  str_append_utf8(absolute, absolute_text);
  size_t cut = absolute_text.size() - (full.size() - dot);
  PyStr* top = str_from_utf8(absolute_text.view().substr(0, cut));
  return top ? import_module(t, top) : kNull;
}

bool read_file(PyStr* path, char** out, size_t* size) {
  TextBuffer text;
  str_append_utf8(path, text);
  int fd = open(text.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    (void)raise_os_error(errno, Value(&path->header));
    return false;
  }
  size_t capacity = 1 << 16, used = 0;
  struct stat st;
  if (fstat(fd, &st) == 0 && st.st_size > 0) capacity = static_cast<size_t>(st.st_size) + 1;
  auto* data = static_cast<char*>(std::malloc(capacity + 1));
  for (;;) {
    if (used == capacity) data = static_cast<char*>(std::realloc(data, (capacity *= 2) + 1));
    if (!data) break;
    ssize_t n = read(fd, data + used, capacity - used);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      int error = errno;
      std::free(data);
      close(fd);
      (void)raise_os_error(error, Value(&path->header));
      return false;
    }
    if (n == 0) break;
    used += static_cast<size_t>(n);
  }
  close(fd);
  if (!data) {
    (void)raise_memory_error();
    return false;
  }
  data[used] = 0;
  *out = data;
  *size = used;
  return true;
}

Value run_file_in(Thread& t, PyStr* path, PyDict* ns, uint32_t flags) {
  char* data;
  size_t size;
  if (!read_file(path, &data, &size)) return kNull;
  Value code = compile_source(t, {data, size}, path, "exec", flags, -1);
  std::free(data);
  if (!code) return kNull;
  Value ns_value(&ns->header);
  return run_code(t, code.as<PyCode>(), ns, ns_value);
}

}  // namespace pyvm
