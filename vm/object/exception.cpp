// BaseException, the making of all exception classes and of instances from C++.
#include "vm/object/exception.h"

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/attr.h"
#include "vm/object/boot.h"
#include "vm/object/class.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/shape.h"
#include "vm/object/slots.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

PyException* self_exception(Value* args) { return as_exception(args[0]); }
PyTuple* args_of(PyException* e) { return e->args ? as_tuple(e->args) : tuple_empty(); }
Value or_none(Value v) { return v ? v : kNone; }

bool base_init(Thread&, PyException* self, PyTuple* args, PyDict* kwargs) {
  if (!exception_no_keywords(type_of(to_value(self)), kwargs)) return false;
  self->args = to_value(args);
  gc::barrier(&self->header);
  return true;
}

const ExceptionKind kBaseKind = {&exc::BaseException, 0, nullptr, base_init};

const ExceptionKind* find_kind(const ExceptionKind* rows, const PyType* type) {
  for (; rows->type; rows++) {
    if (*rows->type == type) return rows;
  }
  return nullptr;
}

}  // namespace

const ExceptionKind* exception_kind(const PyType* type) {
  for (; type; type = type->base) {
    const ExceptionKind* found = find_kind(kExceptionKinds, type);
    if (!found) found = find_kind(kGroupKinds, type);
    if (found) return found;
    if (type == exc::BaseException) break;
  }
  return &kBaseKind;
}

bool exception_has_plain_new(PyType* type) {
  return type_lookup(type, names::d_new) == type_lookup(exc::BaseException, names::d_new);
}

bool exception_has_plain_init(PyType* type) {
  return type_lookup(type, names::d_init) == type_lookup(exc::BaseException, names::d_init) &&
         exception_kind(type)->fields == 0;
}

bool exception_no_keywords(PyType* type, PyDict* kwargs) {
  if (!kwargs || kwargs->length == 0) return true;
  return raise_type_error("%s() takes no keyword arguments", type_name_of(type));
}

PyException* exception_allocate(PyType* type, PyTuple* args) {
  HeapObject* object = instance_allocate(type);
  if (!object) return nullptr;
  auto* e = reinterpret_cast<PyException*>(object);
  e->args = to_value(args);
  return e;
}

Value exception_make(Thread& t, PyType* type, PyTuple* args) {
  if (type_is_subtype(type, exc::OSError)) return os_error_new(t, type, args, nullptr);
  PyException* e = exception_allocate(type, args);
  if (!e) return kNull;
  const ExceptionKind* kind = exception_kind(type);
  return kind->init(t, e, args, nullptr) ? to_value(e) : kNull;
}

Value exception_put_field(Value self, int index, Value value) {
  as_exception(self)->fields[index] = value;
  gc::barrier(self.heap());
  return kNone;
}

Value base_exception_new(Thread&, Value* args) {
  return to_value(exception_allocate(args[0].as<PyType>(), as_tuple(args[1])));
}

Value base_exception_str(Thread& t, Value self) {
  PyTuple* args = args_of(as_exception(self));
  if (args->length == 0) return to_value(str_intern(""));
  return to_value(object_str(t, args->length == 1 ? args->items[0] : to_value(args)));
}

namespace {

Value exception_init_method(Thread& t, Value* args) {
  PyException* self = self_exception(args);
  const ExceptionKind* kind = exception_kind(type_of(args[0]));
  return kind->init(t, self, as_tuple(args[1]), args[2].as<PyDict>()) ? kNone : kNull;
}

Value exception_repr(Thread& t, Value* args) {
  PyTuple* given = args_of(self_exception(args));
  TextBuffer text;
  str_append_utf8(type_of(args[0])->name, text);
  PyStr* shown = object_repr(t, given->length == 1 ? given->items[0] : to_value(given));
  if (!shown) return kNull;
  if (given->length == 1) text.append("(");
  str_append_utf8(shown, text);
  if (given->length == 1) text.append(")");
  return to_value(str_from_utf8(text.view()));
}

Value exception_str_method(Thread& t, Value* args) { return base_exception_str(t, args[0]); }

Value exception_reduce(Thread& t, Value* args) {
  Value parts[3] = {to_value(type_of(args[0])), to_value(args_of(self_exception(args))), object_dict(args[0])};
  if (!parts[2]) return kNull;
  bool has_state = parts[2].as<PyDict>()->length;
  return to_value(tuple_from(parts, has_state ? 3 : 2));
}

Value exception_setstate(Thread& t, Value* args) {
  if (args[1].is_none()) return kNone;
  if (!(type_of(args[1])->flags & kTypeDict)) return raise_type_error("state is not a dictionary");
  int64_t position = 0;
  Value key, value;
  while (dict_next(args[1].as<PyDict>(), &position, &key, &value)) {
    if (!is_str(key)) return raise_type_error("attribute name must be string, not '%s'", type_name(key));
    if (!object_set_attr(t, args[0], as_str(key), value)) return kNull;
  }
  return kNone;
}

bool is_traceback(Value v) { return type_of(v) == type_traceback; }

bool put_traceback(Value self, Value value) {
  if (!value.is_none() && !is_traceback(value)) return raise_type_error("__traceback__ must be a traceback or None");
  as_exception(self)->traceback = value.is_none() ? kNull : value;
  gc::barrier(self.heap());
  return true;
}

Value exception_with_traceback(Thread&, Value* args) { return put_traceback(args[0], args[1]) ? args[0] : kNull; }

Value exception_add_note(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("note must be a str, not '%s'", type_name(args[1]));
  Value notes = object_find_attr(t, args[0], names::d_notes);
  if (!notes) {
    if (error_occurred(t)) return kNull;
    notes = to_value(list_new(1));
    if (!notes || !object_set_attr(t, args[0], names::d_notes, notes)) return kNull;
  }
  if (!(type_of(notes)->flags & kTypeList)) return raise_type_error("Cannot add note: __notes__ is not a list");
  return list_append(as_list(notes), args[1]) ? kNone : kNull;
}

Value exception_get_args(Thread&, Value* args) { return to_value(args_of(self_exception(args))); }
Value exception_set_args(Thread& t, Value* args) {
  if (!args[1]) return raise_type_error("args may not be deleted");
  PyTuple* tuple = object_to_tuple(t, args[1]);
  if (!tuple) return kNull;
  self_exception(args)->args = to_value(tuple);
  gc::barrier(args[0].heap());
  return kNone;
}

Value exception_get_traceback(Thread&, Value* args) { return or_none(self_exception(args)->traceback); }
Value exception_set_traceback(Thread&, Value* args) {
  if (!args[1]) return raise_type_error("__traceback__ may not be deleted");
  return put_traceback(args[0], args[1]) ? kNone : kNull;
}

bool check_link(Value value, const char* what) {
  if (!value) return raise_type_error("__%s__ may not be deleted", what);
  if (value.is_none() || is_exception(value)) return true;
  return raise_type_error("exception %s must be None or derive from BaseException", what);
}
Value exception_get_context(Thread&, Value* args) { return or_none(self_exception(args)->context); }
Value exception_set_context(Thread&, Value* args) {
  if (!check_link(args[1], "context")) return kNull;
  self_exception(args)->context = args[1].is_none() ? kNull : args[1];
  gc::barrier(args[0].heap());
  return kNone;
}
Value exception_get_cause(Thread&, Value* args) { return or_none(self_exception(args)->cause); }
Value exception_set_cause(Thread&, Value* args) {
  if (!check_link(args[1], "cause")) return kNull;
  self_exception(args)->cause = args[1].is_none() ? kNull : args[1];
  self_exception(args)->suppress_context = true;
  gc::barrier(args[0].heap());
  return kNone;
}

Value exception_get_suppress(Thread&, Value* args) { return Value::from_bool(self_exception(args)->suppress_context); }
Value exception_set_suppress(Thread&, Value* args) {
  if (!args[1]) return raise_type_error("can't delete numeric/char attribute");
  if (!args[1].is_bool()) return raise_type_error("attribute value type must be bool");
  self_exception(args)->suppress_context = args[1].is_true();
  return kNone;
}

const NativeDef kBaseExceptionMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", base_exception_new, kEffectAllocates,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__(self, /, *args, **kwargs)", exception_init_method, kEffectAll,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__(self, /)", exception_repr, kEffectAll, "Return repr(self)."},
    {"__str__(self, /)", exception_str_method, kEffectAll, "Return str(self)."},
    {"__reduce__(self, /)", exception_reduce, kEffectAll},
    {"__setstate__(self, state, /)", exception_setstate, kEffectAll},
    {"with_traceback(self, tb, /)", exception_with_traceback, kEffectWrites | kEffectMayRaise,
     "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."},
    {"add_note(self, note, /)", exception_add_note, kEffectAll,
     "Exception.add_note(note) --\n    add a note to the exception"},
    {"@member __suppress_context__", exception_get_suppress, kEffectReads, nullptr, exception_set_suppress},
    {"@getset args", exception_get_args, kEffectReads, nullptr, exception_set_args},
    {"@getset __traceback__", exception_get_traceback, kEffectReads, nullptr, exception_set_traceback},
    {"@getset __context__", exception_get_context, kEffectReads, nullptr, exception_set_context},
    {"@getset __cause__", exception_get_cause, kEffectReads, nullptr, exception_set_cause},
    {"@getset __dict__", instance_get_dict, kEffectAll, nullptr, builtin_put_dict},
    {},
};

struct Row {
  PyType** type;
  PyType* const* base;
  const char* name;
  const char* doc;
};

const Row kRows[] = {
#define PYVM_EXCEPTION(name, base, doc) {&exc::name, &exc::base, #name, doc},
#define object BaseException   // the one row whose base is no exception
#include "vm/object/exceptions.def"
#undef object
#undef PYVM_EXCEPTION
};

// Specs live for ever; there is one for each row.
TypeSpec specs[sizeof kRows / sizeof kRows[0]];

void make_class(const Row& row, TypeSpec& spec) {
  bool is_root = *row.type == exc::BaseException;
  const ExceptionKind* kind = find_kind(kExceptionKinds, *row.type);
  if (!kind) kind = find_kind(kGroupKinds, *row.type);
  spec.name = row.name;
  spec.base = is_root ? nullptr : *row.base;
  spec.flags = kTypeBaseable | kTypeException | kTypeHasDict;
  if (is_root) {
    spec.native = {.trace = nullptr, .finalize = nullptr, .size_of = nullptr, .bytes = sizeof(PyException),
                   .first_value = 8, .leaf = false, .owner = nullptr};
    spec.methods = kBaseExceptionMethods;
  } else {
    spec.native = spec.base->native;
    if (kind && kind->fields) {
      spec.native.bytes = static_cast<uint32_t>(sizeof(PyException) + 8 * static_cast<size_t>(kind->fields));
    }
    spec.methods = kind ? kind->methods : nullptr;
  }
  spec.doc = row.doc;
  type_init_builtin(*row.type, spec);
}

// class ExceptionGroup(BaseExceptionGroup, Exception)
void add_exception_base() {
  PyType* group = exc::ExceptionGroup;
  Value bases[2] = {to_value(exc::BaseExceptionGroup), to_value(exc::Exception)};
  group->bases = tuple_from(bases, 2);
  Value mro[5] = {to_value(group), bases[0], bases[1], to_value(exc::BaseException), to_value(type_object)};
  type_set_mro(group, tuple_from(mro, 5));
  type_add_subclass(exc::Exception, group);
}

}  // namespace

void boot_exception() {
  size_t i = 0;
  for (const Row& row : kRows) make_class(row, specs[i++]);
  add_exception_base();
}

}  // namespace pyvm
