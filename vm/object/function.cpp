// function, method and cell.
#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/attr.h"
#include "vm/object/boot.h"
#include "vm/object/class.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/run.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

// Numbers for PyFunction::version; 0 is never used.
uint32_t next_function_version = 1;

void renew_version(PyFunction* function) {
  function->version = next_function_version++;
  if (next_function_version == 0) next_function_version = 1;
}

PyDict* builtins_for(PyDict* globals) {
  Value builtins = dict_get_str(globals, names::d_builtins);
  if (builtins && type_of(builtins) == type_module) return builtins.as<PyModule>()->dict;
  if (builtins && (type_of(builtins)->flags & kTypeDict)) return builtins.as<PyDict>();
  PyDict* current = current_builtins(current_thread());
  return current ? current : globals;
}

}  // namespace

PyFunction* function_new(PyCode* code, PyDict* globals) {
  auto* function = reinterpret_cast<PyFunction*>(instance_allocate(type_function));
  if (!function) return nullptr;
  if (!code->caches) code_make_caches(code);
  function->code = code;
  function->globals = globals;
  function->builtins = builtins_for(globals);
  function->name = code->name;
  function->qualname = code->qualname;
  function->module = dict_get_str(globals, names::d_name);
  function->doc = to_value(code->doc);
  renew_version(function);
  return function;
}

PyMethod* method_new(Value function, Value self) {
  auto* method = reinterpret_cast<PyMethod*>(instance_allocate(type_method));
  if (!method) return nullptr;
  method->function = function;
  method->self = self;
  return method;
}

PyCell* cell_new(Value contents) {
  auto* cell = reinterpret_cast<PyCell*>(instance_allocate(type_cell));
  if (cell) cell->value = contents.is_null() ? kUnbound : contents;
  return cell;
}

namespace {

PyFunction* self_function(Value* args) { return args[0].as<PyFunction>(); }
Value or_none(Value v) { return v ? v : kNone; }
bool is_none_or_null(Value v) { return !v || v.is_none(); }

// ---- function ---------------------------------------------------------------------------------------------------

bool check_part(const char* what, Value value, PyType* type, const char* type_text, bool none_allowed) {
  if (none_allowed ? is_none_or_null(value) : false) return true;
  if (value && is_instance_exact_or_sub(value, type)) return true;
  return raise_type_error("%s must be set to a %s object", what, type_text);
}

Value store_part(PyFunction* function, Value* slot, Value value) {
  *slot = value && value.is_none() ? kNull : value;
  gc::barrier(&function->header);
  return kNone;
}

Value function_get_code(Thread&, Value* args) { return to_value(self_function(args)->code); }
Value function_set_code(Thread&, Value* args) {
  PyFunction* function = self_function(args);
  if (!check_part("__code__", args[1], type_code, "code", false)) return kNull;
  auto* code = args[1].as<PyCode>();
  int64_t cells = function->closure ? as_tuple(function->closure)->length : 0;
  if (code->free_count != cells) {
    CText name(function->name);
    return raise_value_error("%s() requires a code object with %ld free vars, not %d", name.c_str(),
                             static_cast<long>(cells), code->free_count);
  }
  if (!code->caches) code_make_caches(code);
  function->code = code;
  renew_version(function);
  gc::barrier(&function->header);
  return kNone;
}

Value function_get_defaults(Thread&, Value* args) { return or_none(self_function(args)->defaults); }
Value function_set_defaults(Thread&, Value* args) {
  PyFunction* function = self_function(args);
  if (!check_part("__defaults__", args[1], type_tuple, "tuple", true)) return kNull;
  renew_version(function);
  return store_part(function, &function->defaults, args[1]);
}

Value function_get_kwdefaults(Thread&, Value* args) { return or_none(self_function(args)->kwdefaults); }
Value function_set_kwdefaults(Thread&, Value* args) {
  PyFunction* function = self_function(args);
  if (!check_part("__kwdefaults__", args[1], type_dict, "dict", true)) return kNull;
  renew_version(function);
  return store_part(function, &function->kwdefaults, args[1]);
}

Value function_get_annotations(Thread&, Value* args) {
  PyFunction* function = self_function(args);
  if (!function->annotations) {
    function->annotations = to_value(dict_new());
    gc::barrier(&function->header);
  }
  return function->annotations;
}
Value function_set_annotations(Thread&, Value* args) {
  PyFunction* function = self_function(args);
  if (!check_part("__annotations__", args[1], type_dict, "dict", true)) return kNull;
  return store_part(function, &function->annotations, args[1]);
}

Value function_get_name(Thread&, Value* args) { return to_value(self_function(args)->name); }
Value function_set_name(Thread&, Value* args) {
  if (!check_part("__name__", args[1], type_str, "string", false)) return kNull;
  self_function(args)->name = as_str(args[1]);
  gc::barrier(args[0].heap());
  return kNone;
}
Value function_get_qualname(Thread&, Value* args) { return to_value(self_function(args)->qualname); }
Value function_set_qualname(Thread&, Value* args) {
  if (!check_part("__qualname__", args[1], type_str, "string", false)) return kNull;
  self_function(args)->qualname = as_str(args[1]);
  gc::barrier(args[0].heap());
  return kNone;
}

Value function_get_dict(Thread&, Value* args) { return object_dict(args[0]); }
Value function_set_dict(Thread&, Value* args) {
  if (!args[1]) return raise_type_error("cannot delete __dict__");
  if (!(type_of(args[1])->flags & kTypeDict)) {
    return raise_type_error("__dict__ must be set to a dictionary, not a '%s'", type_name(args[1]));
  }
  return store_part(self_function(args), &self_function(args)->dict, args[1]);
}

Value function_get_closure(Thread&, Value* args) { return or_none(self_function(args)->closure); }
Value function_get_globals(Thread&, Value* args) { return to_value(self_function(args)->globals); }
Value function_get_builtins(Thread&, Value* args) { return to_value(self_function(args)->builtins); }
Value function_get_doc(Thread&, Value* args) { return or_none(self_function(args)->doc); }
Value function_set_doc(Thread&, Value* args) {
  return store_part(self_function(args), &self_function(args)->doc, args[1]);
}
Value function_get_module(Thread&, Value* args) { return or_none(self_function(args)->module); }
Value function_set_module(Thread&, Value* args) {
  return store_part(self_function(args), &self_function(args)->module, args[1]);
}

bool check_closure(PyCode* code, Value closure) {
  if (closure.is_none() && code->free_count == 0) return true;
  if (!(type_of(closure)->flags & kTypeTuple)) {
    return raise_type_error(closure.is_none() ? "arg 5 (closure) must be tuple"
                                              : "arg 5 (closure) must be None or tuple");
  }
  PyTuple* cells = as_tuple(closure);
  if (cells->length != code->free_count) {
    CText name(code->name);
    return raise_value_error("%s requires closure of length %d, not %ld", name.c_str(), code->free_count,
                             static_cast<long>(cells->length));
  }
  for (int64_t i = 0; i < cells->length; i++) {
    if (type_of(cells->items[i]) == type_cell) continue;
    return raise_type_error("arg 5 (closure) expected cell, found %s", type_name(cells->items[i]));
  }
  return true;
}

Value function_new_method(Thread&, Value* args) {
  if (type_of(args[1]) != type_code) {
    return raise_type_error("function() argument 'code' must be code, not %s", type_name(args[1]));
  }
  if (!(type_of(args[2])->flags & kTypeDict)) {
    return raise_type_error("function() argument 'globals' must be dict, not %s", type_name(args[2]));
  }
  if (!args[3].is_none() && !is_str(args[3])) return raise_type_error("arg 3 (name) must be None or string");
  if (!args[4].is_none() && !(type_of(args[4])->flags & kTypeTuple)) {
    return raise_type_error("arg 4 (defaults) must be None or tuple");
  }
  auto* code = args[1].as<PyCode>();
  if (!check_closure(code, args[5])) return kNull;
  PyFunction* function = function_new(code, args[2].as<PyDict>());
  if (!function) return kNull;
  if (is_str(args[3])) function->name = as_str(args[3]);
  if (!args[4].is_none()) function->defaults = args[4];
  if (!args[5].is_none()) function->closure = args[5];
  gc::barrier(&function->header);
  return to_value(function);
}

Value function_repr(Thread&, Value* args) {
  CText name(self_function(args)->qualname);
  return to_value(str_format("<function %s at %p>", name.c_str(), args[0].as<void>()));
}

Value callable_call(Thread& t, Value* args) {
  return object_call_tuple(t, args[0], as_tuple(args[1]), args[2].as<PyDict>());
}

Value function_get(Thread&, Value* args) {
  if (args[1].is_none()) {
    return args[2].is_none() ? Value(raise_type_error("__get__(None, None) is invalid")) : args[0];
  }
  return to_value(method_new(args[0], args[1]));
}

const NativeDef kFunctionMethods[] = {
    {"__new__(cls, code, globals, name=None, argdefs=None, closure=None)", function_new_method, kEffectAll},
    {"__repr__(self, /)", function_repr, kEffectAllocates, "Return repr(self)."},
    {"__call__(self, /, *args, **kwargs)", callable_call, kEffectAll, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", function_get, kEffectAllocates | kEffectMayRaise,
     "Return an attribute of instance, which is of type owner."},
    {"@member __closure__", function_get_closure, kEffectReads},
    {"@member __doc__", function_get_doc, kEffectReads, nullptr, function_set_doc},
    {"@member __globals__", function_get_globals, kEffectReads},
    {"@member __module__", function_get_module, kEffectReads, nullptr, function_set_module},
    {"@member __builtins__", function_get_builtins, kEffectReads},
    {"@getset __code__", function_get_code, kEffectReads, nullptr, function_set_code},
    {"@getset __defaults__", function_get_defaults, kEffectReads, nullptr, function_set_defaults},
    {"@getset __kwdefaults__", function_get_kwdefaults, kEffectReads, nullptr, function_set_kwdefaults},
    {"@getset __annotations__", function_get_annotations, kEffectAll, nullptr, function_set_annotations},
    {"@getset __dict__", function_get_dict, kEffectAll, nullptr, function_set_dict},
    {"@getset __name__", function_get_name, kEffectReads, nullptr, function_set_name},
    {"@getset __qualname__", function_get_qualname, kEffectReads, nullptr, function_set_qualname},
    {},
};

Value* function_dict_slot(HeapObject* object) { return &reinterpret_cast<PyFunction*>(object)->dict; }

constexpr gc::Layout words_layout(uint32_t bytes) {
  return {.trace = nullptr, .finalize = nullptr, .size_of = nullptr, .bytes = bytes, .first_value = 8,
          .leaf = false, .owner = nullptr};
}

// The last word holds the version.
void trace_function(HeapObject* object, gc::Visitor& visitor) {
  auto* f = reinterpret_cast<const PyFunction*>(object);
  visitor.visit_range(reinterpret_cast<const uint64_t*>(object) + 1, reinterpret_cast<const uint64_t*>(&f->version));
}

const TypeSpec kFunctionSpec = {
    "function", nullptr, kTypeHasWeakref, {.trace = trace_function, .bytes = sizeof(PyFunction)}, kFunctionMethods,
    "Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n"
    "    a string that overrides the name from the code object\n  argdefs\n"
    "    a tuple that specifies the default argument values\n  closure\n"
    "    a tuple that supplies the bindings for free variables",
    function_dict_slot};

// ---- method -----------------------------------------------------------------------------------------------------

PyMethod* self_method(Value* args) { return args[0].as<PyMethod>(); }

Value method_new_method(Thread&, Value* args) {
  if (!object_is_callable(args[1])) return raise_type_error("first argument must be callable");
  if (args[2].is_none()) return raise_type_error("instance must not be None");
  return to_value(method_new(args[1], args[2]));
}

Value method_repr(Thread& t, Value* args) {
  Value function = self_method(args)->function;
  Value name = object_find_attr(t, function, names::d_qualname);
  if (!name && error_occurred(t)) return kNull;
  if (!name) name = object_find_attr(t, function, names::d_name);
  if (!name && error_occurred(t)) return kNull;
  PyStr* self = object_repr(t, self_method(args)->self);
  if (!self) return kNull;
  TextBuffer text;
  text.append("<bound method ");
  if (name && is_str(name)) {
    str_append_utf8(as_str(name), text);
  } else {
    text.append("?");
  }
  text.append(" of ");
  str_append_utf8(self, text);
  text.append(">");
  return to_value(str_from_utf8(text.view()));
}

// Attributes that method itself lacks are those of the function.
Value method_getattribute(Thread& t, Value* args) {
  if (!is_str(args[1])) {
    return raise_type_error("attribute name must be string, not '%s'", type_name(args[1]));
  }
  PyStr* name = str_intern(as_str(args[1]));
  if (!name) return kNull;
  if (type_lookup(type_method, name)) return object_generic_get(t, args[0], name);
  return object_get_attr(t, self_method(args)->function, name);
}

Value method_eq(Thread& t, Value* args) {
  if (type_of(args[1]) != type_method) return kNotImplemented;
  auto *a = self_method(args), *b = args[1].as<PyMethod>();
  if (a->self != b->self) return kFalse;
  int equal = object_equal(t, a->function, b->function);
  return equal < 0 ? kNull : Value::from_bool(equal);
}

Value method_hash(Thread& t, Value* args) {
  int64_t function_hash = object_hash(t, self_method(args)->function);
  if (function_hash == -1) return kNull;
  return Value::from_small_int((identity_hash(self_method(args)->self) ^ function_hash) & 0xFFFFFFFFFFFF);
}

Value method_reduce(Thread& t, Value* args) {
  Value name = object_get_attr(t, self_method(args)->function, names::d_name);
  PyDict* builtins = current_builtins(t);
  Value getter = name && builtins ? dict_get_str(builtins, str_intern("getattr")) : kNull;
  if (!getter) return kNull;
  Value pair[2] = {self_method(args)->self, name};
  Value result[2] = {getter, to_value(tuple_from(pair, 2))};
  return result[1] ? to_value(tuple_from(result, 2)) : kNull;
}

Value method_get_func(Thread&, Value* args) { return self_method(args)->function; }
Value method_get_self(Thread&, Value* args) { return self_method(args)->self; }
Value method_get_doc(Thread& t, Value* args) {
  Value doc = object_find_attr(t, self_method(args)->function, names::d_doc);
  return doc || error_occurred(t) ? doc : kNone;
}

const NativeDef kMethodMethods[] = {
    {"__new__(cls, function, instance, /)", method_new_method, kEffectAllocates | kEffectMayRaise},
    {"__repr__(self, /)", method_repr, kEffectAll, "Return repr(self)."},
    {"__hash__(self, /)", method_hash, kEffectAll, "Return hash(self)."},
    {"__call__(self, /, *args, **kwargs)", callable_call, kEffectAll, "Call self as a function."},
    {"__getattribute__(self, name, /)", method_getattribute, kEffectAll, "Return getattr(self, name)."},
    {"__eq__(self, value, /)", method_eq, kEffectAll, "Return self==value."},
    {"__reduce__(self, /)", method_reduce, kEffectAll},
    {"@member __func__", method_get_func, kEffectReads, "the function (or other callable) implementing a method"},
    {"@member __self__", method_get_self, kEffectReads, "the instance to which a method is bound"},
    {"@getset __doc__", method_get_doc, kEffectAll},
    {},
};

const TypeSpec kMethodSpec = {"method", nullptr, kTypeHasWeakref, words_layout(sizeof(PyMethod)), kMethodMethods,
                              "Create a bound instance method object."};

// ---- cell -------------------------------------------------------------------------------------------------------

Value cell_new_method(Thread&, Value* args) { return to_value(cell_new(args[1])); }

Value cell_repr(Thread&, Value* args) {
  Value content = args[0].as<PyCell>()->value;
  void* at = args[0].as<void>();
  if (content == kUnbound || content.is_null()) return to_value(str_format("<cell at %p: empty>", at));
  return to_value(str_format("<cell at %p: %s object at %p>", at, type_name(content), content.as<void>()));
}

Value cell_get_contents(Thread&, Value* args) {
  Value content = args[0].as<PyCell>()->value;
  return content == kUnbound || content.is_null() ? Value(raise_value_error("Cell is empty")) : content;
}
Value cell_set_contents(Thread&, Value* args) {
  args[0].as<PyCell>()->value = args[1] ? args[1] : kUnbound;
  gc::barrier(args[0].heap());
  return kNone;
}

// Empty cells order before full ones.
Value compare_cells(Thread& t, Value* args, CompareOp op) {
  if (type_of(args[0]) != type_cell || type_of(args[1]) != type_cell) return kNotImplemented;
  Value a = args[0].as<PyCell>()->value, b = args[1].as<PyCell>()->value;
  if (a != kUnbound && b != kUnbound) return object_compare(t, a, b, op);
  return object_compare(t, Value::from_small_int(a != kUnbound), Value::from_small_int(b != kUnbound), op);
}
Value cell_lt(Thread& t, Value* args) { return compare_cells(t, args, CompareOp::kLt); }
Value cell_le(Thread& t, Value* args) { return compare_cells(t, args, CompareOp::kLe); }
Value cell_eq(Thread& t, Value* args) { return compare_cells(t, args, CompareOp::kEq); }
Value cell_ne(Thread& t, Value* args) { return compare_cells(t, args, CompareOp::kNe); }
Value cell_gt(Thread& t, Value* args) { return compare_cells(t, args, CompareOp::kGt); }
Value cell_ge(Thread& t, Value* args) { return compare_cells(t, args, CompareOp::kGe); }

const NativeDef kCellMethods[] = {
    {"__new__(cls, contents=<absent>, /)", cell_new_method, kEffectAllocates},
    {"__repr__(self, /)", cell_repr, kEffectAll, "Return repr(self)."},
    {"__lt__(self, value, /)", cell_lt}, {"__le__(self, value, /)", cell_le},
    {"__eq__(self, value, /)", cell_eq}, {"__ne__(self, value, /)", cell_ne},
    {"__gt__(self, value, /)", cell_gt}, {"__ge__(self, value, /)", cell_ge},
    {"@getset cell_contents", cell_get_contents, kEffectReads | kEffectMayRaise, nullptr, cell_set_contents},
    {},
};

const TypeSpec kCellSpec = {"cell", nullptr, 0, words_layout(sizeof(PyCell)), kCellMethods,
                            "Create a new cell object.\n\n  contents\n"
                            "    the contents of the cell. If not specified, the cell will be empty,\n"
                            "    and \n further attempts to access its cell_contents attribute will\n"
                            "    raise a ValueError."};

}  // namespace

void boot_function() {
  type_init_builtin(type_function, kFunctionSpec);
  type_init_builtin(type_method, kMethodSpec);
  type_init_builtin(type_cell, kCellSpec);
}

}  // namespace pyvm
