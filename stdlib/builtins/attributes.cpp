// Builtin functions on attributes, classes and identity.
#include "stdlib/builtins/builtins.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/sequence.h"
#include "vm/object/special.h"
#include "vm/object/str.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"

namespace pyvm {

// The name argument as an interned str. Null: TypeError pending.
static PyStr* attribute_name(Value v) {
  if (is_str(v)) return str_intern(as_str(v));
  (void)raise_type_error("attribute name must be string, not '%.200s'", type_name(v));
  return nullptr;
}

static Value builtin_getattr(Thread& t, Value* args) {
  PyStr* name = attribute_name(args[1]);
  if (!name) return kNull;
  if (!args[2]) return object_get_attr(t, args[0], name);
  Value r = object_find_attr(t, args[0], name);
  return r || error_occurred(t) ? r : args[2];
}
static Value builtin_hasattr(Thread& t, Value* args) {
  PyStr* name = attribute_name(args[1]);
  if (!name) return kNull;
  Value r = object_find_attr(t, args[0], name);
  return !r && error_occurred(t) ? kNull : Value::from_bool(bool(r));
}
static Value builtin_setattr(Thread& t, Value* args) {
  PyStr* name = attribute_name(args[1]);
  return name && object_set_attr(t, args[0], name, args[2]) ? kNone : kNull;
}
static Value builtin_delattr(Thread& t, Value* args) {
  PyStr* name = attribute_name(args[1]);
  return name && object_set_attr(t, args[0], name, kNull) ? kNone : kNull;
}

static Value builtin_callable(Thread&, Value* args) { return Value::from_bool(object_is_callable(args[0])); }
static Value builtin_isinstance(Thread& t, Value* args) { return bool_or_error(object_isinstance(t, args[0], args[1])); }
static Value builtin_issubclass(Thread& t, Value* args) { return bool_or_error(object_issubclass(t, args[0], args[1])); }

static Value builtin_hash(Thread& t, Value* args) {
  int64_t h = object_hash(t, args[0]);
  return h == -1 ? kNull : int_from_int64(h);
}

// Heap objects: the address; immediates: their bits, which no address has.
static Value builtin_id(Thread&, Value* args) { return int_from_uint64(args[0].bits()); }

static Value call_builtin(Thread& t, const char* name) {
  Value fn = builtin_function(t, name);
  return fn ? object_call_args(t, fn) : kNull;
}

static Value builtin_vars(Thread& t, Value* args) {
  if (!args[0]) return call_builtin(t, "locals");
  Value dict = object_find_attr(t, args[0], names::d_dict);
  if (dict || error_occurred(t)) return dict;
  return raise_type_error("vars() argument must have __dict__ attribute");
}

static Value builtin_dir(Thread& t, Value* args) {
  Value names_found;
  if (!args[0]) {
    Value locals = call_builtin(t, "locals");
    Value keys = locals ? object_get_attr(t, locals, names::keys) : kNull;
    names_found = keys ? object_call_args(t, keys) : kNull;
  } else {
    Value method = type_lookup(type_of(args[0]), names::d_dir);
    if (!method) return raise_type_error("object does not provide __dir__");
    Value call[2] = {args[0]};
    names_found = call_special(t, method, call, 1);
  }
  Value list = names_found ? object_to_list(t, names_found) : kNull;
  return list && list_sort(t, as_list(list), kNull, false) ? list : kNull;
}

static Value builtin_breakpoint(Thread& t, Value* args) {
  PyStr* name = str_intern("breakpointhook");
  Value hook = name ? sys_attribute(t, name) : kNull;
  if (!hook) return error_occurred(t) ? kNull : raise_error(exc::RuntimeError, "lost sys.breakpointhook");
  return object_call_tuple(t, hook, as_tuple(args[0]), as_dict(args[1]));
}

const NativeDef kBuiltinAttributes[] = {
    {"getattr(object, name, default=<absent>, /)", builtin_getattr, kEffectAll,
     "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is equivalent to "
     "x.y.\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without it, an exception is "
     "raised in that case."},
    {"hasattr(obj, name, /)", builtin_hasattr, kEffectAll,
     "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and "
     "catching AttributeError."},
    {"setattr(obj, name, value, /)", builtin_setattr, kEffectAll,
     "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v''"},
    {"delattr(obj, name, /)", builtin_delattr, kEffectAll,
     "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y''"},
    {"callable(obj, /)", builtin_callable, kEffectReads,
     "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are callable, as are instances "
     "of classes with a\n__call__() method."},
    {"isinstance(obj, class_or_tuple, /)", builtin_isinstance, kEffectAll,
     "Return whether an object is an instance of a class or of a subclass thereof.\n\nA tuple, as in ``isinstance(x, (A, B, "
     "...))``, may be given as the target to\ncheck against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)\n"
     "or ...`` etc."},
    {"issubclass(cls, class_or_tuple, /)", builtin_issubclass, kEffectAll,
     "Return whether 'cls' is derived from another class or is the same class.\n\nA tuple, as in ``issubclass(x, (A, B, "
     "...))``, may be given as the target to\ncheck against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)\n"
     "or ...``."},
    {"hash(obj, /)", builtin_hash, kEffectAll,
     "Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same hash value, but "
     "the\nreverse is not necessarily true."},
    {"id(obj, /)", builtin_id, kEffectAllocates,
     "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects.\n(CPython "
     "uses the object's memory address.)"},
    {"vars(object=<absent>, /)", builtin_vars, kEffectAll,
     "vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to "
     "object.__dict__."},
    {"dir(object=<absent>, /)", builtin_dir, kEffectAll,
     "dir([object]) -> list of strings\n\nIf called without an argument, return the names in the current scope.\nElse, return "
     "an alphabetized list of names comprising (some of) the attributes\nof the given object, and of attributes reachable from "
     "it."},
    {"breakpoint(*args, **kws)", builtin_breakpoint, kEffectAll,
     "breakpoint(*args, **kws)\n\nCall sys.breakpointhook(*args, **kws).  sys.breakpointhook() must accept\nwhatever arguments "
     "are passed."},
    {}};

}  // namespace pyvm
