// threading.local: an object with another __dict__ in every thread.
//
// The object holds the dict of the thread that used it last, and the generic attribute operations use that one. Every access
// first makes sure that it is the running thread's: nothing else runs between that and the lookup.
#include "stdlib/thread/local.h"

#include <pthread.h>

#include "gc/heap.h"
#include "stdlib/support.h"
#include "vm/object/attr.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

struct PyLocal {
  HeapObject header;
  Value dict;        // of the thread `owner`, or null
  Value owner;       // the thread's identity as an int
  Value dicts;       // dict: identity of a thread -> its __dict__
  Value args, kwargs;   // for __init__, which runs in every thread that uses the object
  PyLocal* next;     // of all that may be alive; not traced
};

PyLocal* all_locals = nullptr;
bool locals_added = false;   // since the chain was last swept

PyLocal* as_local(Value v) { return v.as<PyLocal>(); }

void trace_local(HeapObject* object, gc::Visitor& visitor) {
  auto* local = reinterpret_cast<const PyLocal*>(object);
  for (Value v : {local->dict, local->dicts, local->args, local->kwargs}) visitor.visit(v.bits());
}

void sweep_locals(void*, bool young_only) {
  if (young_only && !locals_added) return;
  locals_added = false;
  for (PyLocal** link = &all_locals; *link;) {
    if (gc::is_live(&(*link)->header)) {
      link = &(*link)->next;
    } else {
      *link = (*link)->next;
    }
  }
}

Value this_thread() { return int_from_uint64(pthread_self()); }

// Makes a fresh dict that of the running thread.
bool add_dict(Thread& t, PyLocal* local, Value thread) {
  PyDict* dict = dict_new();
  if (!dict || !dict_set(t, local->dicts.as<PyDict>(), thread, Value(&dict->header))) return false;
  local->dict = Value(&dict->header);
  local->owner = thread;
  gc::barrier(&local->header);
  return true;
}

// Lets the object show the running thread's attributes; the first time that a thread uses it, __init__ runs.
bool enter(Thread& t, Value self) {
  PyLocal* local = as_local(self);
  Value thread = this_thread();
  while (PYVM_UNLIKELY(local->owner != thread)) {
    bool failed;
    Value dict = dict_get(t, local->dicts.as<PyDict>(), thread, &failed);
    if (failed) return false;
    if (dict) {
      local->dict = dict;
      local->owner = thread;
      gc::barrier(&local->header);
      return true;
    }
    if (!add_dict(t, local, thread)) return false;
    if (!has_own_init(type_of(self))) return true;
    Value init = object_get_attr(t, self, names::d_init);
    if (!init || !object_call_tuple(t, init, as_tuple(local->args), local->kwargs.as<PyDict>())) {
      Value pending = error_take();
      Value ignored;
      (void)dict_pop(t, local->dicts.as<PyDict>(), thread, &ignored);
      local->owner = kNone;
      t.exception = pending;
      return false;
    }
  }
  return true;
}

Value local_new(Thread& t, Value* args) {
  auto* type = args[0].as<PyType>();
  if ((as_tuple(args[1])->length || args[2].as<PyDict>()->length) && !has_own_init(type)) {
    return raise_type_error("Initialization arguments are not supported");
  }
  PyDict* dicts = dict_new();
  auto* local = dicts ? reinterpret_cast<PyLocal*>(instance_allocate(type)) : nullptr;
  if (!local) return kNull;
  local->owner = kNone;
  local->dicts = Value(&dicts->header);
  local->args = args[1];
  local->kwargs = args[2];
  gc::barrier(&local->header);
  local->next = all_locals;
  all_locals = local;
  locals_added = true;
  return add_dict(t, local, this_thread()) ? Value(&local->header) : kNull;   // __init__ follows
}

Value local_get(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("attribute name must be string, not '%s'", type_name(args[1]));
  return enter(t, args[0]) ? object_generic_get(t, args[0], as_str(args[1])) : kNull;
}
Value change(Thread& t, Value* args, Value value) {
  if (!is_str(args[1])) return raise_type_error("attribute name must be string, not '%s'", type_name(args[1]));
  return enter(t, args[0]) && object_generic_set(t, args[0], as_str(args[1]), value) ? kNone : kNull;
}
Value local_set(Thread& t, Value* args) { return change(t, args, args[2]); }
Value local_delete(Thread& t, Value* args) { return change(t, args, kNull); }

Value local_get_dict(Thread& t, Value* args) { return enter(t, args[0]) ? as_local(args[0])->dict : kNull; }
Value local_set_dict(Thread&, Value* args) {
  return raise_error(exc::AttributeError, "'%s' object attribute '__dict__' is read-only", type_name(args[0]));
}

Value* dict_slot(HeapObject* object) { return &reinterpret_cast<PyLocal*>(object)->dict; }

const NativeDef kMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", local_new},
    {"__getattribute__(self, name, /)", local_get},
    {"__setattr__(self, name, value, /)", local_set},
    {"__delattr__(self, name, /)", local_delete},
    {"@getset __dict__", local_get_dict, kEffectAll, nullptr, local_set_dict},
    {},
};
const TypeSpec kSpec = {"_thread._local", nullptr, kTypeBaseable | kTypeHasWeakref,
                        {.trace = trace_local, .bytes = sizeof(PyLocal)}, kMethods, "Thread-local data", dict_slot};

}  // namespace

bool thread_add_local(ModuleFiller& fill) {
  PyType* type = type_new_builtin(kSpec);
  gc::add_weak_table(sweep_locals, nullptr);
  return type && fill.type("_local", type).ok();
}

void local_thread_ends(Thread& t) {
  Value thread = this_thread();
  for (PyLocal* local = all_locals; local; local = local->next) {
    Value ignored;
    if (dict_pop(t, local->dicts.as<PyDict>(), thread, &ignored) < 0) error_clear();
    if (local->owner != thread) continue;
    local->owner = kNone;
    local->dict = kNull;
  }
}

}  // namespace pyvm
