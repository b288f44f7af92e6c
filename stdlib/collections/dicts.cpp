// defaultdict and OrderedDict: dicts with one field or a few methods more.
#include "stdlib/collections/collections.h"
#include "stdlib/module_util.h"
#include "vm/object/dict_iter.h"
#include "vm/object/exact.h"
#include "vm/object/slots.h"
#include "vm/object/hashing.h"
#include "vm/object/special.h"
#include "vm/object/str_builder.h"
#include "vm/run/thread.h"

namespace pyvm {
int dict_equal(Thread& t, PyDict* a, PyDict* b);   // vm/object/dict_methods.cpp
}

namespace pyvm::collections {

namespace {

PyType* defaultdict_type;
PyType* ordered_type;

// Calls a method of dict itself.
Value dict_method(Thread& t, const char* name, Value* args, uint32_t n) {
  Value method = type_lookup(type_dict, str_intern(name));
  return call_special(t, method, args, n);
}

// ---- defaultdict

struct DefaultDict {
  PyDict dict;
  Value factory;   // null: None
};
Value& factory(Value v) { return v.as<DefaultDict>()->factory; }
Value factory_or_none(Value v) { return factory(v) ? factory(v) : kNone; }

void trace_defaultdict(HeapObject* h, gc::Visitor& v) {
  type_dict->native.trace(h, v);
  v.visit(reinterpret_cast<DefaultDict*>(h)->factory.bits());
}

Value default_init(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  Value f = given->length ? given->items[0] : kNone;
  if (!f.is_none() && !object_is_callable(f)) return raise_type_error("first argument must be callable or None");
  factory(args[0]) = f.is_none() ? kNull : f;
  gc::barrier(&args[0].as<DefaultDict>()->dict.header);
  PyTuple* rest = given->length > 1 ? tuple_from(given->items + 1, given->length - 1) : tuple_empty();
  Value init = rest ? descriptor_bind(t, type_lookup(type_dict, names::d_init), args[0], type_dict) : kNull;
  return init ? object_call_tuple(t, init, rest, as_dict(args[2])) : kNull;
}
Value default_missing(Thread& t, Value* args) {
  if (!factory(args[0])) return raise_key_error(args[1]);
  Value v = object_call_args(t, factory(args[0]));
  if (!v) return kNull;
  return object_set_item(t, args[0], args[1], v) ? v : kNull;
}
Value default_repr(Thread& t, Value* args) {
  PyStr* base = nullptr;
  PyStr* f = nullptr;
  Value r = dict_method(t, "__repr__", args, 1);
  if (!r) return kNull;
  base = as_str(r);
  if (!factory(args[0])) {
    f = str_from_utf8("None");
  } else if (repr_enter(t, factory(args[0]))) {
    f = str_from_utf8("...");
  } else {
    f = object_repr(t, factory(args[0]));
    repr_leave(t, factory(args[0]));
  }
  if (!f) return kNull;
  StrBuilder out;
  out.append_ascii(class_name(args[0]));
  out.append('(');
  out.append(f);
  out.append_ascii(", ");
  out.append(base);
  out.append(')');
  return text_value(out.finish());
}
Value default_copy(Thread& t, Value* args) { return object_call_args(t, class_of(args[0]), factory_or_none(args[0]), args[0]); }
Value default_reduce(Thread& t, Value* args) {
  Value empty(&tuple_empty()->header);
  Value items = object_call_method(t, args[0], names::items, nullptr, 0);
  Value iterator = items ? object_iter(t, items) : kNull;
  return make_tuple(class_of(args[0]), factory(args[0]) ? make_tuple(factory(args[0])) : empty, kNone, kNone, iterator);
}
Value default_or(Thread& t, Value* args) {
  if (!is_dict(args[1])) return kNotImplemented;
  Value r = default_copy(t, args);
  return r && dict_update(t, as_dict(r), args[1]) ? r : kNull;
}
Value default_ror(Thread& t, Value* args) {
  if (!is_dict(args[1])) return kNotImplemented;
  Value r = object_call_args(t, class_of(args[0]), factory_or_none(args[0]), args[1]);
  return r && dict_update(t, as_dict(r), args[0]) ? r : kNull;
}
Value default_factory(Thread&, Value* args) { return factory_or_none(args[0]); }
Value default_factory_set(Thread&, Value* args) {
  factory(args[0]) = args[1].is_none() ? kNull : args[1];
  gc::barrier(&args[0].as<DefaultDict>()->dict.header);
  return kNone;
}
const NativeDef kDefaultMethods[] = {
    {"__init__(self, /, *args, **kwargs)", default_init},
    {"__repr__(self, /)", default_repr},
    {"__or__(self, value, /)", default_or},
    {"__ror__(self, value, /)", default_ror},
    {"@method __missing__(self, key, /)", default_missing, kEffectAll,
     "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: raise "
     "KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value"},
    {"copy(self, /)", default_copy, kEffectAll, "D.copy() -> a shallow copy of D."},
    {"__copy__(self, /)", default_copy, kEffectAll, "D.copy() -> a shallow copy of D."},
    {"__reduce__(self, /)", default_reduce, kEffectAll, "Return state information for pickling."},
    {"@member default_factory", default_factory, kEffectReads, "Factory for default value called by __missing__().",
     default_factory_set},
    PYVM_CLASS_GETITEM,
    {}};

// ---- OrderedDict

Value ordered_repr(Thread& t, Value* args) {
  const char* name = class_name(args[0]);
  if (as_dict(args[0])->length == 0) return text_value(str_format("%s()", name));
  if (repr_enter(t, args[0])) return text_value(str_from_utf8("..."));
  Value items = object_call_method(t, args[0], names::items, nullptr, 0);
  Value list = items ? object_to_list(t, items) : kNull;
  PyStr* inner = list ? object_repr(t, list) : nullptr;
  repr_leave(t, args[0]);
  if (!inner) return kNull;
  StrBuilder out;
  out.append_ascii(name);
  out.append('(');
  out.append(inner);
  out.append(')');
  return text_value(out.finish());
}

Value raise_no_items() { return raise_error(exc::KeyError, "dictionary is empty"); }

Value ordered_popitem(Thread& t, Value* args) {
  int last = object_is_true(t, args[1]);
  if (last < 0) return kNull;
  PyDict* dict = as_dict(args[0]);
  if (dict->length == 0) return raise_no_items();
  int64_t i = last ? dict_last(dict) : dict_first(dict);
  DictEntry e = dict->entries->items[i];
  Value r = make_tuple(e.key, e.value);
  if (!r) return kNull;
  last ? dict_delete_last(dict) : dict_delete_at(dict, i);
  return r;
}

Value ordered_move_to_end(Thread& t, Value* args) {
  int last = object_is_true(t, args[2]);
  int64_t hash = last < 0 ? -1 : value_hash(t, args[1]);
  if (hash == -1) return kNull;
  PyDict* dict = as_dict(args[0]);
  Value stored_key = args[1], value;
  if (last) {
    // Already there: nothing to move.
    if (dict->length && dict->entries->items[dict_last(dict)].key == args[1]) return kNone;
    int found = dict_pop(t, dict, args[1], &value);
    if (found <= 0) return found < 0 ? kNull : raise_key_error(args[1]);
    return dict_set_hashed(t, dict, stored_key, hash, value) ? kNone : kNull;
  }
  int found = dict_pop(t, dict, args[1], &value);
  if (found <= 0) return found < 0 ? kNull : raise_key_error(args[1]);
  PyDict* rest = dict_copy(dict);
  if (!rest) return kNull;
  dict_clear(dict);
  return dict_set_hashed(t, dict, stored_key, hash, value) && dict_merge(t, dict, rest, true) ? kNone : kNull;
}

template <CompareOp Op>
Value ordered_compare(Thread& t, Value* args) {
  if (!is_dict(args[1])) return kNotImplemented;
  int r = dict_equal(t, as_dict(args[0]), as_dict(args[1]));
  if (r < 0) return kNull;
  if (r && type_is_subtype(type_of(args[1]), ordered_type)) {
    Value keys = object_to_list(t, args[0]), others = keys ? object_to_list(t, args[1]) : kNull;
    Value same = others ? sequence_compare(t, keys, others, CompareOp::kEq) : kNull;
    if (!same) return kNull;
    r = same.is_true();
  }
  return Value::from_bool((r != 0) == (Op == CompareOp::kEq));
}

Value ordered_copy(Thread& t, Value* args) {
  Value r = object_call_args(t, class_of(args[0]));
  if (!r) return kNull;
  if (is_dict(r) && type_of(r) == ordered_type) return dict_merge(t, as_dict(r), as_dict(args[0]), true) ? r : kNull;
  Value key, value;
  for (int64_t i = 0; dict_next(as_dict(args[0]), &i, &key, &value);) {
    if (!object_set_item(t, r, key, value)) return kNull;
  }
  return r;
}
Value ordered_reduce(Thread& t, Value* args) {
  Value state = object_call_method(t, args[0], str_intern("__getstate__"), nullptr, 0);
  if (!state) return kNull;
  Value items = object_call_method(t, args[0], names::items, nullptr, 0);
  Value iterator = items ? object_iter(t, items) : kNull;
  return make_tuple(class_of(args[0]), Value(&tuple_empty()->header), state, kNone, iterator);
}
Value ordered_or(Thread& t, Value* args) {
  if (!is_dict(args[1])) return kNotImplemented;
  Value r = object_call_args(t, class_of(args[0]), args[0]);
  return r && dict_update(t, as_dict(r), args[1]) ? r : kNull;
}
Value ordered_ror(Thread& t, Value* args) {
  if (!is_dict(args[1])) return kNotImplemented;
  Value r = object_call_args(t, class_of(args[0]), args[1]);
  return r && dict_update(t, as_dict(r), args[0]) ? r : kNull;
}
Value ordered_fromkeys(Thread& t, Value* args) {
  Value r = object_call_args(t, args[0]), iterator = r ? object_iter(t, args[1]) : kNull;
  if (!iterator) return kNull;
  for (;;) {
    Value key = iter_next(t, iterator);
    if (key == kStop) return r;
    if (!key || !object_set_item(t, r, key, args[2])) return kNull;
  }
}
// Subclasses may override __missing__; otherwise as dict.pop.
Value ordered_pop(Thread& t, Value* args) {
  Value r;
  int found = dict_pop(t, as_dict(args[0]), args[1], &r);
  if (found) return found < 0 ? kNull : r;
  return args[2] ? args[2] : raise_key_error(args[1]);
}
Value ordered_setdefault(Thread& t, Value* args) {
  if (type_of(args[0]) == ordered_type) return dict_setdefault(t, as_dict(args[0]), args[1], args[2]);
  int has = dict_contains(t, as_dict(args[0]), args[1]);
  if (has < 0) return kNull;
  if (has) return object_get_item(t, args[0], args[1]);
  return object_set_item(t, args[0], args[1], args[2]) ? args[2] : kNull;
}
// update() goes through __setitem__ of subclasses.
Value ordered_update(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  if (given->length > 1) {
    return raise_type_error("update() takes at most 1 positional argument (%lld given)", static_cast<long long>(given->length));
  }
  bool plain = type_lookup(type_of(args[0]), names::d_setitem) == type_lookup(type_dict, names::d_setitem);
  PyDict* pairs = plain ? as_dict(args[0]) : dict_new();
  if (!pairs || (given->length && !dict_update(t, pairs, given->items[0])) || !dict_merge(t, pairs, as_dict(args[2]), true)) {
    return kNull;
  }
  Value key, value;
  for (int64_t i = 0; !plain && dict_next(pairs, &i, &key, &value);) {
    if (!object_set_item(t, args[0], key, value)) return kNull;
  }
  return kNone;
}
const NativeDef kOrderedMethods[] = {
    {"__init__(self, /, *args, **kwargs)", ordered_update},
    {"__repr__(self, /)", ordered_repr},
    {"__eq__(self, value, /)", ordered_compare<CompareOp::kEq>},
    {"__ne__(self, value, /)", ordered_compare<CompareOp::kNe>},
    {"__or__(self, value, /)", ordered_or},
    {"__ror__(self, value, /)", ordered_ror},
    {"@classmethod fromkeys(type, iterable, value=None)", ordered_fromkeys, kEffectAll,
     "Create a new ordered dictionary with keys from iterable and values set to value."},
    {"popitem(self, last=True)", ordered_popitem, kEffectAll,
     "Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if "
     "false."},
    {"move_to_end(self, key, last=True)", ordered_move_to_end, kEffectAll,
     "Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist."},
    {"pop(self, key, default=<absent>)", ordered_pop, kEffectAll,
     "od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the "
     "default if given; otherwise,\nraise a KeyError."},
    {"setdefault(self, key, default=None)", ordered_setdefault, kEffectAll,
     "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else "
     "default."},
    {"update(self, /, *args, **kwargs)", ordered_update},
    {"copy(self, /)", ordered_copy, kEffectAll, "od.copy() -> a shallow copy of od"},
    {"@getset __dict__", instance_get_dict, kEffectAll, nullptr, instance_put_dict},
    {"__reduce__(self, /)", ordered_reduce, kEffectAll, "Return state information for pickling"},
    {}};

}  // namespace

bool add_dicts(PyDict* dict) {
  static const TypeSpec kDefaultSpec = {
      "collections.defaultdict", type_dict, kTypeBaseable, {.trace = trace_defaultdict, .bytes = sizeof(DefaultDict)}, kDefaultMethods,
      "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to "
      "produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict compares equal to a dict with the same "
      "items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword "
      "arguments."};
  static const TypeSpec kOrderedSpec = {"collections.OrderedDict", type_dict, kTypeBaseable | kTypeHasDict | kTypeHasWeakref, {},
                                        kOrderedMethods, "Dictionary that remembers insertion order"};
  defaultdict_type = type_new_builtin(kDefaultSpec);
  ordered_type = type_new_builtin(kOrderedSpec);
  return module_add_type(dict, defaultdict_type) && module_add_type(dict, ordered_type);
}

}  // namespace pyvm::collections
