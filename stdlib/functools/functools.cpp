// reduce, partial, cmp_to_key.
#include "stdlib/functools/functools.h"

#include "stdlib/module_util.h"
#include "vm/object/alloc.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/slots.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/reduce.h"
#include "vm/object/sequence.h"
#include "vm/object/str_builder.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

PyType* partial_type;
PyType* key_type;

Value functools_reduce(Thread& t, Value* args) {
  Value iterator = object_iter(t, args[1]), total = args[2];
  if (!iterator) {
    if (error_matches(exc::TypeError)) {
      error_clear();
      return raise_type_error("reduce() arg 2 must support iteration");
    }
    return kNull;
  }
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) break;
    if (item && total) item = object_call_args(t, args[0], total, item);
    if (!item) return kNull;
    total = item;
  }
  return total ? total : raise_type_error("reduce() of empty iterable with no initial value");
}

// ---- partial

struct Partial {
  HeapObject header;
  Value function;
  PyTuple* args;
  PyDict* keywords;
};
Partial* as_partial(Value v) { return v.as<Partial>(); }

PyTuple* joined(PyTuple* a, PyTuple* b) {
  if (b->length == 0) return a;
  if (a->length == 0) return b;
  PyTuple* r = tuple_new(a->length + b->length);
  if (!r) return nullptr;
  for (int64_t i = 0; i < a->length; i++) r->items[i] = a->items[i];
  for (int64_t i = 0; i < b->length; i++) r->items[a->length + i] = b->items[i];
  gc::barrier(&r->header);
  return r;
}

Value partial_make(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  if (given->length == 0) return raise_type_error("type 'partial' takes at least one argument");
  Value function = given->items[0];
  if (!object_is_callable(function)) return raise_type_error("the first argument must be callable");
  PyTuple* rest = tuple_from(given->items + 1, given->length - 1);
  PyDict* keywords = as_dict(args[2]);
  // partial of a plain partial: one level.
  if (rest && type_of(function) == partial_type && shape_of(function.heap())->count == 0 &&
      shape_of(function.heap())->mode != ShapeMode::kDict) {
    Partial* inner = as_partial(function);
    PyDict* merged = dict_copy(inner->keywords);
    if (!merged || !dict_merge(t, merged, keywords, true)) return kNull;
    keywords = merged;
    rest = joined(inner->args, rest);
    function = inner->function;
  }
  auto* p = rest ? allocate_instance_of<Partial>(args[0].as<PyType>()) : nullptr;
  if (!p) return kNull;
  p->function = function;
  p->args = rest;
  p->keywords = keywords;
  gc::barrier(&p->header);
  return Value(&p->header);
}

Value partial_call(Thread& t, Value* args) {
  Partial* p = as_partial(args[0]);
  PyTuple* all = joined(p->args, as_tuple(args[1]));
  if (!all) return kNull;
  PyDict* more = as_dict(args[2]);
  PyDict* keywords = p->keywords;
  if (more->length) {
    if (keywords->length) {
      keywords = dict_copy(keywords);
      if (!keywords || !dict_merge(t, keywords, more, true)) return kNull;
    } else {
      keywords = more;
    }
  }
  if (keywords->length == 0) return object_call(t, p->function, all->items, static_cast<uint32_t>(all->length));
  return object_call_tuple(t, p->function, all, keywords);
}

Value partial_repr(Thread& t, Value* args) {
  if (repr_enter(t, args[0])) return text_value(str_from_utf8("..."));
  Partial* p = as_partial(args[0]);
  StrBuilder out;
  PyType* type = type_of(args[0]);
  out.append_ascii(type == partial_type ? "functools.partial" : class_name(args[0]));
  out.append('(');
  PyStr* s = object_repr(t, p->function);
  if (s) out.append(s);
  for (int64_t i = 0; s && i < p->args->length; i++) {
    s = object_repr(t, p->args->items[i]);
    out.append_ascii(", ");
    if (s) out.append(s);
  }
  Value key, value;
  for (int64_t i = 0; s && dict_next(p->keywords, &i, &key, &value);) {
    PyStr* name = object_str(t, key);
    s = name ? object_repr(t, value) : nullptr;
    if (!s) break;
    out.append_ascii(", ");
    out.append(name);
    out.append('=');
    out.append(s);
  }
  repr_leave(t, args[0]);
  out.append(')');
  return s ? text_value(out.finish()) : kNull;
}
Value partial_func(Thread&, Value* args) { return as_partial(args[0])->function; }
Value partial_args(Thread&, Value* args) { return Value(&as_partial(args[0])->args->header); }
Value partial_keywords(Thread&, Value* args) { return Value(&as_partial(args[0])->keywords->header); }
Value partial_reduce(Thread&, Value* args) {
  Partial* p = as_partial(args[0]);
  Value dict = instance_dict(args[0].heap());
  if (!dict) return kNull;
  if (as_dict(dict)->length == 0) dict = kNone;
  return make_tuple(class_of(args[0]), make_tuple(p->function),
                    make_tuple(p->function, Value(&p->args->header), Value(&p->keywords->header), dict));
}
Value partial_setstate(Thread& t, Value* args) {
  Partial* p = as_partial(args[0]);
  if (!is_tuple(args[1]) || as_tuple(args[1])->length != 4) return raise_type_error("invalid partial state");
  const Value* s = as_tuple(args[1])->items;
  if (!object_is_callable(s[0]) || !is_tuple(s[1]) || !(s[2].is_none() || is_dict(s[2]))) {
    return raise_type_error("invalid partial state");
  }
  PyDict* keywords = s[2].is_none() ? dict_new() : is_exact_dict(s[2]) ? as_dict(s[2]) : dict_copy(as_dict(s[2]));
  PyTuple* positional = is_exact_tuple(s[1]) ? as_tuple(s[1]) : tuple_from(as_tuple(s[1])->items, as_tuple(s[1])->length);
  if (!keywords || !positional) return kNull;
  (void)t;
  p->function = s[0];
  p->args = positional;
  p->keywords = keywords;
  gc::barrier(&p->header);
  if (!s[3].is_none() && !is_exact_dict(s[3])) return raise_type_error("invalid partial state");
  PyDict* dict = s[3].is_none() ? dict_new() : as_dict(s[3]);
  return dict && instance_set_dict(&p->header, Value(&dict->header)) ? kNone : kNull;
}
const NativeDef kPartialMethods[] = {
    {"__new__(cls, /, *args, **keywords)", partial_make},
    {"__call__(self, /, *args, **kwargs)", partial_call},
    {"__repr__(self, /)", partial_repr},
    {"@getset __dict__", instance_get_dict, kEffectAll, nullptr, builtin_put_dict},
    {"__reduce__(self, /)", partial_reduce, kEffectAllocates},
    {"__setstate__(self, state, /)", partial_setstate},
    {"@member func", partial_func, kEffectReads, "function object to use in future partial calls"},
    {"@member args", partial_args, kEffectReads, "tuple of arguments to future partial calls"},
    {"@member keywords", partial_keywords, kEffectReads, "dictionary of keyword arguments to future partial calls"},
    PYVM_CLASS_GETITEM,
    {}};

// ---- cmp_to_key

struct KeyObject {
  HeapObject header;
  Value cmp, object;   // object null: the key function itself
};
Value make_key(Value cmp, Value object) {
  auto* k = allocate_instance_of<KeyObject>(key_type);
  if (!k) return kNull;
  k->cmp = cmp;
  k->object = object;
  gc::barrier(&k->header);
  return Value(&k->header);
}
Value functools_cmp_to_key(Thread&, Value* args) { return make_key(args[0], kNull); }
Value key_call(Thread&, Value* args) { return make_key(args[0].as<KeyObject>()->cmp, args[1]); }
template <CompareOp Op>
Value key_compare(Thread& t, Value* args) {
  if (type_of(args[1]) != key_type) return raise_type_error("other argument must be K instance");
  auto *a = args[0].as<KeyObject>(), *b = args[1].as<KeyObject>();
  if (!a->object || !b->object) return raise_error(exc::AttributeError, "object");
  Value r = object_call_args(t, a->cmp, a->object, b->object);
  return r ? object_compare(t, r, Value::from_small_int(0), Op) : kNull;
}
Value key_object(Thread&, Value* args) {
  Value v = args[0].as<KeyObject>()->object;
  return v ? v : kNone;
}
const NativeDef kKeyMethods[] = {
    {"__call__(self, obj)", key_call, kEffectAllocates},
    {"__lt__(self, value, /)", key_compare<CompareOp::kLt>},
    {"__le__(self, value, /)", key_compare<CompareOp::kLe>},
    {"__eq__(self, value, /)", key_compare<CompareOp::kEq>},
    {"__ne__(self, value, /)", key_compare<CompareOp::kNe>},
    {"__gt__(self, value, /)", key_compare<CompareOp::kGt>},
    {"__ge__(self, value, /)", key_compare<CompareOp::kGe>},
    {"@member obj", key_object, kEffectReads, "Value wrapped by a key function."},
    {}};

const NativeDef kFunctions[] = {
    {"reduce(function, sequence, initial=<absent>, /)", functools_reduce, kEffectAll,
     "reduce(function, iterable[, initial]) -> value\n\nApply a function of two arguments cumulatively to the items of a sequence\nor "
     "iterable, from left to right, so as to reduce the iterable to a single\nvalue.  For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, "
     "5]) calculates\n((((1+2)+3)+4)+5).  If initial is present, it is placed before the items\nof the iterable in the calculation, and "
     "serves as a default when the\niterable is empty."},
    {"cmp_to_key(mycmp)", functools_cmp_to_key, kEffectAllocates, "Convert a cmp= function into a key= function."},
    {}};

#define VALUES_ONLY(T) {.bytes = sizeof(T), .first_value = sizeof(HeapObject)}
const TypeSpec kPartialSpec = {
    "functools.partial", nullptr, kTypeBaseable | kTypeHasWeakref | kTypeHasDict, VALUES_ONLY(Partial), kPartialMethods,
    "partial(func, *args, **keywords) - new function with partial application\n    of the given arguments and keywords.\n"};
const TypeSpec kKeySpec = {"functools.KeyWrapper", nullptr, kTypeNoNew, VALUES_ONLY(KeyObject), kKeyMethods, nullptr};

bool functools_init(Thread&, PyDict* dict) {
  partial_type = type_new_builtin(kPartialSpec);
  key_type = type_new_builtin(kKeySpec);
  return module_add_doc(dict, "Tools that operate on functions.") && key_type && module_add_type(dict, partial_type) &&
         module_add_functions(dict, "_functools", kFunctions) && functools_add_lru_cache(dict);
}

}  // namespace

const NativeModule kFunctoolsModule = {"_functools", functools_init};

}  // namespace pyvm
