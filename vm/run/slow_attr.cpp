// Attribute access beyond the inline caches' fast paths: resolves a plan, keeps it in the site's cache where its facts
// allow, and carries it out. Getters, setters and hooks written in Python get a frame.
//
// A site remembers one receiver. What a site forgets for another receiver is still in a table that all sites share, so
// that sites with several kinds of receivers need not resolve anew. Layouts are never reused and versions never come
// back, so entries need no upkeep when classes die.
#include "vm/object/descriptor.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/special.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"
#include "vm/run/plan.h"
#include "vm/run/slow.h"

namespace pyvm {

namespace {

void set_facts(InlineCache* cache, const AttrPlan& plan, CacheKind kind) {
  cache->layout = plan.layout;
  cache->version = plan.type_version;
  cache->version_at = &plan.type->version;
  cache->kind = kind;
}

// ---- the table shared by all sites

struct SharedEntry {
  PyStr* name;     // null: empty. Interned; kept alive by the class while the facts hold
  bool store;
  InlineCache cache;
};
constexpr uint32_t kSharedEntries = 1024;
SharedEntry shared_entries[kSharedEntries];

SharedEntry& shared_entry(uint32_t layout, const PyStr* name, bool store) {
  auto key = static_cast<uint32_t>(reinterpret_cast<uintptr_t>(name) >> 4);
  return shared_entries[(layout * 0x9E3779B1u >> 12 ^ key ^ store) % kSharedEntries];
}

void share(const InlineCache* cache, PyStr* name, bool store) {
  shared_entry(cache->layout, name, store) = {name, store, *cache};
}

// Fills the site's cache from the table. False: nothing there that holds.
bool recall(Value object, PyStr* name, bool store, InlineCache* cache) {
  if (!object.is_heap()) return false;
  const SharedEntry& entry = shared_entry(object.heap()->layout, name, store);
  if (entry.name != name || entry.store != store || entry.cache.layout != object.heap()->layout ||
      *entry.cache.version_at != entry.cache.version) {
    return false;
  }
  *cache = entry.cache;
  return true;
}

bool is_python_function(Value v) { return v.is_layout(layouts.function); }

bool is_simple(const AttrPlan& plan) {
  return plan.type_version && plan.layout && !plan.dict_first && !plan.descriptor_type && plan.receiver.is_null();
}

// A value found on a class that is itself the receiver: `Cls.attr`.
bool is_class_receiver(const AttrPlan& plan) {
  return plan.receiver && plan.type == type_type && plan.receiver_version && !plan.dict_first;
}

// What a plan's site remembers of it; false: nothing.
bool set_simple_load(InlineCache* cache, const AttrPlan& plan) {
  switch (plan.action) {
    case AttrAction::kSlot:
      set_facts(cache, plan, CacheKind::kSlot);
      cache->index = plan.offset;
      return true;
    case AttrAction::kMember:
      if (!plan.offset) return false;
      set_facts(cache, plan, CacheKind::kMember);
      cache->index = plan.offset;
      return true;
    case AttrAction::kItem:
      set_facts(cache, plan, CacheKind::kItem);
      cache->index = plan.index;
      return true;
    case AttrAction::kProperty:
      if (plan.hook || !is_python_function(plan.getter)) return false;
      set_facts(cache, plan, CacheKind::kProperty);
      cache->value = plan.getter;
      return true;
    case AttrAction::kValue:
      set_facts(cache, plan, CacheKind::kClassValue);
      cache->value = plan.value;
      return true;
    case AttrAction::kVariable:
      set_facts(cache, plan, CacheKind::kVariable);
      cache->value = plan.value;
      cache->index = plan.index;
      return true;
    case AttrAction::kMethod:
      set_facts(cache, plan, CacheKind::kMethod);
      cache->value = plan.value;
      return true;
    default: return false;
  }
}

void remember_load(InlineCache* cache, const AttrPlan& plan, PyStr* name) {
  if (is_simple(plan)) {
    if (set_simple_load(cache, plan)) share(cache, name, false);
  } else if (is_class_receiver(plan) && (plan.action == AttrAction::kValue || plan.action == AttrAction::kVariable)) {
    cache->layout = plan.layout;
    cache->version = plan.receiver_version;
    cache->version_at = &plan.receiver.as<PyType>()->version;
    cache->kind = plan.action == AttrAction::kValue ? CacheKind::kTypeValue : CacheKind::kTypeVariable;
    cache->value = plan.value;
    cache->index = plan.index;
    cache->extra = plan.receiver.bits();
  }
}

// An attribute of an ordinary module: its dict's entry is remembered while the dict's keys stay the same.
Value load_module_attr(Value object, PyStr* name, InlineCache* cache) {
  PyDict* dict = object.as<PyModule>()->dict;
  int64_t index = dict ? dict_find_str(dict, name) : -1;
  if (index < 0) return kNull;
  cache->layout = object.heap()->layout;
  cache->version = dict_number_keys(dict);
  cache->version_at = &dict->keys_version;
  cache->kind = CacheKind::kModule;
  cache->index = static_cast<uint32_t>(index);
  cache->value = Value(&dict->header);
  cache->extra = object.bits();
  return dict->entries->items[index].value;
}

Value entry_value(const InlineCache* cache) { return as_dict(cache->value)->entries->items[cache->index].value; }

// What the cache knows for a receiver that the dispatch loop did not handle itself. Null: nothing.
Value load_cached(Value object, InlineCache* cache) {
  if (!object.is_heap() || object.heap()->layout != cache->layout || *cache->version_at != cache->version) return kNull;
  if (cache->extra != object.bits()) return kNull;
  if (cache->kind == CacheKind::kModule || cache->kind == CacheKind::kTypeVariable) return entry_value(cache);
  if (cache->kind == CacheKind::kTypeValue) return cache->value;
  return kNull;
}

// What a simple load that the cache holds for this receiver gives. Null without exception: resolve it.
Value carry_out_cached(Thread& t, Value object, const InlineCache* cache, uint16_t ret) {
  switch (cache->kind) {
    case CacheKind::kSlot:
    case CacheKind::kMember:
      return *reinterpret_cast<Value*>(reinterpret_cast<char*>(object.heap()) + cache->index);
    case CacheKind::kItem: {
      const PyTuple* tuple = as_tuple(object);
      return int64_t{cache->index} < tuple->length ? tuple->items[cache->index] : kNull;
    }
    case CacheKind::kClassValue: return cache->value;
    case CacheKind::kVariable: return entry_value(cache);
    case CacheKind::kProperty:
      return push_call(t, cache->value.as<PyFunction>(), &object, 1, FrameInfo{ret, ReturnAction::kGetattr, 0, 0});
    default: return kNull;
  }
}

bool holds(const InlineCache* cache, Value object) {
  return object.is_heap() && object.heap()->layout == cache->layout && *cache->version_at == cache->version;
}

Value carry_out(Thread& t, const AttrPlan& plan, Value object, PyStr* name, uint16_t ret) {
  // A dict that might shadow the action makes attr_get() decide.
  if (!plan.dict_first) {
    FrameInfo info{ret, ReturnAction::kGetattr, 0, plan.hook ? 1u : 0u};
    if (plan.action == AttrAction::kProperty && is_python_function(plan.getter)) {
      return push_call(t, plan.getter.as<PyFunction>(), &object, 1, info);
    }
    if (plan.action == AttrAction::kCustom && is_python_function(plan.getter)) {
      Value args[2] = {object, Value(&name->header)};
      return push_call(t, plan.getter.as<PyFunction>(), args, 2, info);
    }
    if (plan.action == AttrAction::kDescriptor && is_python_function(plan.getter)) {
      Value args[3] = {plan.value, plan.bind_none ? kNone : object,
                       plan.bind_none ? object : Value(&plan.type->header)};
      return push_call(t, plan.getter.as<PyFunction>(), args, 3, info);
    }
    if (plan.action == AttrAction::kAbsent && is_python_function(plan.hook)) {
      Value args[2] = {object, Value(&name->header)};
      return push_call(t, plan.hook.as<PyFunction>(), args, 2, FrameInfo{ret, ReturnAction::kGetattr, 0, 0});
    }
  }
  return attr_get(t, plan, object, name);
}

}  // namespace

Value slow_load_attr(Thread& t, Value object, PyStr* name, InlineCache* cache, uint16_t ret) {
  if (Value v = load_cached(object, cache)) return v;
  if (object.is_layout(layouts.module)) {
    if (Value v = load_module_attr(object, name, cache)) return v;
  }
  if (holds(cache, object) || recall(object, name, false, cache)) {
    Value v = carry_out_cached(t, object, cache, ret);
    if (v || error_occurred(t)) return v;
  }
  AttrPlan plan;
  resolve_attr(object, name, plan);
  remember_load(cache, plan, name);
  return carry_out(t, plan, object, name, ret);
}

bool slow_load_method(Thread& t, Value* window, Value object, PyStr* name, InlineCache* cache) {
  if (object.is_layout(layouts.super)) {
    if (Value method = super_method(object.as<PySuper>(), name)) {
      window[kFrameHeaderWords] = object.as<PySuper>()->object;
      window[0] = method;
      return true;
    }
  }
  Value attribute = load_cached(object, cache);
  if (!attribute && object.is_layout(layouts.module)) attribute = load_module_attr(object, name, cache);
  if (!attribute) {
    if (recall(object, name, false, cache) && cache->kind == CacheKind::kMethod) {
      window[kFrameHeaderWords] = object;
      window[0] = cache->value;
      return true;
    }
    AttrPlan plan;
    resolve_attr(object, name, plan);
    remember_load(cache, plan, name);
    if (plan.action == AttrAction::kMethod && !plan.dict_first) {
      window[kFrameHeaderWords] = object;
      window[0] = plan.value;
      return true;
    }
    attribute = attr_get(t, plan, object, name);
    if (!attribute) return false;
  }
  window[0] = kNull;
  window[1] = attribute;
  return true;
}

Value slow_getattr_fallback(Thread& t, const Instr* instr, FrameInfo info) {
  Value object = t.base[instr->b];
  PyCode* code = frame_function(t.base)->code;
  PyStr* name = code->site_names[instr->c];
  AttrPlan plan;
  if (info.extra) resolve_attr(object, name, plan);   // again, for its hook
  if (!info.extra || !plan.hook) return attribute_error_context(t, object, name), kNull;
  error_clear();
  Value args[2] = {object, Value(&name->header)};
  if (is_python_function(plan.hook)) {
    return push_call(t, plan.hook.as<PyFunction>(), args, 2, FrameInfo{info.ret, ReturnAction::kGetattr, 0, 0});
  }
  Value result = call_special(t, plan.hook, args, 2);
  if (!result) attribute_error_context(t, object, name);
  return result;
}

Value slow_store_attr(Thread& t, Value object, PyStr* name, Value value, InlineCache* cache) {
  if (recall(object, name, true, cache)) {
    HeapObject* heap = object.heap();
    *reinterpret_cast<Value*>(reinterpret_cast<char*>(heap) + cache->index) = value;
    if (cache->kind == CacheKind::kAddSlot) heap->layout = static_cast<uint32_t>(cache->extra);
    gc::barrier(heap, value.bits());
    return kNone;
  }
  AttrPlan plan;
  resolve_set_attr(object, name, false, plan);
  if (is_simple(plan)) {
    bool member = plan.action == AttrAction::kMember && plan.offset;
    if (plan.action == AttrAction::kSlot || plan.action == AttrAction::kAddSlot || member) {
      set_facts(cache, plan, plan.action == AttrAction::kAddSlot ? CacheKind::kAddSlot : CacheKind::kSlot);
      cache->index = plan.offset;
      cache->extra = plan.new_layout;
      share(cache, name, true);
    }
  }
  FrameInfo info{0, ReturnAction::kDiscard, 0, 0};
  if (is_python_function(plan.getter)) {
    auto* setter = plan.getter.as<PyFunction>();
    if (plan.action == AttrAction::kProperty) {
      Value args[2] = {object, value};
      return push_call(t, setter, args, 2, info);
    }
    if (plan.action == AttrAction::kCustom) {
      Value args[3] = {object, Value(&name->header), value};
      return push_call(t, setter, args, 3, info);
    }
    if (plan.action == AttrAction::kDescriptor) {
      Value args[3] = {plan.value, object, value};
      return push_call(t, setter, args, 3, info);
    }
  }
  return attr_set(t, plan, object, name, value) ? kNone : kNull;
}

}  // namespace pyvm
