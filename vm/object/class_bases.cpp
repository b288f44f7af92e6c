// Which classes can be bases together, the MRO, assignment to __bases__.
//
// 1. An instance consists of the builtin part of the solid base, the __slots__ members of the whole MRO (bases' first), and
//    room for attributes. Only builtin parts and members conflict between bases; dict and weak reference support are
//    properties of the class, not of the layout.
// 2. The mro() of a metaclass is Python code: it may assign to __bases__ of the class it is asked about, which is still
//    without MRO when it is being made, or of any other. Newer assignments win over those that were under way.
// 3. `bases` never form a cycle, whatever mro() returns; walks along them end.
#include "gc/heap.h"
#include "vm/object/class.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

bool is_type(Value v) { return v.is_heap() && (type_of(v)->flags & kTypeType); }

bool same_builtin_part(const PyType* a, const PyType* b) {
  return a->native.bytes == b->native.bytes && a->native.trace == b->native.trace &&
         a->native.size_of == b->native.size_of && a->native.finalize == b->native.finalize &&
         a->native.leaf == b->native.leaf;
}

bool adds_layout(const PyType* type) {
  if (!type->base) return true;
  if (!(type->flags & kTypeHeap)) {
    // Builtin classes that only add methods (bool, most exceptions) share their base's layout.
    return !same_builtin_part(type, type->base) || type->native.size_of != type->base->native.size_of;
  }
  return type->member_words > type->base->member_words;
}

}  // namespace

const PyType* class_solid_base(const PyType* type) {
  while (!adds_layout(type)) type = type->base;
  return type;
}

bool class_same_slots(const PyType* a, const PyType* b) {
  const PyType* solid_a = class_solid_base(a);
  const PyType* solid_b = class_solid_base(b);
  if (!solid_a->slot_names || !solid_b->slot_names) return false;
  if (class_solid_base(solid_a->base) != class_solid_base(solid_b->base)) return false;
  PyTuple* names_a = as_tuple(solid_a->slot_names);
  PyTuple* names_b = as_tuple(solid_b->slot_names);
  if (names_a->length != names_b->length) return false;
  for (int64_t i = 0; i < names_a->length; i++) {
    if (!str_equal(as_str(names_a->items[i]), as_str(names_b->items[i]))) return false;
  }
  return true;
}

PyType* class_best_base(PyTuple* bases) {
  PyType* winner = nullptr;
  const PyType* solid = nullptr;
  for (int64_t i = 0; i < bases->length; i++) {
    if (!is_type(bases->items[i])) {
      (void)raise_type_error("bases must be types");
      return nullptr;
    }
    auto* base = bases->items[i].as<PyType>();
    if (!(base->flags & kTypeBaseable)) {
      (void)raise_type_error("type '%s' is not an acceptable base type", type_name_of(base));
      return nullptr;
    }
    const PyType* candidate = class_solid_base(base);
    if (!winner || (candidate != solid && type_is_subtype(candidate, solid))) {
      winner = base;
      solid = candidate;
    } else if (!type_is_subtype(solid, candidate)) {
      (void)raise_type_error("multiple bases have instance lay-out conflict");
      return nullptr;
    }
  }
  return winner;
}

// ---- MRO --------------------------------------------------------------------------------------------------------

namespace {

// True if what an mro() returned can be searched for attributes of instances of `type`.
bool check_mro(PyType* type, PyTuple* mro) {
  for (int64_t i = 0; i < mro->length; i++) {
    if (!is_type(mro->items[i])) {
      return raise_type_error("mro() returned a non-class ('%s')", type_name(mro->items[i]));
    }
    auto* base = mro->items[i].as<PyType>();
    if (!type_is_subtype(class_solid_base(type), class_solid_base(base))) {
      return raise_type_error("mro() returned base with unsuitable layout ('%s')", type_name_of(base));
    }
  }
  return true;
}

bool descends_from(PyType* type, const PyType* ancestor) {
  if (type == ancestor) return true;
  for (int64_t i = 0; type->bases && i < type->bases->length; i++) {
    if (descends_from(type->bases->items[i].as<PyType>(), ancestor)) return true;
  }
  return false;
}

bool names_strangers(PyType* type, PyTuple* mro) {
  for (int64_t i = 0; i < mro->length; i++) {
    if (!descends_from(type, mro->items[i].as<PyType>())) return true;
  }
  return false;
}

// What the metaclass's own mro() gives; C3's order if it has none.
PyTuple* find_mro(Thread& t, PyType* type) {
  PyType* metatype = type_of(to_value(type));
  if (metatype == type_type) return type_compute_mro(type);
  if (type_lookup(metatype, names::mro) == type_lookup(type_type, names::mro)) return type_compute_mro(type);
  Value bound = object_find_special(t, to_value(type), names::mro);
  Value result = bound ? object_call(t, bound, nullptr, 0) : kNull;
  PyTuple* mro = result ? object_to_tuple(t, result) : nullptr;
  if (!mro || !check_mro(type, mro)) return nullptr;
  if (names_strangers(type, mro)) type->flags |= kTypeUncached;
  return mro;
}

}  // namespace

bool class_resolve_mro(Thread& t, PyType* type) {
  PyTuple* before = type->mro;
  PyTuple* mro = find_mro(t, type);
  if (!mro) return false;
  if (type->mro == before) type_set_mro(type, mro);
  return true;
}

// ---- __bases__ --------------------------------------------------------------------------------------------------

namespace {

bool check_bases(PyType* type, Value value) {
  if (!(type_of(value)->flags & kTypeTuple)) {
    return raise_type_error("can only assign tuple to %s.__bases__, not %s", type_name_of(type), type_name(value));
  }
  PyTuple* bases = as_tuple(value);
  if (bases->length == 0) {
    return raise_type_error("can only assign non-empty tuple to %s.__bases__, not ()", type_name_of(type));
  }
  for (int64_t i = 0; i < bases->length; i++) {
    if (!is_type(bases->items[i])) {
      return raise_type_error("%s.__bases__ must be tuple of classes, not '%s'", type_name_of(type),
                              type_name(bases->items[i]));
    }
    auto* base = bases->items[i].as<PyType>();
    if (type_is_subtype(base, type) || descends_from(base, type)) {
      return raise_type_error("a __bases__ item causes an inheritance cycle");
    }
  }
  for (int64_t i = 0; i < bases->length; i++) {
    auto* base = bases->items[i].as<PyType>();
    if (!type_is_subtype(class_solid_base(type->base), class_solid_base(base))) {
      const char* what = (base->flags ^ type->base->flags) & kTypeHeap ? "deallocator" : "object layout";
      return raise_type_error("__bases__ assignment: '%s' %s differs from '%s'", type_name_of(base), what,
                              type_name_of(type->base));
    }
  }
  return true;
}

// Appends a class and everything derived from it, bases first, each followed by its MRO.
void collect_subtree(PyType* type, void* context) {
  auto* list = static_cast<PyList*>(context);
  if (!list_append(list, to_value(type)) || !list_append(list, type->mro ? to_value(type->mro) : kNone)) return;
  type_for_each_subclass(type, collect_subtree, list);
}

// Resolves the MRO of the classes collected. False: exception pending, and all have the MRO they had, unless `type` got
// other bases meanwhile.
bool renew_mros(Thread& t, PyType* type, PyList* collected) {
  PyTuple* bases = type->bases;
  for (int64_t i = 0; i < collected->length; i += 2) {
    if (class_resolve_mro(t, collected->items->items[i].as<PyType>())) continue;
    for (int64_t k = 0; k < i && type->bases == bases; k += 2) {
      Value mro = collected->items->items[k + 1];
      type_set_mro(collected->items->items[k].as<PyType>(), mro.is_none() ? nullptr : as_tuple(mro));
    }
    return false;
  }
  return true;
}

}  // namespace

bool class_set_bases(Thread& t, PyType* type, Value value) {
  if (!check_bases(type, value)) return false;
  PyTuple* old_bases = type->bases;
  PyType* old_base = type->base;
  PyTuple* bases = as_tuple(value);
  PyType* base = class_best_base(bases);
  PyList* classes = base ? list_new(4) : nullptr;
  if (!classes) return false;
  collect_subtree(type, classes);
  if (error_occurred(t)) return false;
  type->bases = bases;
  type->base = base;
  gc::barrier(&type->header);
  if (!renew_mros(t, type, classes)) {
    if (type->bases != bases) return false;
    type->bases = old_bases;
    type->base = old_base;
    return false;
  }
  if (!(type->flags & kTypeReady)) return true;   // who makes the class makes it known to its bases
  for (int64_t i = 0; i < old_bases->length; i++) type_remove_subclass(old_bases->items[i].as<PyType>(), type);
  if (type->bases != bases) return true;
  for (int64_t i = 0; i < bases->length; i++) type_add_subclass(bases->items[i].as<PyType>(), type);
  type_update_flags(type);
  return true;
}

}  // namespace pyvm
