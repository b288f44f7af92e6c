// The standard streams as objects of the file layer, made when first asked for.
#include "stdlib/sys/sys.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/console.h"
#include "vm/run/import.h"
#include "vm/run/runtime.h"

namespace pyvm {

namespace {

bool made = false;
PyDict* sys_dict;   // lives as long as the process
constexpr const char* kNames[] = {"stdin", "stdout", "stderr"};

Value make_stream(Thread& t, Value make, int fd) {
  TextBuffer shown;
  shown.printf("<%s>", kNames[fd]);
  PyStr* name = str_from_utf8(shown.view());
  if (!name) return kNull;
  return object_call_args(t, make, Value::from_small_int(fd), Value(&name->header), Value::from_bool(runtime_options.unbuffered));
}

// Streams that the program has put there already stay.
bool make_streams(Thread& t) {
  made = true;   // the file layer may ask for them
  console_flush();
  Value io = import_module(t, str_intern("_io"));
  Value make = io ? object_get_attr(t, io, str_intern("_standard_stream")) : kNull;
  if (!make) return made = false;
  for (int fd = 0; fd < 3; fd++) {
    Value stream = make_stream(t, make, fd);
    TextBuffer original;
    original.printf("__%s__", kNames[fd]);
    if (!stream || !dict_set_str(sys_dict, str_intern(original.view()), stream)) return false;
    PyStr* name = str_intern(kNames[fd]);
    if (!dict_get_str(sys_dict, name) && !dict_set_str(sys_dict, name, stream)) return false;
  }
  return true;
}

bool is_stream_name(PyStr* name) {
  for (const char* n : kNames) {
    TextBuffer original;
    original.printf("__%s__", n);
    if (str_is(name, n) || str_is(name, original.c_str())) return true;
  }
  return false;
}

// sys.__getattr__: only called for what the module does not have.
Value sys_getattr(Thread& t, Value* args) {
  if (!is_str(args[0])) return raise_type_error("attribute name must be string, not '%s'", type_name(args[0]));
  PyStr* name = as_str(args[0]);
  if (!made && is_stream_name(name)) {
    if (!make_streams(t)) return kNull;
    if (Value stream = dict_get_str(sys_dict, str_intern(name))) return stream;
  }
  if (str_is(name, "meta_path") || str_is(name, "path_hooks") || str_is(name, "path_importer_cache")) {
    if (!import_module(t, str_intern("_frozen_importlib"))) return kNull;   // puts them there
    if (Value found = dict_get_str(sys_dict, str_intern(name))) return found;
  }
  TextBuffer text;
  str_append_utf8(name, text);
  return raise_error(exc::AttributeError, "module 'sys' has no attribute '%s'", text.c_str());
}

const NativeDef kGetattr[] = {{"__getattr__(name, /)", sys_getattr}, {}};

}  // namespace

bool sys_add_streams(PyDict* dict) {
  sys_dict = dict;
  Value function = native_new(kGetattr[0], str_intern("sys"));
  return function && dict_set_str(dict, str_intern("__getattr__"), function);
}

bool sys_streams_made() { return made; }

Value sys_stream_object(Thread& t, PyStr* name) {
  if (Value stream = dict_get_str(sys_dict, name)) return stream;
  if (made || !make_streams(t)) return kNull;
  return dict_get_str(sys_dict, name);
}

}  // namespace pyvm
