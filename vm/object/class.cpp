// The class statement: metaclass, namespace, hooks.
#include "vm/object/class.h"

#include <algorithm>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/code.h"
#include "vm/object/descriptor.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/shape.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/run.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

bool is_type(Value v) { return v.is_heap() && (type_of(v)->flags & kTypeType); }

// Names of the attributes that methods store in their first argument.
struct SelfStores {
  static constexpr uint32_t kMax = 32;
  const PyStr* names[kMax];
  uint32_t count = 0;

  void add(Value method) {
    if (!method || type_of(method) != type_function) return;
    const PyCode* code = method.as<PyFunction>()->code;
    for (uint32_t i = 0; i < code->instr_count && count < kMax; i++) {
      const Instr& instr = code->instrs[i];
      if (instr.opcode() != Opcode::STORE_ATTR || instr.a != 0) continue;
      const PyStr* name = code->site_names[instr.c];
      if (std::find(names, names + count, name) == names + count) names[count++] = name;
    }
  }

  void add_methods(const PyType* type) {
    if (!(type->flags & kTypeHeap)) return;
    int64_t position = 0;
    Value key, value;
    while (dict_next(type->dict, &position, &key, &value)) add(value);
  }
};

}  // namespace

uint32_t class_guess_capacity(PyType* type) {
  uint32_t inherited = 0;
  SelfStores stores;
  for (int64_t i = 0; i < type->bases->length; i++) {
    auto* base = type->bases->items[i].as<PyType>();
    if (!(base->flags & kTypeHeap) || !(base->flags & kTypeHasDict)) continue;
    inherited += base->root_shape->inline_capacity;
    for (int64_t k = 0; base->mro && k < base->mro->length; k++) stores.add_methods(base->mro->items[k].as<PyType>());
  }
  uint32_t known = stores.count;
  stores.add(dict_get_str(type->dict, names::d_init));
  // What other methods add is often not there: it may at most double the object.
  uint32_t made = inherited + stores.count - known;
  stores.add_methods(type);
  uint32_t guess = std::min(inherited + stores.count - known, made + std::max(made, 4u));
  if (guess == 0) guess = type->native.bytes == sizeof(HeapObject) ? 4 : 1;
  return std::clamp(guess, 1u, SelfStores::kMax);
}

PyType* class_winning_metatype(PyType* metatype, PyTuple* bases) {
  PyType* winner = metatype;
  for (int64_t i = 0; i < bases->length; i++) {
    PyType* candidate = type_of(bases->items[i]);
    if (type_is_subtype(winner, candidate)) continue;
    if (type_is_subtype(candidate, winner)) {
      winner = candidate;
      continue;
    }
    (void)raise_type_error(
        "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of "
        "all its bases");
    return nullptr;
  }
  return winner;
}

// ---- type.__new__ -------------------------------------------------------------------------------------------------

namespace {

// Moves what the namespace says about the class itself into its fields.
bool take_names(Thread& t, PyType* type) {
  if (!dict_get_str(type->dict, names::d_module)) {
    PyDict* globals = current_globals(t);
    Value module = globals ? dict_get_str(globals, names::d_name) : kNull;
    if (module && !dict_set_str(type->dict, names::d_module, module)) return false;
  }
  type->qualname = type->name;
  if (Value qualname = dict_get_str(type->dict, names::d_qualname)) {
    if (!is_str(qualname)) {
      return raise_type_error("type __qualname__ must be a str, not %s", type_name(qualname));
    }
    type->qualname = as_str(qualname);
    dict_delete_str(type->dict, names::d_qualname);
  }
  if (Value cell = dict_get_str(type->dict, names::d_classcell)) {
    if (type_of(cell) != type_cell) {
      return raise_type_error("__classcell__ must be a nonlocal cell, not <class '%s'>", type_name(cell));
    }
    cell.as<PyCell>()->value = to_value(type);
    gc::barrier(cell.heap());
    dict_delete_str(type->dict, names::d_classcell);
  }
  return true;
}

bool wrap_method(PyType* type, PyStr* name, Value (*wrap)(Value)) {
  Value found = dict_get_str(type->dict, name);
  if (!found || type_of(found) != type_function) return true;
  Value wrapped = wrap(found);
  return wrapped && dict_set_str(type->dict, name, wrapped);
}

bool adjust_namespace(PyType* type) {
  if (!wrap_method(type, names::d_new, staticmethod_new) ||
      !wrap_method(type, names::d_init_subclass, classmethod_new) ||
      !wrap_method(type, names::d_class_getitem, classmethod_new)) {
    return false;
  }
  if (dict_get_str(type->dict, names::d_eq) && !dict_get_str(type->dict, names::d_hash)) {
    return dict_set_str(type->dict, names::d_hash, kNone);
  }
  return true;
}

bool call_set_name(Thread& t, PyType* type) {
  PyDict* snapshot = dict_copy(type->dict);
  if (!snapshot) return false;
  int64_t position = 0;
  Value key, value;
  while (dict_next(snapshot, &position, &key, &value)) {
    if (!value.is_heap() || type_of(value) == type_function) continue;
    Value hook = object_find_special(t, value, names::d_set_name);
    if (!hook) {
      if (error_occurred(t)) return false;
      continue;
    }
    if (object_call_args(t, hook, to_value(type), key)) continue;
    Value cause = error_take();
    PyStr* shown = object_repr(t, key);
    if (!shown) return false;
    CText key_text(shown), class_name(type->name);
    (void)raise_error(exc::RuntimeError, "Error calling __set_name__ on '%s' instance %s in '%s'", type_name(value),
                      key_text.c_str(), class_name.c_str());
    PyException* raised = as_exception(t.exception);
    raised->cause = raised->context = cause;
    raised->suppress_context = true;
    gc::barrier(&raised->header);
    return false;
  }
  return true;
}

// super(type, type).__init_subclass__(**kwargs)
bool call_init_subclass(Thread& t, PyType* type, PyDict* kwargs) {
  Value found = super_find(type, type, names::d_init_subclass);
  bool no_keywords = !kwargs || kwargs->length == 0;
  if (found && no_keywords && found == dict_get_str(type_object->dict, names::d_init_subclass)) return true;
  if (!found) return true;
  Value getter = type_lookup(type_of(found), names::d_get);
  Value bound = getter ? object_call_args(t, getter, found, kNone, to_value(type)) : found;
  return bound && object_call_tuple(t, bound, tuple_empty(), kwargs);
}

constexpr uint32_t kFlagsFromBases = kTypeHasDict | kTypeHasWeakref | kTypeInt | kTypeStr | kTypeTuple | kTypeList |
                                     kTypeDict | kTypeException | kTypeType | kTypeBytes | kTypeFloat | kTypeSet;

void inherit(PyType* type, PyType* base) {
  type->base = base;
  type->native = base->native;
  type->native.owner = nullptr;
  type->member_words = base->member_words;
  type->dict_slot = base->dict_slot;
  type->flags = kTypeHeap | kTypeBaseable | (base->flags & kFlagsFromBases);
  for (int64_t i = 0; i < type->bases->length; i++) {
    auto* other = type->bases->items[i].as<PyType>();
    if (other->native.size_of == nullptr || other == base) {
      type->flags |= other->flags & (kTypeHasDict | kTypeHasWeakref);
    }
  }
  if (type->dict_slot) type->flags &= ~uint32_t{kTypeHasDict};
  // Matching in `match` follows the first base that says so.
  for (int64_t i = 0; i < type->bases->length; i++) {
    uint32_t kind = type->bases->items[i].as<PyType>()->flags & (kTypeSequence | kTypeMapping);
    if (!kind) continue;
    type->flags |= kind;
    break;
  }
}

// The class with fields and namespace set, before its MRO is known.
PyType* make_class(Thread& t, PyType* metatype, PyStr* name, PyTuple* bases, PyType* base, PyDict* ns) {
  PyDict* dict = dict_copy(ns);
  PyType* type = dict ? type_allocate(metatype) : nullptr;
  if (!type) return nullptr;
  type->name = name;
  type->dict = dict;
  type->bases = bases;
  inherit(type, base);
  gc::barrier(&type->header);
  if (!take_names(t, type) || !adjust_namespace(type) || !class_apply_slots(t, type)) return nullptr;
  if (!dict_get_str(dict, names::d_doc) && !dict_set_str(dict, names::d_doc, kNone)) return nullptr;
  gc::barrier(&type->header);
  return type_make_root_shape(type, class_guess_capacity(type)) ? type : nullptr;
}

}  // namespace

bool class_check_name(Thread& t, PyStr* name) {
  for (uint64_t i = 0; i < name->length; i++) {
    uint32_t c = name->at(i);
    if (c == 0) return raise_value_error("type name must not contain null characters");
    bool surrogate = c >= 0xD800 && c <= 0xDFFF;   // which encode() refuses
    if (surrogate && !object_call_method(t, Value(&name->header), str_intern("encode"), nullptr, 0)) return false;
  }
  return true;
}

Value type_new(Thread& t, PyType* metatype, PyStr* name, PyTuple* bases, PyDict* ns, PyDict* kwargs) {
  if (!class_check_name(t, name)) return kNull;
  if (bases->length == 0) {
    Value object = to_value(type_object);
    bases = tuple_from(&object, 1);
    if (!bases) return kNull;
  }
  PyType* base = class_best_base(bases);
  PyType* type = base ? make_class(t, metatype, name, bases, base, ns) : nullptr;
  if (!type || !class_resolve_mro(t, type)) return kNull;
  type->flags |= kTypeReady;
  bases = type->bases;   // mro() may have changed them
  for (int64_t i = 0; i < bases->length; i++) type_add_subclass(bases->items[i].as<PyType>(), type);
  type_update_flags(type);
  if (!call_set_name(t, type) || !call_init_subclass(t, type, kwargs)) return kNull;
  return to_value(type);
}

// ---- __build_class__ ----------------------------------------------------------------------------------------------

namespace {

// Replaces bases that are no classes by what their __mro_entries__ gives; the same tuple when there are none.
PyTuple* resolve_bases(Thread& t, PyTuple* bases) {
  PyList* out = nullptr;
  for (int64_t i = 0; i < bases->length; i++) {
    Value base = bases->items[i];
    Value method = is_type(base) ? kNull : object_find_attr(t, base, names::d_mro_entries);
    if (!method) {
      if (error_occurred(t)) return nullptr;
      if (out && !list_append(out, base)) return nullptr;
      continue;
    }
    Value entries = object_call_args(t, method, to_value(bases));
    if (!entries) return nullptr;
    if (!(type_of(entries)->flags & kTypeTuple)) return raise_type_error("__mro_entries__ must return a tuple");
    if (!out) {
      out = list_from(bases->items, i);
      if (!out) return nullptr;
    }
    PyTuple* tuple = as_tuple(entries);
    for (int64_t k = 0; k < tuple->length; k++) {
      if (!list_append(out, tuple->items[k])) return nullptr;
    }
  }
  return out ? tuple_from(out->items->items, out->length) : bases;
}

// The `metaclass=` keyword (taken out of kwargs), or the first base's class, made consistent with all bases.
Value find_metaclass(PyTuple* bases, PyDict* kwargs) {
  Value meta = kwargs ? dict_get_str(kwargs, names::metaclass) : kNull;
  if (meta) {
    dict_delete_str(kwargs, names::metaclass);
  } else {
    meta = to_value(bases->length ? type_of(bases->items[0]) : type_type);
  }
  if (!is_type(meta)) return meta;
  return to_value(class_winning_metatype(meta.as<PyType>(), bases));
}

Value prepare_namespace(Thread& t, Value meta, PyStr* name, PyTuple* bases, PyDict* kwargs) {
  if (meta == to_value(type_type)) return to_value(dict_new());
  Value prepare = object_find_attr(t, meta, names::d_prepare);
  if (!prepare) return error_occurred(t) ? kNull : to_value(dict_new());
  Value pair[2] = {to_value(name), to_value(bases)};
  PyTuple* args = tuple_from(pair, 2);
  Value ns = args ? object_call_tuple(t, prepare, args, kwargs) : kNull;
  if (!ns || type_lookup(type_of(ns), names::d_getitem)) return ns;
  CText meta_name(is_type(meta) ? meta.as<PyType>()->name : str_intern("<metaclass>"));
  return raise_type_error("%s.__prepare__() must return a mapping, not %s", meta_name.c_str(), type_name(ns));
}

// The compiler returns the __class__ cell of the body, if it has one; type.__new__ must have filled it.
bool check_class_cell(Value cell, Value cls, PyStr* name) {
  if (!is_type(cls) || !cell || type_of(cell) != type_cell) return true;
  Value content = cell.as<PyCell>()->value;
  if (content == cls) return true;
  CText text(name);
  if (content == kUnbound || content.is_null()) {
    return raise_error(exc::RuntimeError,
                       "__class__ not set defining '%s' as %s. Was __classcell__ propagated to type.__new__?",
                       text.c_str(), type_name_of(cls.as<PyType>()));
  }
  return raise_type_error("__class__ set to %s defining '%s' as %s", type_name(content), text.c_str(),
                          type_name_of(cls.as<PyType>()));
}

}  // namespace

Value build_class(Thread& t, Value function, PyStr* name, PyTuple* original_bases, PyDict* kwargs) {
  PyTuple* bases = resolve_bases(t, original_bases);
  Value meta = bases ? find_metaclass(bases, kwargs) : kNull;
  Value ns = meta ? prepare_namespace(t, meta, name, bases, kwargs) : kNull;
  if (!ns) return kNull;
  auto* body = function.as<PyFunction>();
  Value cell = run_code(t, body->code, body->globals, ns, body->closure);
  if (!cell) return kNull;
  if (bases != original_bases) {
    if (!object_set_item(t, ns, to_value(names::d_orig_bases), to_value(original_bases))) return kNull;
  }
  Value triple[3] = {to_value(name), to_value(bases), ns};
  PyTuple* args = tuple_from(triple, 3);
  Value cls = args ? object_call_tuple(t, meta, args, kwargs) : kNull;
  if (!cls || !check_class_cell(cell, cls, name)) return kNull;
  return cls;
}

}  // namespace pyvm
