// attrgetter, itemgetter and methodcaller.
#include "stdlib/module_util.h"
#include "stdlib/operator/operator.h"
#include "vm/object/alloc.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/reduce.h"
#include "vm/object/sequence.h"
#include "vm/object/str_builder.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

// What is got: items: a tuple of keys; attrgetter: a tuple of tuples of interned names (dotted names split).
struct Getter {
  HeapObject header;
  PyTuple* wanted;
  PyTuple* given;     // the constructor's arguments
};
struct MethodCaller {
  HeapObject header;
  Value name;
  PyTuple* args;
  PyDict* kwargs;
};

Value make_getter(Value cls, PyTuple* wanted, PyTuple* given) {
  auto* g = wanted ? allocate_instance_of<Getter>(cls.as<PyType>()) : nullptr;
  if (!g) return kNull;
  g->wanted = wanted;
  g->given = given;
  gc::barrier(&g->header);
  return Value(&g->header);
}

bool check_arguments(Value args, const char* name) {
  if (as_tuple(args)->length) return true;
  (void)raise_type_error("%s expected 1 argument, got 0", name);
  return false;
}

Value itemgetter_make(Thread&, Value* args) {
  if (!check_arguments(args[1], "itemgetter")) return kNull;
  return make_getter(args[0], as_tuple(args[1]), as_tuple(args[1]));
}

PyTuple* split_name(PyStr* s) {
  int64_t n = 1;
  for (uint64_t i = 0; i < s->length; i++) n += s->at(i) == '.';
  PyTuple* parts = tuple_new(n);
  uint64_t start = 0;
  int64_t k = 0;
  for (uint64_t i = 0; parts && i <= s->length; i++) {
    if (i < s->length && s->at(i) != '.') continue;
    PyStr* part = str_substring(s, start, i);
    part = part ? str_intern(part) : nullptr;
    if (!part) return nullptr;
    parts->items[k++] = Value(&part->header);
    gc::barrier(&parts->header);
    start = i + 1;
  }
  return parts;
}
Value attrgetter_make(Thread&, Value* args) {
  if (!check_arguments(args[1], "attrgetter")) return kNull;
  PyTuple* given = as_tuple(args[1]);
  PyTuple* wanted = tuple_new(given->length);
  for (int64_t i = 0; wanted && i < given->length; i++) {
    if (!is_str(given->items[i])) return raise_type_error("attribute name must be a string");
    PyTuple* path = split_name(as_str(given->items[i]));
    if (!path) return kNull;
    wanted->items[i] = Value(&path->header);
    gc::barrier(&wanted->header);
  }
  return make_getter(args[0], wanted, given);
}

Value get_item(Thread& t, Value object, Value key) { return object_get_item(t, object, key); }
Value get_attr(Thread& t, Value object, Value path) {
  for (int64_t i = 0; object && i < as_tuple(path)->length; i++) {
    object = object_get_attr(t, object, as_str(as_tuple(path)->items[i]));
  }
  return object;
}
template <Value (*Get)(Thread&, Value, Value)>
Value getter_call(Thread& t, Value* args) {
  auto* g = args[0].as<Getter>();
  if (g->wanted->length == 1) return Get(t, args[1], g->wanted->items[0]);
  PyTuple* r = tuple_new(g->wanted->length);
  for (int64_t i = 0; r && i < g->wanted->length; i++) {
    Value v = Get(t, args[1], g->wanted->items[i]);
    if (!v) return kNull;
    r->items[i] = v;
    gc::barrier(&r->header, v.bits());
  }
  return tuple_value(r);
}

bool append_arguments(Thread& t, PyTuple* args, bool first, StrBuilder& out) {
  for (int64_t i = 0; i < args->length; i++) {
    if (i || !first) out.append_ascii(", ");
    PyStr* s = object_repr(t, args->items[i]);
    if (!s) return false;
    out.append(s);
  }
  return true;
}
void append_class(Value self, StrBuilder& out) {
  PyType* type = type_of(self);
  if (!(type->flags & kTypeHeap)) out.append_ascii("operator.");
  out.append_ascii(class_name(self));
  out.append('(');
}
Value getter_repr(Thread& t, Value* args) {
  if (repr_enter(t, args[0])) return text_value(str_format("%s(...)", type_name(args[0])));
  StrBuilder out;
  append_class(args[0], out);
  bool ok = append_arguments(t, args[0].as<Getter>()->given, true, out);
  repr_leave(t, args[0]);
  out.append(')');
  return ok ? text_value(out.finish()) : kNull;
}
Value getter_reduce(Thread&, Value* args) {
  return make_tuple(class_of(args[0]), Value(&args[0].as<Getter>()->given->header));
}

Value caller_make(Thread&, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  if (given->length == 0) return raise_type_error("methodcaller needs at least one argument, the method name");
  if (!is_str(given->items[0])) return raise_type_error("method name must be a string");
  PyStr* name = str_intern(as_str(given->items[0]));
  PyTuple* rest = name ? tuple_from(given->items + 1, given->length - 1) : nullptr;
  auto* c = rest ? allocate_instance_of<MethodCaller>(args[0].as<PyType>()) : nullptr;
  if (!c) return kNull;
  c->name = Value(&name->header);
  c->args = rest;
  c->kwargs = as_dict(args[2]);
  gc::barrier(&c->header);
  return Value(&c->header);
}
Value caller_call(Thread& t, Value* args) {
  auto* c = args[0].as<MethodCaller>();
  if (c->kwargs->length == 0) {
    return object_call_method(t, args[1], as_str(c->name), c->args->items, static_cast<uint32_t>(c->args->length));
  }
  Value method = object_get_attr(t, args[1], as_str(c->name));
  return method ? object_call_tuple(t, method, c->args, c->kwargs) : kNull;
}
Value caller_repr(Thread& t, Value* args) {
  auto* c = args[0].as<MethodCaller>();
  if (repr_enter(t, args[0])) return text_value(str_format("%s(...)", type_name(args[0])));
  StrBuilder out;
  append_class(args[0], out);
  PyStr* name = object_repr(t, c->name);
  bool ok = name != nullptr;
  if (ok) out.append(name);
  ok = ok && append_arguments(t, c->args, false, out);
  Value key, value;
  for (int64_t i = 0; ok && dict_next(c->kwargs, &i, &key, &value);) {
    PyStr* s = object_repr(t, value);
    ok = s != nullptr;
    if (!ok) break;
    out.append_ascii(", ");
    out.append(as_str(key));
    out.append('=');
    out.append(s);
  }
  repr_leave(t, args[0]);
  out.append(')');
  return ok ? text_value(out.finish()) : kNull;
}
Value caller_reduce(Thread& t, Value* args) {
  auto* c = args[0].as<MethodCaller>();
  PyTuple* all = tuple_new(c->args->length + 1);
  if (!all) return kNull;
  all->items[0] = c->name;
  for (int64_t i = 0; i < c->args->length; i++) all->items[i + 1] = c->args->items[i];
  gc::barrier(&all->header);
  if (c->kwargs->length == 0) return make_tuple(class_of(args[0]), Value(&all->header));
  PyStr* module_name = str_intern("functools");
  Value import = builtin_function(t, "__import__");
  Value module = import && module_name ? object_call_args(t, import, Value(&module_name->header)) : kNull;
  Value partial = module ? object_get_attr(t, module, str_intern("partial")) : kNull;
  PyTuple* bound_args = partial ? tuple_new(2) : nullptr;
  if (!bound_args) return kNull;
  bound_args->items[0] = class_of(args[0]);
  bound_args->items[1] = c->name;
  gc::barrier(&bound_args->header);
  return make_tuple(object_call_tuple(t, partial, bound_args, c->kwargs), Value(&c->args->header));
}

const NativeDef kItemGetterMethods[] = {
    {"__new__(cls, /, *args)", itemgetter_make}, {"__call__(self, obj, /)", getter_call<get_item>},
    {"__repr__(self, /)", getter_repr}, {"__reduce__(self, /)", getter_reduce, kEffectAllocates, "Return state information for pickling"},
    {}};
const NativeDef kAttrGetterMethods[] = {
    {"__new__(cls, /, *args)", attrgetter_make}, {"__call__(self, obj, /)", getter_call<get_attr>},
    {"__repr__(self, /)", getter_repr}, {"__reduce__(self, /)", getter_reduce, kEffectAllocates, "Return state information for pickling"},
    {}};
const NativeDef kCallerMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", caller_make}, {"__call__(self, obj, /)", caller_call}, {"__repr__(self, /)", caller_repr},
    {"__reduce__(self, /)", caller_reduce, kEffectAll, "Return state information for pickling"}, {}};

#define VALUES_ONLY(T) {.bytes = sizeof(T), .first_value = sizeof(HeapObject)}
const TypeSpec kSpecs[] = {
    {"operator.itemgetter", nullptr, 0, VALUES_ONLY(Getter), kItemGetterMethods,
     "itemgetter(item, ...) --> itemgetter object\n\nReturn a callable object that fetches the given item(s) from its operand."},
    {"operator.attrgetter", nullptr, 0, VALUES_ONLY(Getter), kAttrGetterMethods,
     "attrgetter(attr, ...) --> attrgetter object\n\nReturn a callable object that fetches the given attribute(s) from its operand."},
    {"operator.methodcaller", nullptr, 0, VALUES_ONLY(MethodCaller), kCallerMethods,
     "methodcaller(name, ...) --> methodcaller object\n\nReturn a callable object that calls the given method on its operand."},
};

}  // namespace

bool operator_add_getters(PyDict* dict) {
  for (const TypeSpec& spec : kSpecs) {
    if (!module_add_type(dict, type_new_builtin(spec))) return false;
  }
  return true;
}

}  // namespace pyvm
