#include "stdlib/collections/collections.h"

#include "stdlib/module_util.h"
#include "vm/object/descriptor.h"
#include "vm/object/exact.h"
#include "vm/object/hashing.h"
#include "vm/run/thread.h"

namespace pyvm {

using namespace collections;

namespace {

// ---- _tuplegetter: the property of a namedtuple's field

Value getter_make(Thread& t, Value* args) {
  int64_t index;
  if (!object_index(t, args[1], &index)) return kNull;
  auto* g = allocate_instance_of<PyTupleGetter>(args[0].as<PyType>());
  if (!g) return kNull;
  g->index = Value::from_small_int(index);
  g->doc = args[2];
  gc::barrier(&g->header);
  return Value(&g->header);
}
Value getter_get(Thread&, Value* args) {
  auto* g = args[0].as<PyTupleGetter>();
  if (!args[1] || args[1].is_none()) return args[0];
  int64_t i = g->index.small_int();
  if (!is_tuple(args[1])) {
    return raise_type_error("descriptor for index '%lld' for tuple subclasses doesn't apply to '%.100s' object",
                            static_cast<long long>(i), type_name(args[1]));
  }
  PyTuple* tuple = as_tuple(args[1]);
  if (i < 0 || i >= tuple->length) return raise_error(exc::IndexError, "tuple index out of range");
  return tuple->items[i];
}
Value getter_set(Thread&, Value* args) {
  return raise_error(exc::AttributeError, args[2] ? "can't set attribute" : "can't delete attribute");
}
Value getter_delete(Thread&, Value*) { return raise_error(exc::AttributeError, "can't delete attribute"); }
Value getter_reduce(Thread&, Value* args) {
  auto* g = args[0].as<PyTupleGetter>();
  return make_tuple(class_of(args[0]), make_tuple(g->index, g->doc));
}
Value getter_repr(Thread& t, Value* args) {
  auto* g = args[0].as<PyTupleGetter>();
  PyStr* doc = object_repr(t, g->doc);
  return doc ? text_value(str_format("_tuplegetter(%lld, %s)", static_cast<long long>(g->index.small_int()), str_utf8(doc).data()))
             : kNull;
}
Value getter_doc(Thread&, Value* args) { return args[0].as<PyTupleGetter>()->doc; }
Value getter_doc_set(Thread&, Value* args) {
  args[0].as<PyTupleGetter>()->doc = args[1] ? args[1] : kNone;
  gc::barrier(&args[0].as<PyTupleGetter>()->header);
  return kNone;
}
const NativeDef kGetterMethods[] = {
    {"__new__(cls, index, doc, /)", getter_make},
    {"__get__(self, instance, owner=None, /)", getter_get, kEffectMayRaise},
    {"__set__(self, instance, value, /)", getter_set, kEffectMayRaise},
    {"__delete__(self, instance, /)", getter_delete, kEffectMayRaise},
    {"__reduce__(self, /)", getter_reduce, kEffectAllocates},
    {"__repr__(self, /)", getter_repr},
    {"@member __doc__", getter_doc, kEffectReads, nullptr, getter_doc_set},
    {}};
const TypeSpec kGetterSpec = {"_collections._tuplegetter", nullptr, 0, {.bytes = sizeof(PyTupleGetter), .first_value = sizeof(HeapObject)},
                              kGetterMethods, nullptr};

// ---- _count_elements

Value count_elements(Thread& t, Value* args) {
  Value mapping = args[0], one = Value::from_small_int(1), zero = Value::from_small_int(0);
  Value iterator = object_iter(t, args[1]);
  if (!iterator) return kNull;
  PyStr* get_name = str_intern("get");
  if (!get_name) return kNull;
  bool plain = is_dict(mapping) && type_lookup(type_of(mapping), names::d_setitem) == type_lookup(type_dict, names::d_setitem) &&
               type_lookup(type_of(mapping), get_name) == type_lookup(type_dict, get_name);
  Value get = plain ? kNull : object_get_attr(t, mapping, get_name);
  if (!plain && !get) return kNull;
  for (;;) {
    Value key = iter_next(t, iterator);
    if (key == kStop) return kNone;
    if (!key) return kNull;
    if (!plain) {
      Value old = object_call_args(t, get, key, zero), sum = old ? object_binary(t, BinaryOp::kAdd, old, one) : kNull;
      if (!sum || !object_set_item(t, mapping, key, sum)) return kNull;
      continue;
    }
    int64_t hash = value_hash(t, key);
    if (hash == -1) return kNull;
    bool failed;
    Value old = dict_get_hashed(t, as_dict(mapping), key, hash, &failed);
    if (failed) return kNull;
    Value sum = old ? object_binary(t, BinaryOp::kAdd, old, one) : one;
    if (!sum || !dict_set_hashed(t, as_dict(mapping), key, hash, sum)) return kNull;
  }
}
const NativeDef kFunctions[] = {
    {"_count_elements(mapping, iterable, /)", count_elements, kEffectAll, "Count elements in the iterable, updating the mapping"},
    {}};

bool collections_init(Thread&, PyDict* dict) {
  return module_add_doc(dict, "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- "
                              "defaultdict:  dict subclass with a default value factory\n") &&
         add_deque(dict) && add_dicts(dict) && module_add_type(dict, type_tuplegetter = type_new_builtin(kGetterSpec)) &&
         module_add_functions(dict, "_collections", kFunctions);
}

}  // namespace

const NativeModule kCollectionsModule = {"_collections", collections_init};

}  // namespace pyvm
