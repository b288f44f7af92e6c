// The module _string: how string.Formatter takes templates apart.
#include "gc/heap.h"
#include "stdlib/module_builder.h"
#include "stdlib/text/text_modules.h"
#include "vm/object/alloc.h"
#include "vm/object/args.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/str.h"
#include "vm/object/template_parser.h"

namespace pyvm {

namespace {

struct PyFormatterIterator {
  HeapObject header;
  PyStr* text;
  TemplateParser parser;
};
struct PyFieldNameIterator {
  HeapObject header;
  PyStr* text;
  FieldNameParser parser;
};
PyType *type_formatter_iterator, *type_field_name_iterator;

Value part(PyStr* text, TextRange range) {
  PyStr* s = str_substring(text, range.start, range.end);
  return s ? Value(&s->header) : kNull;
}

Value tuple_or_null(const Value* items, int n) {
  for (int i = 0; i < n; i++) {
    if (!items[i]) return kNull;
  }
  PyTuple* result = tuple_from(items, n);
  return result ? Value(&result->header) : kNull;
}

// (literal, field name, spec, conversion); the last three are None where there is no field.
Value formatter_next(Thread&, Value self) {
  auto* it = self.as<PyFormatterIterator>();
  TemplateField field;
  int more = it->parser.next(&field);
  if (more < 0) return kNull;
  if (more == 0) return kStop;
  Value items[] = {part(it->text, field.literal), kNone, kNone, kNone};
  if (field.has_field) {
    items[1] = part(it->text, field.name);
    items[2] = part(it->text, field.spec);
    if (field.conversion) {
      PyStr* c = str_from_char(field.conversion);
      items[3] = c ? Value(&c->header) : kNull;
    }
  }
  return tuple_or_null(items, 4);
}

// (is attribute, name or index).
Value field_name_next(Thread&, Value self) {
  auto* it = self.as<PyFieldNameIterator>();
  NameStep step;
  int more = it->parser.next(&step);
  if (more < 0) return kNull;
  if (more == 0) return kStop;
  bool number = !step.attribute && step.index >= 0;
  Value items[] = {Value::from_bool(step.attribute), number ? int_from_int64(step.index) : part(it->text, step.text)};
  return tuple_or_null(items, 2);
}

Value iterator_self(Thread&, Value* args) { return args[0]; }

Value formatter_parser(Thread&, Value* args) {
  if (!is_str(args[0])) return raise_type_error("expected str, got %s", type_name(args[0]));
  auto* it = allocate_object<PyFormatterIterator>(type_formatter_iterator->root_shape->id());
  if (!it) return kNull;
  it->text = as_str(args[0]);
  it->parser = TemplateParser(it->text, {0, it->text->length});
  return Value(&it->header);
}

Value formatter_field_name_split(Thread&, Value* args) {
  if (!is_str(args[0])) return raise_type_error("expected str, got %s", type_name(args[0]));
  auto* it = allocate_object<PyFieldNameIterator>(type_field_name_iterator->root_shape->id());
  if (!it) return kNull;
  it->text = as_str(args[0]);
  TextRange first;
  int64_t index;
  if (!it->parser.start(it->text, {0, it->text->length}, &first, &index)) return kNull;
  Value items[] = {index >= 0 ? int_from_int64(index) : part(it->text, first), Value(&it->header)};
  return tuple_or_null(items, 2);
}

void trace_formatter(HeapObject* object, gc::Visitor& visitor) {
  visitor.visit(reinterpret_cast<PyFormatterIterator*>(object)->text);
}
void trace_field_name(HeapObject* object, gc::Visitor& visitor) {
  visitor.visit(reinterpret_cast<PyFieldNameIterator*>(object)->text);
}

const NativeDef kFormatterMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(formatter_next, kEffectReads | kEffectWrites | kEffectAllocates),
    {}};
const NativeDef kFieldNameMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(field_name_next, kEffectReads | kEffectWrites | kEffectAllocates),
    {}};
const TypeSpec kFormatterSpec = {
    .name = "formatteriterator",
    .flags = kTypeNoNew,
    .native = {.trace = trace_formatter, .bytes = sizeof(PyFormatterIterator)},
    .methods = kFormatterMethods,
};
const TypeSpec kFieldNameSpec = {
    .name = "fieldnameiterator",
    .flags = kTypeNoNew,
    .native = {.trace = trace_field_name, .bytes = sizeof(PyFieldNameIterator)},
    .methods = kFieldNameMethods,
};

const NativeDef kFunctions[] = {
    {"formatter_parser(format_string, /)", formatter_parser},
    {"formatter_field_name_split(field_name, /)", formatter_field_name_split},
    {}};

bool init(Thread&, PyDict* dict) {
  if (!type_formatter_iterator) {
    type_formatter_iterator = type_new_builtin(kFormatterSpec);
    type_field_name_iterator = type_new_builtin(kFieldNameSpec);
  }
  return ModuleBuilder(dict, "_string").functions(kFunctions).ok();
}

}  // namespace

const NativeModule kStringModule = {"_string", init};

}  // namespace pyvm
