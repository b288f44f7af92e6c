#include "vm/object/struct_sequence.h"

#include <cstdlib>
#include <cstring>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

// Static description of one type, found from its PyType.
struct Sequence {
  PyType* type;
  const char* const* fields;
  int visible, total, unnamed;
  Sequence* next;
};
Sequence* sequences;

Sequence* sequence_of(PyType* type) {
  for (Sequence* s = sequences; s; s = s->next) {
    if (type_is_subtype(type, s->type)) return s;
  }
  return nullptr;
}

// Instances hold `total` items but report `visible` as their length, so hidden fields lie behind the tuple's end.
Value field_get(Thread& t, Value* args, int index) { return args[0].as<PyTuple>()->items[index]; }

Value sequence_repr(Thread& t, Value* args) {
  Sequence* s = sequence_of(type_of(args[0]));
  TextBuffer out;
  out.append(s->type->builtin_name);
  out.append('(');
  for (int i = 0; i < s->visible; i++) {
    if (i) out.append(", ");
    out.append(s->fields[i][0] ? s->fields[i] : s->fields[i + s->unnamed]);
    out.append('=');
    PyStr* shown = object_repr(t, args[0].as<PyTuple>()->items[i]);
    if (!shown) return kNull;
    str_append_utf8(shown, out);
  }
  out.append(')');
  PyStr* result = str_from_utf8(out.view());
  return result ? Value(&result->header) : kNull;
}

// What a hidden field is without an item of its own: the item of `hidden` by its name, or the value of its unnamed field.
bool hidden_value(Thread& t, const Sequence* s, int field, PyDict* hidden, Value* values) {
  bool failed = false;
  Value found = hidden ? dict_get(t, hidden, Value(&str_intern(s->fields[field])->header), &failed) : kNull;
  if (failed) return false;
  values[field] = found ? found : field < s->visible + s->unnamed ? values[field - s->unnamed] : kNone;
  return true;
}

Value sequence_make(Thread& t, Value* args) {
  Sequence* s = sequence_of(args[0].as<PyType>());
  Value list = object_to_list(t, args[1]);
  if (!list) {
    if (!error_matches(exc::TypeError)) return kNull;
    error_clear();
    return raise_type_error("constructor requires a sequence");
  }
  if (!args[2].is_none() && !(type_of(args[2])->flags & kTypeDict)) {
    return raise_type_error("%s() takes a dict as second arg, if any", s->type->builtin_name);
  }
  PyDict* hidden = args[2].is_none() ? nullptr : args[2].as<PyDict>();
  PyList* items = as_list(list);
  if (items->length < s->visible || items->length > s->total) {
    return raise_type_error("%s() takes %s %d-sequence (%ld-sequence given)", s->type->builtin_name,
                            s->visible == s->total ? "a" : items->length < s->visible ? "an at least" : "an at most",
                            items->length < s->visible ? s->visible : s->total, items->length);
  }
  Value values[64];
  for (int i = 0; i < s->total; i++) {
    if (i < items->length) {
      values[i] = items->items->items[i];
    } else if (!hidden_value(t, s, i, hidden, values)) {
      return kNull;
    }
  }
  return struct_sequence_new(s->type, values);
}

Value sequence_reduce(Thread& t, Value* args) {
  Sequence* s = sequence_of(type_of(args[0]));
  const Value* items = args[0].as<PyTuple>()->items;
  PyTuple* plain = tuple_from(items, s->visible);
  PyDict* hidden = dict_new();
  if (!plain || !hidden) return kNull;
  for (int i = s->visible; i < s->total; i++) {
    if (!dict_set_str(hidden, str_intern(s->fields[i]), items[i])) return kNull;
  }
  Value parts[2] = {Value(&plain->header), Value(&hidden->header)};
  PyTuple* arguments = tuple_from(parts, 2);
  if (!arguments) return kNull;
  Value pair[2] = {Value(&s->type->header), Value(&arguments->header)};
  PyTuple* result = tuple_from(pair, 2);
  return result ? Value(&result->header) : kNull;
}

// Unlike a tuple's own, this visits the hidden fields too.
void sequence_trace(gc::Header* object, gc::Visitor& visitor) {
  auto* tuple = reinterpret_cast<PyTuple*>(object);
  Sequence* s = sequence_of(shape_of(object)->type);
  visitor.visit_range(words(tuple->items), words(tuple->items + s->total));
}

template <int i>
Value getter(Thread& t, Value* args) {
  return field_get(t, args, i);
}
constexpr NativeFn kGetters[] = {
    getter<0>,  getter<1>,  getter<2>,  getter<3>,  getter<4>,  getter<5>,  getter<6>,  getter<7>,
    getter<8>,  getter<9>,  getter<10>, getter<11>, getter<12>, getter<13>, getter<14>, getter<15>,
    getter<16>, getter<17>, getter<18>, getter<19>, getter<20>, getter<21>, getter<22>, getter<23>,
};

}  // namespace

PyType* struct_sequence_type(const char* name, const char* const* fields, int visible) {
  int total = 0, named = 0;
  for (; fields[total]; total++) named += fields[total][0] != 0;
  int unnamed = total - named;
  PYVM_CHECK(total <= static_cast<int>(sizeof kGetters / sizeof kGetters[0]));
  // The rows must live as long as the type: for ever.
  auto* rows = static_cast<NativeDef*>(std::calloc(static_cast<size_t>(total) + 4, sizeof(NativeDef)));
  PYVM_CHECK(rows);
  NativeDef* row = rows;
  for (int i = 0; i < total; i++) {
    if (!fields[i][0]) continue;
    TextBuffer signature;
    signature.printf("@getset %s", fields[i]);
    row->signature = strdup(signature.c_str());
    row->fn = kGetters[i];
    row->effects = kEffectReads;
    row++;
  }
  *row++ = {"__repr__(self, /)", sequence_repr, kEffectAll};
  *row++ = {"__new__(cls, sequence, dict=None)", sequence_make, kEffectAll};
  *row = {"__reduce__(self, /)", sequence_reduce, kEffectAll};
  auto* spec = static_cast<TypeSpec*>(std::calloc(1, sizeof(TypeSpec)));
  PYVM_CHECK(spec);
  spec->name = name;
  spec->base = type_tuple;
  spec->flags = kTypeTuple;
  spec->native = type_tuple->native;
  spec->native.trace = sequence_trace;
  spec->methods = rows;
  PyType* type = type_new_builtin(*spec);
  auto* sequence = static_cast<Sequence*>(std::calloc(1, sizeof(Sequence)));
  PYVM_CHECK(sequence);
  *sequence = {type, fields, visible, total, unnamed, sequences};
  sequences = sequence;
  Value count = Value::from_small_int(total), names[64];
  int matched = visible - unnamed;
  for (int i = 0; i < matched; i++) names[i] = Value(&str_intern(fields[i])->header);
  PyTuple* match_args = tuple_from(names, matched);
  if (!match_args || !dict_set_str(type->dict, str_intern("__match_args__"), Value(&match_args->header)) ||
      !dict_set_str(type->dict, str_intern("n_fields"), count) ||
      !dict_set_str(type->dict, str_intern("n_sequence_fields"), Value::from_small_int(visible)) ||
      !dict_set_str(type->dict, str_intern("n_unnamed_fields"), Value::from_small_int(unnamed))) {
    return nullptr;
  }
  type_modified(type);
  return type;
}

Value struct_sequence_new(PyType* type, const Value* values) {
  Sequence* s = sequence_of(type);
  auto* tuple = reinterpret_cast<PyTuple*>(
      instance_allocate(type, sizeof(PyTuple) + sizeof(Value) * static_cast<size_t>(s->total)));
  if (!tuple) return kNull;
  for (int i = 0; i < s->total; i++) {
    if (!values[i]) return kNull;
    tuple->items[i] = values[i];
  }
  tuple->length = s->visible;
  tuple->hash = -1;
  gc::barrier(&tuple->header);
  return Value(&tuple->header);
}

}  // namespace pyvm
