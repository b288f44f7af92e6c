// What the site module adds to the builtins: exit, quit and help.
#include "stdlib/builtins/builtins.h"
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

struct PyQuitter {
  HeapObject header;
  int64_t is_quit;   // its name: quit, not exit
};

Value quitter_repr(Thread&, Value* args) {
  const char* name = args[0].as<PyQuitter>()->is_quit ? "quit" : "exit";
  PyStr* text = str_format("Use %s() or Ctrl-D (i.e. EOF) to exit", name);
  return text ? Value(&text->header) : kNull;
}

Value quitter_call(Thread& t, Value* args) {
  PyTuple* tuple = tuple_from(args + 1, 1);
  Value exception = tuple ? exception_new(t, exc::SystemExit, Value(&tuple->header)) : kNull;
  return exception ? Value(raise_instance(exception)) : kNull;
}

Value helper_repr(Thread&, Value*) {
  PyStr* text = str_from_utf8("Type help() for interactive help, or help(object) for help about object.");
  return text ? Value(&text->header) : kNull;
}

Value helper_call(Thread& t, Value* args) {
  Value pydoc = import_module(t, str_intern("pydoc"));
  Value help = pydoc ? object_get_attr(t, pydoc, str_intern("help")) : kNull;
  PyTuple* given = as_tuple(args[1]);
  return help ? object_call(t, help, given->items, static_cast<uint32_t>(given->length)) : kNull;
}

const NativeDef kQuitterMethods[] = {
    {"__repr__(self, /)", quitter_repr, kEffectAllocates}, {"__call__(self, code=None)", quitter_call, kEffectAll}, {}};
const NativeDef kHelperMethods[] = {
    {"__repr__(self, /)", helper_repr, kEffectAllocates}, {"__call__(self, *args)", helper_call, kEffectAll}, {}};
const gc::Layout kLayout{.bytes = sizeof(PyQuitter), .leaf = true};
const TypeSpec kQuitterSpec = {"_sitebuiltins.Quitter", nullptr, kTypeNoNew, kLayout, kQuitterMethods, nullptr};
const TypeSpec kHelperSpec = {"_sitebuiltins._Helper", nullptr, kTypeNoNew, kLayout, kHelperMethods, nullptr};

bool add(PyDict* dict, const char* name, PyType* type, int64_t is_quit) {
  auto* object = reinterpret_cast<PyQuitter*>(instance_allocate(type));
  if (!object) return false;
  object->is_quit = is_quit;
  return dict_set_str(dict, str_intern(name), Value(&object->header));
}

}  // namespace

bool builtins_add_site(PyDict* dict) {
  PyType* quitter = type_new_builtin(kQuitterSpec);
  return add(dict, "exit", quitter, 0) && add(dict, "quit", quitter, 1) &&
         add(dict, "help", type_new_builtin(kHelperSpec), 0);
}

}  // namespace pyvm
