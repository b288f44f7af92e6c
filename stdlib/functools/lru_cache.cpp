// _lru_cache_wrapper: results by arguments in a dict whose order is the order of use.
//
// 1. A hit moves its entry to the end; when the cache is full the first entry goes.
// 2. The function may call itself: the cache is looked at again after every call.
#include "stdlib/functools/functools.h"
#include "stdlib/module_util.h"
#include "vm/object/alloc.h"
#include "vm/object/code.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/slots.h"
#include "vm/object/hashing.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/sequence.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

struct Cache {
  HeapObject header;
  int64_t max_size;     // -1: none
  int64_t hits, misses;
  bool typed;
  Value function, info_type;
  PyDict* results;
};
Cache* as_cache(Value v) { return v.as<Cache>(); }

void trace_cache(HeapObject* h, gc::Visitor& v) {
  auto* c = reinterpret_cast<Cache*>(h);
  v.visit(c->function.bits());
  v.visit(c->info_type.bits());
  v.visit(c->results);
}

Value cache_make(Thread& t, Value* args) {
  int64_t max_size = -1;
  if (!args[2].is_none()) {
    if (!is_int(args[2])) return raise_type_error("maxsize should be integer or None");
    if (!object_index(t, args[2], &max_size)) return kNull;
    if (max_size < 0) max_size = 0;
  }
  int typed = object_is_true(t, args[3]);
  if (typed < 0) return kNull;
  if (!object_is_callable(args[1])) return raise_type_error("the first argument must be callable");
  PyDict* results = dict_new();
  auto* c = results ? allocate_instance_of<Cache>(args[0].as<PyType>()) : nullptr;
  if (!c) return kNull;
  c->max_size = max_size;
  c->typed = typed;
  c->function = args[1];
  c->info_type = args[4];
  c->results = results;
  gc::barrier(&c->header);
  return Value(&c->header);
}

// What stands for the arguments: the argument itself for a single int or str, otherwise a tuple of all of them, with the
// ellipsis constant of its own between positional ones and keywords, and their types behind if typed.
Value make_key(Cache* c, PyTuple* args, PyDict* kwargs) {
  if (!c->typed && kwargs->length == 0) {
    if (args->length == 1 && (is_exact_int(args->items[0]) || is_exact_str(args->items[0]))) return args->items[0];
    return Value(&args->header);
  }
  int64_t n = args->length + (kwargs->length ? 1 + 2 * kwargs->length : 0) + (c->typed ? args->length + kwargs->length : 0);
  PyTuple* key = tuple_new(n);
  if (!key) return kNull;
  int64_t k = 0;
  for (int64_t i = 0; i < args->length; i++) key->items[k++] = args->items[i];
  Value name, value;
  if (kwargs->length) key->items[k++] = Value(&type_dict->header);   // no hashable argument list ends like that by chance
  for (int64_t i = 0; dict_next(kwargs, &i, &name, &value);) {
    key->items[k++] = name;
    key->items[k++] = value;
  }
  if (c->typed) {
    for (int64_t i = 0; i < args->length; i++) key->items[k++] = Value(&type_of(args->items[i])->header);
    for (int64_t i = 0; dict_next(kwargs, &i, &name, &value);) key->items[k++] = Value(&type_of(value)->header);
  }
  gc::barrier(&key->header);
  return Value(&key->header);
}

Value call_function(Thread& t, Cache* c, PyTuple* args, PyDict* kwargs) {
  if (kwargs->length == 0) return object_call(t, c->function, args->items, static_cast<uint32_t>(args->length));
  return object_call_tuple(t, c->function, args, kwargs);
}

Value cache_call(Thread& t, Value* args) {
  Cache* c = as_cache(args[0]);
  PyTuple* positional = as_tuple(args[1]);
  PyDict* kwargs = as_dict(args[2]);
  if (c->max_size == 0) {
    c->misses++;
    return call_function(t, c, positional, kwargs);
  }
  Value key = make_key(c, positional, kwargs);
  int64_t hash = key ? value_hash(t, key) : -1;
  if (hash == -1) return kNull;
  bool failed;
  Value found = dict_get_hashed(t, c->results, key, hash, &failed);
  if (failed) return kNull;
  if (found) {
    c->hits++;
    PyDict* d = c->results;
    if (c->max_size > 0 && d->entries->items[d->used - 1].value != found) {
      Value stored;
      if (dict_pop(t, d, key, &stored) < 0 || !dict_set_hashed(t, c->results, key, hash, found)) return kNull;
    }
    return found;
  }
  c->misses++;
  Value result = call_function(t, c, positional, kwargs);
  if (!result) return kNull;
  if (!dict_set_hashed(t, c->results, key, hash, result)) return kNull;
  while (c->max_size > 0 && c->results->length > c->max_size) dict_delete_at(c->results, dict_first(c->results));
  return result;
}

Value cache_info(Thread& t, Value* args) {
  Cache* c = as_cache(args[0]);
  return object_call_args(t, c->info_type, int_from_int64(c->hits), int_from_int64(c->misses),
                          c->max_size < 0 ? kNone : int_from_int64(c->max_size), int_from_int64(c->results->length));
}
Value cache_clear(Thread&, Value* args) {
  Cache* c = as_cache(args[0]);
  c->hits = c->misses = 0;
  dict_clear(c->results);
  return kNone;
}
Value cache_get(Thread&, Value* args) {
  if (!args[1] || args[1].is_none()) return args[0];
  PyMethod* m = method_new(args[0], args[1]);
  return m ? Value(&m->header) : kNull;
}
Value cache_reduce(Thread& t, Value* args) { return object_get_attr(t, args[0], names::d_qualname); }
Value cache_self(Thread&, Value* args) { return args[0]; }

const NativeDef kCacheMethods[] = {
    {"__new__(cls, user_function, maxsize, typed, cache_info_type)", cache_make},
    {"__call__(self, /, *args, **kwargs)", cache_call},
    {"__get__(self, instance, owner=None, /)", cache_get, kEffectAllocates},
    {"cache_info(self, /)", cache_info, kEffectAll, "Report cache statistics"},
    {"cache_clear(self, /)", cache_clear, kEffectWrites, "Clear the cache and cache statistics"},
    {"@getset __dict__", instance_get_dict, kEffectAll, nullptr, builtin_put_dict},
    {"__reduce__(self, /)", cache_reduce},
    {"__copy__(self, /)", cache_self, kEffectPure},
    {"__deepcopy__(self, memo, /)", cache_self, kEffectPure},
    {}};

const TypeSpec kCacheSpec = {
    "functools._lru_cache_wrapper", nullptr, kTypeBaseable | kTypeHasWeakref | kTypeHasDict, {.trace = trace_cache, .bytes = sizeof(Cache)},
    kCacheMethods,
    "Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\nmaxsize:  0         for no "
    "caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\ntyped:    False     cache f(3) and "
    "f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with "
    "the fields:\n                        hits misses currsize maxsize\n"};

}  // namespace

bool functools_add_lru_cache(PyDict* dict) { return module_add_type(dict, type_new_builtin(kCacheSpec)); }

}  // namespace pyvm
