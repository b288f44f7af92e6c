// The atexit module: callbacks run by runtime_finish(), last registered first.
#include "gc/heap.h"
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/traceback.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

Value callbacks;   // list of (function, args, kwargs)

Value atexit_register(Thread& t, Value* args) {
  if (!object_is_callable(args[0])) return raise_type_error("the first argument must be callable");
  PyTuple* entry = tuple_from(args, 3);
  if (!entry || !list_append(as_list(callbacks), Value(&entry->header))) return kNull;
  return args[0];
}

Value atexit_unregister(Thread& t, Value* args) {
  PyList* list = as_list(callbacks);
  for (int64_t i = 0; i < list->length; i++) {
    Value entry = list->items->items[i];
    if (entry.is_none()) continue;
    int equal = object_equal(t, as_tuple(entry)->items[0], args[0]);
    if (equal < 0) return kNull;
    if (equal) list->items->items[i] = kNone;
  }
  return kNone;
}

Value atexit_clear(Thread&, Value*) {
  as_list(callbacks)->length = 0;
  return kNone;
}

Value atexit_count(Thread&, Value*) { return int_from_int64(as_list(callbacks)->length); }

Value atexit_run(Thread& t, Value*) {
  PyList* list = as_list(callbacks);
  while (list->length > 0) {
    Value entry = list->items->items[--list->length];
    if (entry.is_none()) continue;
    PyTuple* tuple = as_tuple(entry);
    if (!object_call_tuple(t, tuple->items[0], as_tuple(tuple->items[1]), as_dict(tuple->items[2]))) {
      Value error = error_take();
      if (!type_is_subtype(type_of(error), exc::SystemExit)) traceback_print_exception(t, error);
    }
  }
  return kNone;
}

const NativeDef kAtexitFunctions[] = {
    {"register(func, /, *args, **kwargs)", atexit_register, kEffectAll,
     "Register a function to be executed upon normal program termination."},
    {"unregister(func, /)", atexit_unregister},
    {"_clear()", atexit_clear},
    {"_ncallbacks()", atexit_count},
    {"_run_exitfuncs()", atexit_run},
    {},
};

bool atexit_init(Thread&, PyDict* dict) {
  PyList* list = list_new(0);
  if (!list) return false;
  callbacks = Value(&list->header);
  gc::add_root(&callbacks);
  return ModuleFiller(dict, "atexit").functions(kAtexitFunctions).ok();
}

}  // namespace

const NativeModule kAtexitModule = {"atexit", atexit_init};

}  // namespace pyvm
