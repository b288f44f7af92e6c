// The gc module.
#include <algorithm>

#include "gc/heap.h"
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/call.h"
#include "vm/run/dead_registers.h"
#include "vm/run/poll.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

Value callbacks;
Value thresholds[3];

bool notify(Thread& t, const char* phase) {
  PyList* list = as_list(callbacks);
  for (int64_t i = 0; i < list->length; i++) {
    PyDict* info = dict_new();
    Value name = str_value(phase);
    if (!info || !name) return false;
    if (!dict_set_str(info, str_intern("generation"), Value::from_small_int(2)) ||
        !dict_set_str(info, str_intern("collected"), Value::from_small_int(0)) ||
        !dict_set_str(info, str_intern("uncollectable"), Value::from_small_int(0)) ||
        !object_call_args(t, list->items->items[i], name, Value(&info->header))) {
      return false;
    }
  }
  return true;
}

Value gc_collect(Thread& t, Value* args) {
  int64_t generation;
  if (!int_argument(t, args[0], &generation)) return kNull;
  if (generation < 0 || generation > 2) return raise_value_error("invalid generation");
  if (!notify(t, "start")) return kNull;
  size_t found = 0;
  forget_dead_registers(t, gc_collect);
  if (generation < 2) {
    gc::collect_minor();
  } else {
    found = gc::collect_full();
  }
  // Callbacks of weak references and __del__ are due now, as after CPython's collection.
  if (!poll_run(t) || !notify(t, "stop")) return kNull;
  return int_from_uint64(found);
}

Value gc_enable(Thread&, Value*) {
  gc::set_enabled(true);
  return kNone;
}
Value gc_disable(Thread&, Value*) {
  gc::set_enabled(false);
  return kNone;
}
Value gc_isenabled(Thread&, Value*) { return Value::from_bool(gc::is_enabled()); }

Value triple(Value a, Value b, Value c) {
  Value items[3] = {a, b, c};
  PyTuple* tuple = tuple_from(items, 3);
  return tuple ? Value(&tuple->header) : kNull;
}
Value gc_get_threshold(Thread&, Value*) { return triple(thresholds[0], thresholds[1], thresholds[2]); }
Value gc_set_threshold(Thread& t, Value* args) {
  for (int i = 0; i < 3; i++) {
    int64_t n;
    if (args[i].is_null()) continue;
    if (!int_argument(t, args[i], &n)) return kNull;
    thresholds[i] = Value::from_small_int(n);
  }
  return kNone;
}
Value gc_get_count(Thread&, Value*) {
  gc::Stats s = gc::stats();
  return triple(Value::from_small_int(0), int_from_uint64(s.minor_collections), int_from_uint64(s.full_collections));
}
Value gc_get_stats(Thread&, Value*) {
  PyList* list = list_new(3);
  gc::Stats s = gc::stats();
  const size_t counts[3] = {s.minor_collections, 0, s.full_collections};
  for (int i = 0; list && i < 3; i++) {
    PyDict* d = dict_new();
    if (!d || !dict_set_str(d, str_intern("collections"), int_from_uint64(counts[i])) ||
        !dict_set_str(d, str_intern("collected"), Value::from_small_int(0)) ||
        !dict_set_str(d, str_intern("uncollectable"), Value::from_small_int(0)) ||
        !list_append(list, Value(&d->header))) {
      return kNull;
    }
  }
  return list ? Value(&list->header) : kNull;
}
Value gc_is_tracked(Thread&, Value* args) {
  return Value::from_bool(args[0].is_heap() && !shape_of(args[0].heap())->leaf);
}
Value gc_is_finalized(Thread&, Value* args) {
  return Value::from_bool(args[0].is_heap() && type_of(args[0])->flags & kTypeHasDel &&
                          !(args[0].heap()->flags & gc::kFinalizable));
}

struct Collector {
  PyList* list;
  int64_t count;
  bool fill;
};
void count_or_store(gc::Header* object, void* context) {
  auto* c = static_cast<Collector*>(context);
  if (shape_of(object)->leaf || shape_of(object)->type->flags & kTypeInternal) return;
  if (c->fill && c->count < static_cast<int64_t>(c->list->items->capacity)) {
    c->list->items->items[c->count] = Value(object);
  }
  c->count++;
}
Value gc_get_objects(Thread&, Value*) {
  Collector c{nullptr, 0, false};
  gc::for_each_object(count_or_store, &c);
  c.list = list_new(c.count + 64);
  if (!c.list) return kNull;
  c = {c.list, 0, true};
  gc::for_each_object(count_or_store, &c);
  c.list->length = std::min<int64_t>(c.count, static_cast<int64_t>(c.list->items->capacity));
  gc::barrier(&c.list->items->header);
  return Value(&c.list->header);
}
Value gc_freeze(Thread&, Value*) { return kNone; }
Value gc_get_freeze_count(Thread&, Value*) { return Value::from_small_int(0); }
Value gc_get_debug(Thread&, Value*) { return Value::from_small_int(0); }
Value gc_set_debug(Thread&, Value*) { return kNone; }

const NativeDef kGcFunctions[] = {
    {"collect(generation=2)", gc_collect, kEffectAll, "Run the garbage collector."},
    {"enable()", gc_enable},
    {"disable()", gc_disable},
    {"isenabled()", gc_isenabled, kEffectReads},
    {"get_threshold()", gc_get_threshold, kEffectReads | kEffectAllocates},
    {"set_threshold(threshold0, threshold1=<absent>, threshold2=<absent>, /)", gc_set_threshold},
    {"get_count()", gc_get_count, kEffectReads | kEffectAllocates},
    {"get_stats()", gc_get_stats, kEffectReads | kEffectAllocates},
    {"is_tracked(obj, /)", gc_is_tracked, kEffectReads},
    {"is_finalized(obj, /)", gc_is_finalized, kEffectReads},
    {"get_objects(generation=None)", gc_get_objects, kEffectReads | kEffectAllocates},
    {"freeze()", gc_freeze},
    {"unfreeze()", gc_freeze},
    {"get_freeze_count()", gc_get_freeze_count},
    {"get_debug()", gc_get_debug},
    {"set_debug(flags, /)", gc_set_debug},
    {},
};

bool gc_init(Thread&, PyDict* dict) {
  PyList* list = list_new(0);
  PyList* garbage = list_new(0);
  if (!list || !garbage) return false;
  callbacks = Value(&list->header);
  gc::add_root(&callbacks);
  const int kDefaults[3] = {700, 10, 10};
  for (int i = 0; i < 3; i++) thresholds[i] = Value::from_small_int(kDefaults[i]);
  return ModuleFiller(dict, "gc")
      .functions(kGcFunctions)
      .value("callbacks", callbacks)
      .value("garbage", Value(&garbage->header))
      .integer("DEBUG_STATS", 1)
      .integer("DEBUG_COLLECTABLE", 2)
      .integer("DEBUG_UNCOLLECTABLE", 4)
      .integer("DEBUG_SAVEALL", 32)
      .integer("DEBUG_LEAK", 38)
      .ok();
}

}  // namespace

const NativeModule kGcModule = {"gc", gc_init};

}  // namespace pyvm
