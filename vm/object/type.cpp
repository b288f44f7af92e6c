// The heart of classes: lookup along the MRO, versions, watchpoints, C3, subclass lists, builtin types.
//
// 1. A class with a version has bases with versions. So when a class is changed, the walk over its subclasses stops at
//    those without one: nothing was cached for them or anything below them.
// 2. Version numbers are never used twice; when 2^32 are used up, classes stay without version and uncached.
// 3. The lookup cache holds names and values weakly: an entry is only ever hit while its class lives (the version says
//    so), which keeps the value alive; a dead name is dropped before its memory can be another name.
// 4. The value of a class variable (type_variable) stands in its namespace only: no cache of values knows it.
#include "vm/object/type.h"

#include <algorithm>
#include <cstdlib>
#include <new>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/str.h"

namespace pyvm {

struct SubclassList {
  PyType** items;
  uint32_t count, capacity;
};

// ---- lookup -----------------------------------------------------------------------------------------------------

namespace {

struct CacheEntry {
  PyStr* name;
  Value value;
  uint32_t version;   // 0: empty
};

constexpr uint32_t kCacheSize = 4096;
CacheEntry lookup_cache[kCacheSize];
uint32_t next_version = 1;

// Every class, to drop dead ones from the subclass lists of others.
SubclassList all_types;

// Since the tables were last swept a class was made, or a name cached.
bool classes_added = false, names_cached = false;

CacheEntry& cache_entry(uint32_t version, const PyStr* name) {
  auto key = static_cast<uint32_t>(reinterpret_cast<uintptr_t>(name) >> 4);
  return lookup_cache[(version * 0x9E3779B1u ^ key) % kCacheSize];
}

void list_add(SubclassList* list, PyType* type) {
  if (list->count == list->capacity) {
    list->capacity = list->capacity ? list->capacity * 2 : 4;
    list->items = static_cast<PyType**>(std::realloc(list->items, list->capacity * sizeof(PyType*)));
  }
  list->items[list->count++] = type;
}

void drop_dead(SubclassList* list) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    if (gc::is_live(&list->items[i]->header)) list->items[kept++] = list->items[i];
  }
  list->count = kept;
}

void sweep_weak_words(void*, bool young_only) {
  if (names_cached || !young_only) {
    for (CacheEntry& entry : lookup_cache) {
      if (entry.version && !gc::is_live(&entry.name->header)) entry.version = 0;
    }
  }
  names_cached = false;
  if (!classes_added && young_only) return;
  classes_added = false;
  for (uint32_t i = 0; i < all_types.count; i++) {
    PyType* type = all_types.items[i];
    if (!gc::is_live(&type->header)) {
      watch_fire(type->watchers);   // memory that will be another object must not stand in a list
    } else if (type->subclasses) {
      drop_dead(type->subclasses);
    }
  }
  drop_dead(&all_types);
}

void assign_version(PyType* type) {
  if (type->version || !type->mro || next_version == 0) return;
  if ((type->flags & (kTypeReady | kTypeUncached)) != kTypeReady) return;
  for (int64_t i = 0; type->bases && i < type->bases->length; i++) {
    auto* base = type->bases->items[i].as<PyType>();
    if (!base->version) assign_version(base);
    if (!base->version) return;
  }
  type->version = next_version++;
}

constexpr uint32_t kVariableWrites = 2;   // so often an attribute is rewritten until it counts as a class variable

bool is_variable(PyDict* dict, PyStr* name, Value value) {
  return dict->watch && dict_watch_writes(dict, name) >= kVariableWrites && type_variable_value(value);
}

// `where`: the namespace in which it was found.
Value lookup_in_mro(PyType* type, PyStr* name, PyDict** where) {
  if (!type->mro) {
    *where = type->dict;
    return type->dict ? dict_get_str(type->dict, name) : kNull;
  }
  for (int64_t i = 0; i < type->mro->length; i++) {
    *where = type->mro->items[i].as<PyType>()->dict;
    Value found = dict_get_str(*where, name);
    if (found) return found;
  }
  return kNull;
}

}  // namespace

bool type_variable_value(Value value) {
  if (!value.is_heap()) return !value.is_null();
  PyType* type = type_of(value);
  if (type->flags & kTypeHeap) return false;
  return !type_lookup(type, names::d_get) && !type_lookup(type, names::d_set) && !type_lookup(type, names::d_delete);
}

PyDict* type_variable(PyType* type, PyStr* name, int64_t* index) {
  PyDict* where;
  Value found = lookup_in_mro(type, name, &where);
  if (!found || !is_variable(where, name, found)) return nullptr;
  *index = dict_find_str(where, name);
  return where;
}

Value type_lookup(PyType* type, PyStr* name) {
  if (PYVM_UNLIKELY(type->version == 0)) assign_version(type);
  PyDict* where;
  if (type->version == 0) return lookup_in_mro(type, name, &where);
  CacheEntry& entry = cache_entry(type->version, name);
  if (PYVM_LIKELY(entry.version == type->version && entry.name == name)) return entry.value;
  Value found = lookup_in_mro(type, name, &where);
  if (found && is_variable(where, name, found)) return found;
  entry = {name, found, type->version};
  names_cached = true;
  return found;
}

bool has_own_init(PyType* type) { return type_lookup(type, names::d_init) != type_lookup(type_object, names::d_init); }

bool type_is_subtype(const PyType* type, const PyType* base) {
  if (type == base) return true;
  if (!type->mro) {   // not ready yet: follow the bases
    for (; type; type = type->base) {
      if (type == base) return true;
    }
    return base == type_object;
  }
  for (int64_t i = 0; i < type->mro->length; i++) {
    if (type->mro->items[i].as<PyType>() == base) return true;
  }
  return false;
}

PyType* type_of_constant(Value value) {
  if (value.is_small_int()) return type_int;
  if (value.is_double()) return type_float;
  if (value.is_bool()) return type_bool;
  if (value.is_none()) return type_none;
  if (value == kEllipsis) return type_ellipsis;
  if (value == kNotImplemented) return type_notimplemented;
  PYVM_CHECK(!"a Python value");
  return nullptr;
}

// ---- changes ----------------------------------------------------------------------------------------------------

void type_modified(PyType* type) {
  if (type->version == 0 && type->watchers.empty()) return;
  type->version = 0;
  watch_fire(type->watchers);
  if (!type->subclasses) return;
  for (uint32_t i = 0; i < type->subclasses->count; i++) type_modified(type->subclasses->items[i]);
}

static bool is_native_of(Value found, PyType* owner) {
  if (!found.is_heap() || type_of(found) != type_wrapper_descriptor) return false;
  return found.as<PyNative>()->owner == Value(&owner->header);
}

void type_update_flags(PyType* type) {
  uint32_t flags = type->flags & ~uint32_t{kTypeDefaultGetattr | kTypeDefaultSetattr | kTypeHasDel};
  Value getter = type_lookup(type, names::d_getattribute);
  if (is_native_of(getter, type_object) || is_native_of(getter, type_type) || is_native_of(getter, type_module)) {
    flags |= kTypeDefaultGetattr;
  }
  Value setter = type_lookup(type, names::d_setattr), deleter = type_lookup(type, names::d_delattr);
  bool plain = is_native_of(setter, type_object) && is_native_of(deleter, type_object);
  if (plain || (is_native_of(setter, type_type) && is_native_of(deleter, type_type))) flags |= kTypeDefaultSetattr;
  if (type_lookup(type, names::d_del)) flags |= kTypeHasDel;
  type->flags = flags;
  for (Shape* shape = type->shapes; shape; shape = shape->next) shape->has_del = flags & kTypeHasDel;
  if (!type->subclasses) return;
  for (uint32_t i = 0; i < type->subclasses->count; i++) type_update_flags(type->subclasses->items[i]);
}

static bool affects_flags(const PyStr* name) {
  return name == names::d_getattribute || name == names::d_setattr || name == names::d_delattr || name == names::d_del;
}

static bool is_special(const PyStr* name) { return name->length > 4 && name->at(0) == '_' && name->at(1) == '_'; }

// Counts the rewriting of an attribute. True: lookups of it need not be told.
static bool rewrites_variable(PyType* type, PyStr* name, Value value) {
  Value old = dict_get_str(type->dict, name);
  if (!old || is_special(name) || !type_variable_value(old) || !type_variable_value(value)) return false;
  bool known = is_variable(type->dict, name, old);
  return dict_watch_set(type->dict, name) && known;
}

bool type_set_attr(PyType* type, PyStr* name, Value value) {
  name = str_intern(name);
  if (!name) return false;
  bool variable = rewrites_variable(type, name, value);
  if (!dict_set_str(type->dict, name, value)) return false;
  if (variable) return true;
  type_modified(type);
  if (affects_flags(name)) type_update_flags(type);
  return true;
}

bool type_del_attr(PyType* type, PyStr* name) {
  name = str_intern(name);
  if (!name) return false;
  if (!dict_delete_str(type->dict, name)) {
    raise_attribute_error(Value(&type->header), name);
    return false;
  }
  type_modified(type);
  if (affects_flags(name)) type_update_flags(type);
  return true;
}

// ---- subclasses -------------------------------------------------------------------------------------------------

void type_add_subclass(PyType* base, PyType* type) {
  if (!base->subclasses) base->subclasses = static_cast<SubclassList*>(std::calloc(1, sizeof(SubclassList)));
  list_add(base->subclasses, type);
}

void type_remove_subclass(PyType* base, PyType* type) {
  SubclassList* list = base->subclasses;
  if (!list) return;
  for (uint32_t i = 0; i < list->count; i++) {
    if (list->items[i] != type) continue;
    std::memmove(list->items + i, list->items + i + 1, (list->count - i - 1) * sizeof(PyType*));
    list->count--;
    return;
  }
}

void type_for_each_subclass(PyType* type, void (*visit)(PyType*, void*), void* context) {
  if (!type->subclasses) return;
  for (uint32_t i = 0; i < type->subclasses->count; i++) visit(type->subclasses->items[i], context);
}

// ---- C3 ---------------------------------------------------------------------------------------------------------

namespace {

// Sequences being merged; `at` is the head of each.
struct Merge {
  PyTuple** sequences;
  int64_t* at;
  int64_t count;
};

bool in_a_tail(const Merge& merge, Value candidate) {
  for (int64_t s = 0; s < merge.count; s++) {
    PyTuple* sequence = merge.sequences[s];
    for (int64_t i = merge.at[s] + 1; i < sequence->length; i++) {
      if (sequence->items[i] == candidate) return true;
    }
  }
  return false;
}

void raise_mro_conflict(const Merge& merge) {
  TextBuffer text;
  text.append("Cannot create a consistent method resolution\norder (MRO) for bases");
  PyList* shown = list_new(4);
  for (int64_t s = 0; s < merge.count; s++) {
    if (merge.at[s] >= merge.sequences[s]->length) continue;
    Value head = merge.sequences[s]->items[merge.at[s]];
    bool repeated = false;
    for (int64_t i = 0; i < shown->length; i++) repeated |= shown->items->items[i] == head;
    if (repeated || !list_append(shown, head)) continue;
    text.append(shown->length == 1 ? " " : ", ");
    str_append_utf8(head.as<PyType>()->name, text);
  }
  raise_type_error("%s", text.c_str());
}

// Repeatedly takes the first head that stands in no tail.
PyTuple* run_merge(PyType* type, Merge& merge) {
  PyList* out = list_new(8);
  if (!out || !list_append(out, Value(&type->header))) return nullptr;
  for (;;) {
    Value next = kNull;
    bool left = false;
    for (int64_t s = 0; s < merge.count && !next; s++) {
      if (merge.at[s] >= merge.sequences[s]->length) continue;
      left = true;
      Value head = merge.sequences[s]->items[merge.at[s]];
      if (!in_a_tail(merge, head)) next = head;
    }
    if (!left) return tuple_from(out->items->items, out->length);
    if (!next) {
      raise_mro_conflict(merge);
      return nullptr;
    }
    if (!list_append(out, next)) return nullptr;
    for (int64_t s = 0; s < merge.count; s++) {
      PyTuple* sequence = merge.sequences[s];
      if (merge.at[s] < sequence->length && sequence->items[merge.at[s]] == next) merge.at[s]++;
    }
  }
}

}  // namespace

PyTuple* type_compute_mro(PyType* type) {
  PyTuple* bases = type->bases;
  for (int64_t i = 0; i < bases->length; i++) {
    auto* base = bases->items[i].as<PyType>();
    if (base->mro) continue;
    (void)raise_type_error("Cannot extend an incomplete type '%s'", type_name_of(base));
    return nullptr;
  }
  if (bases->length == 1) {
    PyTuple* base_mro = bases->items[0].as<PyType>()->mro;
    PyTuple* mro = tuple_new(base_mro->length + 1);
    if (!mro) return nullptr;
    mro->items[0] = Value(&type->header);
    for (int64_t i = 0; i < base_mro->length; i++) mro->items[i + 1] = base_mro->items[i];
    gc::barrier(&mro->header);
    return mro;
  }
  for (int64_t i = 0; i < bases->length; i++) {
    for (int64_t j = i + 1; j < bases->length; j++) {
      if (bases->items[i] != bases->items[j]) continue;
      raise_type_error("duplicate base class %s", type_name_of(bases->items[i].as<PyType>()));
      return nullptr;
    }
  }
  Merge merge;
  merge.count = bases->length + 1;
  merge.sequences = static_cast<PyTuple**>(std::calloc(static_cast<size_t>(merge.count), sizeof(PyTuple*)));
  merge.at = static_cast<int64_t*>(std::calloc(static_cast<size_t>(merge.count), sizeof(int64_t)));
  for (int64_t i = 0; i < bases->length; i++) merge.sequences[i] = bases->items[i].as<PyType>()->mro;
  merge.sequences[bases->length] = bases;
  PyTuple* mro = run_merge(type, merge);
  std::free(merge.sequences);
  std::free(merge.at);
  return mro;
}

void type_set_mro(PyType* type, PyTuple* mro) {
  type->mro = mro;
  gc::barrier(&type->header);
  type_modified(type);
}

// ---- making types -----------------------------------------------------------------------------------------------

static void trace_type(HeapObject* object, gc::Visitor& visitor) {
  auto* type = reinterpret_cast<PyType*>(object);
  visitor.visit(type->name);
  visitor.visit(type->qualname);
  visitor.visit(type->dict);
  visitor.visit(type->bases);
  visitor.visit(type->mro);
  visitor.visit(type->base);
  visitor.visit(type->module.bits());
  visitor.visit(type->slot_names.bits());
  for (Shape* shape = type->shapes; shape; shape = shape->next) visitor.visit(shape->key);
}

const gc::Layout kTypeLayout = {
    .trace = trace_type, .finalize = nullptr, .size_of = nullptr, .bytes = sizeof(PyType), .first_value = 8,
    .leaf = false, .owner = nullptr};

PyType* type_allocate(PyType* metatype) {
  // A metaclass that has a plain class among its bases gives its classes room for attributes, which stand in their dict instead.
  size_t bytes = std::max(sizeof(PyType), size_t{metatype->root_shape->bytes});
  HeapObject* object = gc::allocate(metatype->root_shape->id(), bytes);
  if (!object) {
    raise_memory_error();
    return nullptr;
  }
  auto* type = reinterpret_cast<PyType*>(object);
  new (&type->watchers) WatchSet();
  list_add(&all_types, type);
  classes_added = true;
  return type;
}

bool type_make_root_shape(PyType* type, uint32_t inline_capacity) {
  type->root_shape = shape_init_root(type->root_shape, type, type->flags & kTypeHasDict, inline_capacity);
  return type->root_shape != nullptr;
}

HeapObject* instance_allocate(PyType* type, size_t bytes) {
  Shape* shape = type->root_shape;
  size_t size = shape->bytes;
  if (bytes) size = ((bytes + 7) & ~size_t{7}) + 8 * (size_t{type->member_words} + shape->inline_capacity);
  bool finalizable = shape->finalize || (type->flags & kTypeHasDel);
  HeapObject* object = finalizable ? gc::allocate_finalizable(shape->id(), size) : gc::allocate(shape->id(), size);
  if (PYVM_UNLIKELY(!object)) raise_memory_error();
  return object;
}

static constexpr uint32_t kInheritedFlags = kTypeHasDict | kTypeHasWeakref | kTypeInt | kTypeStr | kTypeTuple |
                                            kTypeList | kTypeDict | kTypeException | kTypeType | kTypeBytes |
                                            kTypeFloat | kTypeSet | kTypeSequence | kTypeMapping |
                                            kTypeDefaultGetattr | kTypeDefaultSetattr | kTypeHasDel;

static void set_names(PyType* type, const char* full_name) {
  std::string_view name = full_name;
  std::string_view module = "builtins";
  size_t dot = name.rfind('.');
  if (dot != std::string_view::npos) {
    module = name.substr(0, dot);
    name = name.substr(dot + 1);
  }
  type->builtin_name = full_name;
  type->name = type->qualname = str_intern(name);
  gc::barrier(&type->header);
  type->module = Value(&str_intern(module)->header);
  gc::barrier(&type->header);
}

static void add_methods(PyType* type, const TypeSpec& spec) {
  for (const NativeDef* def = spec.methods; def && def->signature; def++) {
    PYVM_CHECK(native_add_to_type(type, *def));
  }
  std::string_view text = doc_after_signature(spec.doc ? spec.doc : "");
  if (spec.doc && text.data() != spec.doc) type->signed_doc = spec.doc;
  Value doc = spec.doc ? Value(&str_from_utf8(text)->header) : kNone;
  if (!dict_get_str(type->dict, names::d_doc)) PYVM_CHECK(dict_set_str(type->dict, names::d_doc, doc));
  // A type with its own equality and no hash is unhashable.
  if (dict_get_str(type->dict, names::d_eq) && !dict_get_str(type->dict, names::d_hash)) {
    PYVM_CHECK(dict_set_str(type->dict, names::d_hash, kNone));
  }
}

void type_init_builtin(PyType* type, const TypeSpec& spec) {
  PyType* base = type == type_object ? nullptr : spec.base ? spec.base : type_object;
  set_names(type, spec.name);
  type->base = base;
  type->flags = spec.flags | kTypeReady | (base ? base->flags & kInheritedFlags : 0);
  type->native = spec.native;
  if (base && spec.native.bytes == 0 && !spec.native.size_of) type->native = base->native;
  type->dict_slot = spec.dict_slot || !base ? spec.dict_slot : base->dict_slot;
  PYVM_CHECK(type_make_root_shape(type, 1));
  Value base_value = base ? Value(&base->header) : kNull;
  type->bases = base ? tuple_from(&base_value, 1) : tuple_from(nullptr, 0);
  gc::barrier(&type->header);
  type->mro = tuple_new(base ? base->mro->length + 1 : 1);
  gc::barrier(&type->header);
  type->mro->items[0] = Value(&type->header);
  for (int64_t i = 0; base && i < base->mro->length; i++) type->mro->items[i + 1] = base->mro->items[i];
  if (base) type_add_subclass(base, type);
  if (!type->dict) {
    type->dict = dict_new();
    gc::barrier(&type->header);
  }
  add_methods(type, spec);
  for (PyStr* name : {names::d_getattribute, names::d_setattr, names::d_del}) {
    if (dict_get_str(type->dict, name)) {
      type_update_flags(type);
      break;
    }
  }
}

PyType* type_new_builtin(const TypeSpec& spec) {
  PyType* type = type_allocate(type_type);
  PYVM_CHECK(type);
  gc::add_root(new PyType*(type));
  type_init_builtin(type, spec);
  return type;
}

void type_start_tables() { gc::add_weak_table(sweep_weak_words, nullptr); }

}  // namespace pyvm
