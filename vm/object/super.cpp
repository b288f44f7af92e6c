// super: attribute lookup that starts behind a class in the MRO of an object's class.
#include "gc/heap.h"
#include "vm/object/attr.h"
#include "vm/object/boot.h"
#include "vm/object/code.h"
#include "vm/object/descriptor.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/frame.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

PySuper* self_super(Value* args) { return args[0].as<PySuper>(); }

bool is_type(Value v) { return v.is_heap() && (type_of(v)->flags & kTypeType); }

// The class whose MRO is searched for super(type, object). Null: exception pending.
PyType* check_object(Thread& t, PyType* type, Value object) {
  if (is_type(object) && type_is_subtype(object.as<PyType>(), type)) return object.as<PyType>();
  if (is_instance_exact_or_sub(object, type)) return type_of(object);
  Value claimed = object_find_attr(t, object, names::d_class);
  if (!claimed && error_occurred(t)) return nullptr;
  if (claimed && is_type(claimed) && claimed.as<PyType>() != type_of(object) &&
      type_is_subtype(claimed.as<PyType>(), type)) {
    return claimed.as<PyType>();
  }
  return raise_type_error("super(type, obj): obj must be an instance or subtype of type");
}

Value cell_content(Value v) {
  if (!v.is_heap() || type_of(v) != type_cell) return kUnbound;
  return v.as<PyCell>()->value;
}

// Class and first argument of the function that runs, for super() without arguments.
bool from_frame(Thread& t, PyType** type, Value* object) {
  if (!t.base) return raise_error(exc::RuntimeError, "super(): no current frame");
  const PyCode* code = frame_function(t.base)->code;
  if (code->arg_count == 0) return raise_error(exc::RuntimeError, "super(): no arguments");
  Value first = t.base[0];
  for (int64_t i = 0; i < code->cellvars->length; i++) {
    if (code->cellvars->items[i] == code->varnames->items[0]) first = cell_content(t.base[code->cell_base + i]);
  }
  if (first == kUnbound || first.is_null()) return raise_error(exc::RuntimeError, "super(): arg[0] deleted");
  for (int64_t i = 0; i < code->freevars->length; i++) {
    if (as_str(code->freevars->items[i]) != names::d_class) continue;
    Value cls = cell_content(t.base[code->cell_base + code->cell_count + i]);
    if (cls == kUnbound || cls.is_null()) return raise_error(exc::RuntimeError, "super(): empty __class__ cell");
    if (!is_type(cls)) {
      return raise_error(exc::RuntimeError, "super(): __class__ is not a type (%s)", type_name(cls));
    }
    *type = cls.as<PyType>();
    *object = first;
    return true;
  }
  return raise_error(exc::RuntimeError, "super(): __class__ cell not found");
}

Value super_new_method(Thread&, Value* args) { return to_value(instance_allocate(args[0].as<PyType>())); }

Value super_init(Thread& t, Value* args) {
  PySuper* self = self_super(args);
  PyType* type = nullptr;
  Value object = kNull;
  PyTuple* given = as_tuple(args[1]);
  if (given->length > 2) {
    return raise_type_error("super() expected at most 2 arguments, got %ld", static_cast<long>(given->length));
  }
  if (given->length) {
    if (!is_type(given->items[0])) {
      return raise_type_error("super() argument 1 must be a type, not %s", type_name(given->items[0]));
    }
    type = given->items[0].as<PyType>();
    if (given->length == 2 && !given->items[1].is_none()) object = given->items[1];
  } else if (!from_frame(t, &type, &object)) {
    return kNull;
  }
  PyType* object_type = object ? check_object(t, type, object) : nullptr;
  if (object && !object_type) return kNull;
  self->type = type;
  self->object = object;
  self->object_type = object_type;
  gc::barrier(&self->header);
  return kNone;
}

Value super_getattribute(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("attribute name must be string, not '%s'", type_name(args[1]));
  PyStr* name = str_intern(as_str(args[1]));
  PySuper* self = self_super(args);
  if (!name) return kNull;
  if (self->object_type && name != names::d_class) {
    if (Value found = super_find(self->type, self->object_type, name)) {
      bool on_class = self->object == to_value(self->object_type);
      return descriptor_bind(t, found, on_class ? kNull : self->object, self->object_type);
    }
  }
  return object_generic_get(t, args[0], name);
}

Value super_get(Thread& t, Value* args) {
  PySuper* self = self_super(args);
  if (args[1].is_none() || self->object || !self->type) return args[0];
  if (type_of(args[0]) != type_super) {
    return object_call_args(t, to_value(type_of(args[0])), to_value(self->type), args[1]);
  }
  PyType* object_type = check_object(t, self->type, args[1]);
  return object_type ? super_new(self->type, args[1], object_type) : kNull;
}

Value super_repr(Thread&, Value* args) {
  PySuper* self = self_super(args);
  CText type(self->type ? self->type->name : str_intern("NULL"));
  if (!self->object_type) return to_value(str_format("<super: <class '%s'>, NULL>", type.c_str()));
  return to_value(str_format("<super: <class '%s'>, <%s object>>", type.c_str(), type_name_of(self->object_type)));
}

Value super_get_thisclass(Thread&, Value* args) {
  PyType* type = self_super(args)->type;
  return type ? to_value(type) : kNone;
}
Value super_get_self(Thread&, Value* args) {
  Value object = self_super(args)->object;
  return object ? object : kNone;
}
Value super_get_self_class(Thread&, Value* args) {
  PyType* type = self_super(args)->object_type;
  return type ? to_value(type) : kNone;
}

const NativeDef kSuperMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", super_new_method, kEffectAllocates},
    {"__init__(self, /, *args)", super_init, kEffectAll,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__(self, /)", super_repr, kEffectAllocates, "Return repr(self)."},
    {"__getattribute__(self, name, /)", super_getattribute, kEffectAll, "Return getattr(self, name)."},
    {"__get__(self, instance, owner=None, /)", super_get, kEffectAll,
     "Return an attribute of instance, which is of type owner."},
    {"@member __thisclass__", super_get_thisclass, kEffectReads, "the class invoking super()"},
    {"@member __self__", super_get_self, kEffectReads, "the instance invoking super(); may be None"},
    {"@member __self_class__", super_get_self_class, kEffectReads,
     "the type of the instance invoking super(); may be None"},
    {},
};

const TypeSpec kSuperSpec = {
    "super", nullptr, kTypeBaseable,
    {.trace = nullptr, .finalize = nullptr, .size_of = nullptr, .bytes = sizeof(PySuper), .first_value = 8,
     .leaf = false, .owner = nullptr},
    kSuperMethods,
    "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\n"
    "super(type, obj) -> bound super object; requires isinstance(obj, type)\n"
    "super(type, type2) -> bound super object; requires issubclass(type2, type)\n"
    "Typical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n"
    "        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n"
    "    def cmeth(cls, arg):\n        super().cmeth(arg)\n"};

}  // namespace

Value super_find(PyType* type, PyType* object_type, PyStr* name) {
  PyTuple* mro = object_type->mro;
  if (!mro) return kNull;   // the class is being made
  int64_t i = 0;
  while (i < mro->length && mro->items[i] != to_value(type)) i++;
  for (i++; i < mro->length; i++) {
    Value found = dict_get_str(mro->items[i].as<PyType>()->dict, name);
    if (found) return found;
  }
  return kNull;
}

Value super_method(const PySuper* super, PyStr* name) {
  if (!super->object_type || super->object == to_value(super->object_type) || name == names::d_class) return kNull;
  Value found = super_find(super->type, super->object_type, name);
  if (!found) return kNull;
  PyType* kind = type_of(found);
  return kind == type_function || kind == type_method_descriptor || kind == type_wrapper_descriptor ? found : kNull;
}

Value super_new(PyType* type, Value object, PyType* object_type) {
  auto* made = reinterpret_cast<PySuper*>(instance_allocate(type_super));
  if (!made) return kNull;
  made->type = type;
  made->object = object;
  made->object_type = object_type;
  return to_value(made);
}

Value super_from_frame(Thread& t) {
  PyType* type = nullptr;
  Value object = kNull;
  if (!from_frame(t, &type, &object)) return kNull;
  PyType* object_type = check_object(t, type, object);
  return object_type ? super_new(type, object, object_type) : kNull;
}

void boot_super() { type_init_builtin(type_super, kSuperSpec); }

}  // namespace pyvm
