// weakref.ref, the table of weak references by object, and the module _weakref.
//
// 1. The collector clears PyWeakref::target when the object dies and queues the reference; it does not keep it alive.
// 2. All references to one object form a list (PyWeakref::next), newest first, whose head stands in a hash table by the
//    object's address. Both are weak: they are cleaned after marking, before memory is reused.
// 3. A reference without callback is shared by everyone who asks for one to the same object.
#include "vm/object/weakref.h"

#include <cstdlib>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/boot.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/generic_alias.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/object/unraisable.h"
#include "vm/object/weakref_table.h"
#include "vm/run/run.h"
#include "vm/run/thread.h"

namespace pyvm {

// ---- the table ------------------------------------------------------------------------------------------------------

namespace {

struct Table {
  PyWeakref** heads;     // open addressing by the target's address; null: free
  HeapObject** keys;
  size_t mask, count;
};
Table table;

size_t slot_of(const Table& in, const HeapObject* key) {
  size_t at = (reinterpret_cast<uintptr_t>(key) >> 4) * 0x9E3779B97F4A7C15u >> 20 & in.mask;
  while (in.keys[at] && in.keys[at] != key) at = (at + 1) & in.mask;
  return at;
}

Table make_table(size_t size) {
  Table made;
  made.heads = static_cast<PyWeakref**>(std::calloc(size, sizeof(PyWeakref*)));
  made.keys = static_cast<HeapObject**>(std::calloc(size, sizeof(HeapObject*)));
  made.mask = size - 1;
  made.count = 0;
  return made;
}

// Moves the entries that `keep` accepts to a table of the right size.
void rebuild(bool only_live) {
  Table old = table;
  size_t size = 64;
  while (size < old.count * 4) size *= 2;
  table = make_table(size);
  for (size_t i = 0; old.keys && i <= old.mask; i++) {
    HeapObject* key = old.keys[i];
    if (!key || (only_live && !gc::is_live(key))) continue;
    PyWeakref* head = nullptr;
    PyWeakref** link = &head;
    for (PyWeakref* ref = old.heads[i]; ref; ref = ref->next) {
      if (only_live && !gc::is_live(&ref->header)) continue;
      *link = ref;
      link = &ref->next;
    }
    *link = nullptr;
    if (!head) continue;
    size_t at = slot_of(table, key);
    table.keys[at] = key;
    table.heads[at] = head;
    table.count++;
  }
  std::free(old.keys);
  std::free(old.heads);
}

void sweep_table(void*, bool) {
  if (table.count) rebuild(true);
}

}  // namespace

PyWeakref* weakref_list(Value object) {
  if (!table.count || !object.is_heap()) return nullptr;
  size_t at = slot_of(table, object.heap());
  return table.keys[at] ? table.heads[at] : nullptr;
}

static void link_reference(PyWeakref* ref, HeapObject* target) {
  if (!table.keys || (table.count + 1) * 2 > table.mask) rebuild(false);
  size_t at = slot_of(table, target);
  if (!table.keys[at]) {
    table.keys[at] = target;
    table.heads[at] = nullptr;
    table.count++;
  }
  ref->next = table.heads[at];
  table.heads[at] = ref;
  target->flags |= gc::kHasWeakrefs;
}

bool is_weakly_referenceable(Value object) {
  return object.is_heap() && (type_of(object)->flags & kTypeHasWeakref);
}

Value weakref_make(PyType* type, Value object, Value callback) {
  if (callback && callback.is_none()) callback = kNull;
  if (!is_weakly_referenceable(object)) {
    return raise_type_error("cannot create weak reference to '%s' object", type_name(object));
  }
  bool shared = !callback && !(type->flags & kTypeHeap);
  for (PyWeakref* ref = shared ? weakref_list(object) : nullptr; ref; ref = ref->next) {
    if (!ref->callback && type_of(to_value(ref)) == type && ref->target) return to_value(ref);
  }
  auto* ref = reinterpret_cast<PyWeakref*>(instance_allocate(type));
  if (!ref) return kNull;
  ref->target = object.heap();
  ref->callback = callback;
  link_reference(ref, object.heap());
  gc::register_weak(&ref->header, &ref->target);
  return to_value(ref);
}

Value weakref_first(Value object) {
  PyWeakref* found = nullptr;
  for (PyWeakref* ref = weakref_list(object); ref; ref = ref->next) found = ref;
  return found ? to_value(found) : kNull;
}

Value weakref_new(Thread&, Value object) { return weakref_make(type_weakref, object, kNull); }

void weakref_run_callbacks(Thread& t) {
  while (HeapObject* owner = gc::next_dead_weak_owner()) {
    PyType* type = type_of(Value(owner));
    bool is_ref = type_is_subtype(type, type_weakref) || type_is_subtype(type, type_weakproxy) ||
                  type_is_subtype(type, type_weakcallableproxy);
    if (!is_ref) continue;
    auto* ref = reinterpret_cast<PyWeakref*>(owner);
    Value callback = ref->callback;
    ref->callback = kNull;
    if (!callback) continue;
    Value pending = error_take();
    if (!object_call_args(t, callback, Value(owner))) unraisable_report(t, callback);
    error_restore(pending);
  }
}

// ---- weakref.ref ------------------------------------------------------------------------------------------------------

namespace {

PyWeakref* self_ref(Value* args) { return args[0].as<PyWeakref>(); }

Value ref_new(Thread&, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  auto* type = args[0].as<PyType>();
  long n = static_cast<long>(given->length);
  if (n < 1) return raise_type_error("__new__ expected at least 1 argument, got 0");
  if (n > 2) return raise_type_error("__new__ expected at most 2 arguments, got %ld", n);
  if (type == type_weakref && args[2].as<PyDict>()->length) return raise_type_error("ref() takes no keyword arguments");
  return weakref_make(type, given->items[0], n == 2 ? given->items[1] : kNull);
}

Value ref_init(Thread&, Value* args) {
  long n = static_cast<long>(as_tuple(args[1])->length);
  if (args[2].as<PyDict>()->length) return raise_type_error("ref() takes no keyword arguments");
  if (n < 1 || n > 2) {
    return raise_type_error("__init__ expected at %s, got %ld", n < 1 ? "least 1 argument" : "most 2 arguments", n);
  }
  return kNone;
}

Value ref_call(Thread&, Value* args) {
  HeapObject* target = self_ref(args)->target;
  return target ? Value(target) : kNone;
}

Value ref_repr(Thread& t, Value* args) {
  void* at = args[0].as<void>();
  HeapObject* target = self_ref(args)->target;
  if (!target) return to_value(str_format("<weakref at %p; dead>", at));
  Value name = object_find_attr(t, Value(target), names::d_name);
  error_clear();
  TextBuffer text;
  text.printf("<weakref at %p; to '%s' at %p", at, type_name(Value(target)), static_cast<void*>(target));
  if (name && is_str(name)) {
    text.append(" (");
    str_append_utf8(as_str(name), text);
    text.append(")");
  }
  text.append(">");
  return to_value(str_from_utf8(text.view()));
}

Value ref_hash(Thread& t, Value* args) {
  PyWeakref* ref = self_ref(args);
  if (ref->hash) return ref->hash;
  if (!ref->target) return raise_type_error("weak object has gone away");
  int64_t hash = object_hash(t, Value(ref->target));
  if (hash == -1) return kNull;
  ref->hash = int_from_int64(hash);
  gc::barrier(&ref->header);
  return ref->hash;
}

Value compare_refs(Thread& t, Value* args, CompareOp op) {
  if (!is_instance_exact_or_sub(args[1], type_weakref)) return kNotImplemented;
  auto *a = self_ref(args), *b = args[1].as<PyWeakref>();
  if (!a->target || !b->target) return Value::from_bool((a == b) == (op == CompareOp::kEq));
  return object_compare(t, Value(a->target), Value(b->target), op);
}
Value ref_eq(Thread& t, Value* args) { return compare_refs(t, args, CompareOp::kEq); }
Value ref_ne(Thread& t, Value* args) { return compare_refs(t, args, CompareOp::kNe); }

Value ref_get_callback(Thread&, Value* args) {
  Value callback = self_ref(args)->callback;
  return callback ? callback : kNone;
}
Value ref_class_getitem(Thread&, Value* args) { return generic_alias_new(args[0], args[1]); }

const NativeDef kRefMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", ref_new},
    {"__init__(self, /, *args, **kwargs)", ref_init, kEffectMayRaise},
    {"__call__(self)", ref_call, kEffectReads, "Call self as a function."},
    {"__repr__(self, /)", ref_repr, kEffectAll, "Return repr(self)."},
    {"__hash__(self, /)", ref_hash, kEffectAll, "Return hash(self)."},
    {"__eq__(self, value, /)", ref_eq, kEffectAll, "Return self==value."},
    {"__ne__(self, value, /)", ref_ne, kEffectAll, "Return self!=value."},
    {"@classmethod __class_getitem__(cls, item, /)", ref_class_getitem, kEffectAll, "See PEP 585"},
    {"@member __callback__", ref_get_callback, kEffectReads},
    {},
};

const TypeSpec kRefSpec = {"weakref.ReferenceType", nullptr, kTypeBaseable, kWeakrefLayout, kRefMethods, nullptr};

// ---- _weakref ---------------------------------------------------------------------------------------------------------

Value module_count(Thread&, Value* args) {
  int64_t n = 0;
  for (PyWeakref* ref = weakref_list(args[0]); ref; ref = ref->next) n++;
  return Value::from_small_int(n);
}

Value module_refs(Thread&, Value* args) {
  PyList* list = list_new(2);
  for (PyWeakref* ref = list ? weakref_list(args[0]) : nullptr; ref; ref = ref->next) {
    if (!list_append(list, to_value(ref))) return kNull;
  }
  return to_value(list);
}

Value module_remove_dead(Thread& t, Value* args) {
  if (!(type_of(args[0])->flags & kTypeDict)) {
    return raise_type_error("_remove_dead_weakref() argument 1 must be dict, not %s", type_name(args[0]));
  }
  auto* dict = args[0].as<PyDict>();
  bool failed = false;
  Value found = dict_get(t, dict, args[1], &failed);
  if (failed) return kNull;
  if (!found) return kNone;
  if (!is_instance_exact_or_sub(found, type_weakref)) return raise_type_error("not a weakref");
  if (found.as<PyWeakref>()->target) return kNone;
  return dict_delete(t, dict, args[1]) < 0 ? kNull : kNone;
}

Value module_proxy(Thread&, Value* args) {
  PyType* type = object_is_callable(args[0]) ? type_weakcallableproxy : type_weakproxy;
  return weakref_make(type, args[0], args[1]);
}

const NativeDef kFunctions[] = {
    {"getweakrefcount(object, /)", module_count, kEffectReads, "Return the number of weak references to \'object\'."},
    {"getweakrefs(object, /)", module_refs, kEffectReads | kEffectAllocates,
     "Return a list of all weak reference objects pointing to \'object\'."},
    {"_remove_dead_weakref(dct, key, /)", module_remove_dead, kEffectAll,
     "Atomically remove key from dict if it points to a dead weakref."},
    {"proxy(object, callback=None, /)", module_proxy, kEffectAllocates | kEffectMayRaise,
     "Create a proxy object that weakly references \'object\'.\n\n"
     "\'callback\', if given, is called with a reference to the\nproxy when \'object\' is about to be finalized."},
    {},
};

bool init_module(Thread&, PyDict* dict) {
  PyStr* module = str_intern("_weakref");
  for (const NativeDef* def = kFunctions; def->signature; def++) {
    Value function = native_new(*def, module);
    if (!function || !dict_set_str(dict, function.as<PyNative>()->name, function)) return false;
  }
  return dict_set_str(dict, str_intern("ref"), to_value(type_weakref)) &&
         dict_set_str(dict, str_intern("ReferenceType"), to_value(type_weakref)) &&
         dict_set_str(dict, str_intern("ProxyType"), to_value(type_weakproxy)) &&
         dict_set_str(dict, str_intern("CallableProxyType"), to_value(type_weakcallableproxy));
}

}  // namespace

// The target is a weak slot, the list links are weak too.
static void trace_weakref(HeapObject* object, gc::Visitor& visitor) {
  auto* ref = reinterpret_cast<PyWeakref*>(object);
  visitor.visit(ref->callback.bits());
  visitor.visit(ref->hash.bits());
}

const gc::Layout kWeakrefLayout = {.trace = trace_weakref, .finalize = nullptr, .size_of = nullptr,
                                   .bytes = sizeof(PyWeakref), .first_value = 8, .leaf = false, .owner = nullptr};

void boot_weakref() {
  gc::add_weak_table(sweep_table, nullptr);
  type_init_builtin(type_weakref, kRefSpec);
  boot_weakproxy();
  unraisable_install();
  static const NativeModule module = {"_weakref", init_module};
  register_native_module(module);
}

}  // namespace pyvm
