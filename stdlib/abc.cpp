// _abc: the machinery of abc.ABCMeta.
//
// Every abstract class has a _abc_data with three sets of weak references to classes: registered ones, classes known to
// be subclasses, and classes known not to be. The last set is valid only while no class was registered anywhere since.
// References to dead classes stay in the sets until those are rebuilt; they equal nothing.
#include "gc/heap.h"
#include "stdlib/modules.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/set.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/object/weakref.h"
#include "vm/run/run.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

struct PyAbcData {
  HeapObject header;
  Value registry, cache, negative_cache;   // sets of weak references, or null while empty
  Value negative_version;                  // int
};

// Bits of __abc_tpflags__: what `match` takes instances of the class for.
constexpr int64_t kSequenceBit = 1 << 5;
constexpr int64_t kMappingBit = 1 << 6;

PyType* data_type;
int64_t invalidation_counter = 0;

bool is_class(Value v) { return v.is_heap() && (type_of(v)->flags & kTypeType); }

Value data_new(Thread&, Value* args) {
  auto* data = reinterpret_cast<PyAbcData*>(instance_allocate(args[0].as<PyType>()));
  if (data) data->negative_version = int_from_int64(invalidation_counter);
  return to_value(data);
}

PyAbcData* data_of(Thread& t, Value cls) {
  Value found = object_get_attr(t, cls, str_intern("_abc_impl"));
  if (!found) return nullptr;
  if (type_of(found) == data_type) return found.as<PyAbcData>();
  return raise_type_error("_abc_impl is set to a wrong type");
}

// ---- sets of weak references ----------------------------------------------------------------------------------------

bool add_weakly(Thread& t, PyAbcData* data, Value* set, Value cls) {
  if (!*set) {
    Value fresh = set_new();
    if (!fresh) return false;
    *set = fresh;
    gc::barrier(&data->header);
  }
  Value ref = weakref_new(t, cls);
  return ref && set_add(t, *set, ref);
}

// 1, 0, -1.
int contains_weakly(Thread& t, Value set, Value cls) {
  if (!set || as_set(set)->length == 0) return 0;
  if (!is_class(cls)) return 0;
  Value ref = weakref_new(t, cls);
  if (!ref) {
    error_clear();
    return 0;
  }
  return set_contains(t, set, ref);
}

// The living classes of a set.
PyList* living(Value set) {
  PyList* list = list_new(4);
  int64_t position = 0;
  SetEntry entry;
  while (list && set && set_next(as_set(set), &position, &entry)) {
    HeapObject* target = entry.key.as<PyWeakref>()->target;
    if (target && !list_append(list, Value(target))) return nullptr;
  }
  return list;
}

// ---- abstract methods -------------------------------------------------------------------------------------------------

int is_abstract(Thread& t, Value value) {
  Value flag = object_find_attr(t, value, names::d_isabstractmethod);
  if (!flag) return error_occurred(t) ? -1 : 0;
  return object_is_true(t, flag);
}

// Abstract names of the bases that the class itself does not replace by something concrete.
bool add_inherited(Thread& t, Value cls, Value base, Value abstracts) {
  Value names = object_find_attr(t, base, names::d_abstractmethods);
  if (!names) return !error_occurred(t);
  PyTuple* list = object_to_tuple(t, names);
  if (!list) return false;
  for (int64_t i = 0; i < list->length; i++) {
    Value name = list->items[i];
    if (!is_str(name)) return raise_type_error("attribute name must be string, not '%s'", type_name(name));
    Value value = object_find_attr(t, cls, as_str(name));
    if (!value && error_occurred(t)) return false;
    int abstract = value ? is_abstract(t, value) : 0;
    if (abstract < 0 || (abstract && !set_add(t, abstracts, name))) return false;
  }
  return true;
}

bool compute_abstract_methods(Thread& t, Value cls) {
  auto* type = cls.as<PyType>();
  Value abstracts = set_new();
  if (!abstracts) return false;
  PyDict* ns = dict_copy(type->dict);
  int64_t position = 0;
  Value key, value;
  while (ns && dict_next(ns, &position, &key, &value)) {
    if (!value.is_heap()) continue;
    int abstract = is_abstract(t, value);
    if (abstract < 0 || (abstract && !set_add(t, abstracts, key))) return false;
  }
  for (int64_t i = 0; ns && i < type->bases->length; i++) {
    if (!add_inherited(t, cls, type->bases->items[i], abstracts)) return false;
  }
  Value frozen = ns ? object_call_args(t, to_value(type_frozenset), abstracts) : kNull;
  return frozen && object_set_attr(t, cls, names::d_abstractmethods, frozen);
}

// ---- functions --------------------------------------------------------------------------------------------------------

bool check_class(Value v, const char* what) {
  return is_class(v) || raise_type_error("%s", what);
}

Value abc_init(Thread& t, Value* args) {
  Value cls = args[0];
  if (!check_class(cls, "_abc_init() argument must be a class")) return kNull;
  if (!compute_abstract_methods(t, cls)) return kNull;
  Value type_arg[1] = {to_value(data_type)};
  Value data = data_new(t, type_arg);
  if (!data || !object_set_attr(t, cls, str_intern("_abc_impl"), data)) return kNull;
  auto* type = cls.as<PyType>();
  PyStr* flags_name = str_intern("__abc_tpflags__");
  Value flags = dict_get_str(type->dict, flags_name);
  int64_t bits;
  if (flags && is_int(flags) && int_to_int64(flags, &bits)) {
    if (bits & kSequenceBit) type->flags |= kTypeSequence;
    if (bits & kMappingBit) type->flags |= kTypeMapping;
    if (!type_del_attr(type, flags_name)) return kNull;
  }
  return kNone;
}

// Builtin classes keep what they match: str is a Sequence by registration, but no sequence pattern takes it.
void spread_match_flags(PyType* type, void* context) {
  if (!(type->flags & kTypeHeap)) return;
  uint32_t flags = *static_cast<uint32_t*>(context);
  type->flags = (type->flags & ~uint32_t{kTypeSequence | kTypeMapping}) | flags;
  type_for_each_subclass(type, spread_match_flags, context);
}

Value abc_register(Thread& t, Value* args) {
  Value cls = args[0], subclass = args[1];
  if (!check_class(subclass, "Can only register classes")) return kNull;
  int known = object_issubclass(t, subclass, cls);
  if (known) return known < 0 ? kNull : subclass;
  known = object_issubclass(t, cls, subclass);
  if (known < 0) return kNull;
  if (known) return raise_error(exc::RuntimeError, "Refusing to create an inheritance cycle");
  PyAbcData* data = data_of(t, cls);
  if (!data || !add_weakly(t, data, &data->registry, subclass)) return kNull;
  invalidation_counter++;
  uint32_t flags = cls.as<PyType>()->flags & (kTypeSequence | kTypeMapping);
  if (flags) spread_match_flags(subclass.as<PyType>(), &flags);
  return subclass;
}

bool negative_cache_valid(PyAbcData* data) {
  int64_t version;
  return int_to_int64(data->negative_version, &version) && version == invalidation_counter;
}

// ABCMeta.__subclasscheck__(cls, subclass) of the class itself, which Python code may override.
int ask_subclass(Thread& t, Value cls, Value subclass) {
  Value result = object_call_method(t, cls, names::d_subclasscheck, &subclass, 1);
  return result ? object_is_true(t, result) : -1;
}

Value truth(int found) { return found < 0 ? kNull : Value::from_bool(found); }

Value abc_instancecheck(Thread& t, Value* args) {
  PyAbcData* data = data_of(t, args[0]);
  Value subclass = data ? object_get_attr(t, args[1], names::d_class) : kNull;
  int found = subclass ? contains_weakly(t, data->cache, subclass) : -1;
  if (found) return truth(found);
  Value subtype = to_value(type_of(args[1]));
  if (subtype == subclass) {
    if (negative_cache_valid(data)) {
      found = contains_weakly(t, data->negative_cache, subclass);
      if (found) return found < 0 ? kNull : kFalse;
    }
    return truth(ask_subclass(t, args[0], subclass));
  }
  found = ask_subclass(t, args[0], subclass);
  return truth(found ? found : ask_subclass(t, args[0], subtype));
}

bool remember(Thread& t, PyAbcData* data, Value subclass, bool positive) {
  return add_weakly(t, data, positive ? &data->cache : &data->negative_cache, subclass);
}

// What the hook, the MRO, registered classes and subclasses say: 1, 0, -1.
int find_subclass(Thread& t, PyAbcData* data, Value cls, Value subclass) {
  Value hook = object_call_method(t, cls, str_intern("__subclasshook__"), &subclass, 1);
  if (!hook) return -1;
  if (hook == kTrue || hook == kFalse) return hook.is_true();
  if (hook != kNotImplemented) {
    (void)raise_error(exc::AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
    return -1;
  }
  if (type_is_subtype(subclass.as<PyType>(), cls.as<PyType>())) return 1;
  PyList* registered = living(data->registry);
  for (int64_t i = 0; registered && i < registered->length; i++) {
    int found = object_issubclass(t, subclass, registered->items->items[i]);
    if (found) return found;
  }
  Value subclasses = registered ? object_call_method(t, cls, names::d_subclasses, nullptr, 0) : kNull;
  PyTuple* direct = subclasses ? object_to_tuple(t, subclasses) : nullptr;
  if (!direct) return -1;
  for (int64_t i = 0; i < direct->length; i++) {
    int found = object_issubclass(t, subclass, direct->items[i]);
    if (found) return found;
  }
  return 0;
}

Value abc_subclasscheck(Thread& t, Value* args) {
  Value cls = args[0], subclass = args[1];
  if (!check_class(subclass, "issubclass() arg 1 must be a class") || !native_recursion_ok(t)) return kNull;
  PyAbcData* data = data_of(t, cls);
  int found = data ? contains_weakly(t, data->cache, subclass) : -1;
  if (found) return truth(found);
  if (!negative_cache_valid(data)) {
    data->negative_cache = kNull;
    data->negative_version = int_from_int64(invalidation_counter);
    gc::barrier(&data->header);
  } else {
    found = contains_weakly(t, data->negative_cache, subclass);
    if (found) return found < 0 ? kNull : kFalse;
  }
  found = find_subclass(t, data, cls, subclass);
  return found >= 0 && remember(t, data, subclass, found) ? Value::from_bool(found) : kNull;
}

Value abc_cache_token(Thread&, Value*) { return int_from_int64(invalidation_counter); }

Value copy_of(Value set) {
  return set ? to_value(set_copy(as_set(set), type_set)) : set_new();
}
Value abc_dump(Thread& t, Value* args) {
  PyAbcData* data = data_of(t, args[0]);
  if (!data) return kNull;
  Value parts[4] = {copy_of(data->registry), copy_of(data->cache), copy_of(data->negative_cache),
                    data->negative_version};
  return to_value(tuple_from(parts, 4));
}
Value abc_reset_registry(Thread& t, Value* args) {
  PyAbcData* data = data_of(t, args[0]);
  if (!data) return kNull;
  data->registry = kNull;
  return kNone;
}
Value abc_reset_caches(Thread& t, Value* args) {
  PyAbcData* data = data_of(t, args[0]);
  if (!data) return kNull;
  data->cache = data->negative_cache = kNull;
  return kNone;
}

const NativeDef kFunctions[] = {
    {"get_cache_token()", abc_cache_token, kEffectReads, "Returns the current ABC cache token."},
    {"_abc_init(object, /)", abc_init, kEffectAll, "Internal ABC helper for class set-up. Should be never used outside abc module."},
    {"_abc_register(self, subclass, /)", abc_register, kEffectAll,
     "Internal ABC helper for subclasss registration. Should be never used outside abc module."},
    {"_abc_instancecheck(self, instance, /)", abc_instancecheck, kEffectAll,
     "Internal ABC helper for instance checks. Should be never used outside abc module."},
    {"_abc_subclasscheck(self, subclass, /)", abc_subclasscheck, kEffectAll,
     "Internal ABC helper for subclasss checks. Should be never used outside abc module."},
    {"_get_dump(object, /)", abc_dump, kEffectAll, "Internal ABC helper for cache and registry debugging."},
    {"_reset_registry(object, /)", abc_reset_registry, kEffectAll, "Internal ABC helper to reset registry of a given class."},
    {"_reset_caches(object, /)", abc_reset_caches, kEffectAll,
     "Internal ABC helper to reset both caches of a given class."},
    {},
};

const NativeDef kDataMethods[] = {{"__new__(cls, /, *args, **kwargs)", data_new, kEffectAllocates}, {}};
const TypeSpec kDataSpec = {
    "_abc._abc_data", nullptr, 0,
    {.trace = nullptr, .finalize = nullptr, .size_of = nullptr, .bytes = sizeof(PyAbcData), .first_value = 8,
     .leaf = false, .has_del = false, .owner = nullptr},
    kDataMethods, "Internal state held by ABC machinery."};

bool init(Thread&, PyDict* dict) {
  if (!data_type) data_type = type_new_builtin(kDataSpec);
  PyStr* module = str_intern("_abc");
  for (const NativeDef* def = kFunctions; def->signature; def++) {
    Value function = native_new(*def, module);
    if (!function || !dict_set_str(dict, function.as<PyNative>()->name, function)) return false;
  }
  return true;
}

}  // namespace

const NativeModule kAbcModule = {"_abc", init};

}  // namespace pyvm
