// re.Match objects.
#include "gc/heap.h"
#include "stdlib/sre/pattern.h"
#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/args.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/generic_alias.h"
#include "vm/object/int.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/run/import.h"

namespace pyvm::sre {

PyType* type_match;

namespace {

Value self_of(Thread&, Value* args) { return args[0]; }
PyMatch* match_of(Value v) { return v.as<PyMatch>(); }

// Number of the group that an int or a name means; -1: IndexError pending.
int64_t group_number(Thread& t, PyMatch* m, Value group) {
  int64_t i = -1;
  if (is_int(group) || type_lookup(type_of(group), names::d_index)) {
    Value n = object_as_int(t, group);
    if (!n) return -1;
    if (!int_to_int64(n, &i)) i = -1;
  } else {
    bool failed = false;
    Value n = dict_get(t, m->pattern->group_index, group, &failed);
    if (failed) error_clear();
    if (n && is_int(n) && !int_to_int64(n, &i)) i = -1;
  }
  if (i >= 0 && i < m->group_count) return i;
  raise_error(exc::IndexError, "no such group");
  return -1;
}

Value text_of_group(Thread& t, PyMatch* m, int64_t i, Value missing) {
  if (m->marks[2 * i] < 0) return missing;
  return slice_text(t, m->string, m->marks[2 * i], m->marks[2 * i + 1]);
}

// args: self, *groups.
Value group(Thread& t, Value* args) {
  PyMatch* m = match_of(args[0]);
  PyTuple* which = as_tuple(args[1]);
  if (which->length == 0) return text_of_group(t, m, 0, kNone);
  PyTuple* result = which->length > 1 ? tuple_new(which->length) : nullptr;
  if (which->length > 1 && !result) return kNull;
  for (int64_t k = 0; k < which->length; k++) {
    int64_t i = group_number(t, m, which->items[k]);
    Value text = i < 0 ? kNull : text_of_group(t, m, i, kNone);
    if (!text) return kNull;
    if (!result) return text;
    result->items[k] = text;
    gc::barrier(&result->header);
  }
  return Value(&result->header);
}

Value getitem(Thread& t, Value* args) {
  PyMatch* m = match_of(args[0]);
  int64_t i = group_number(t, m, args[1]);
  return i < 0 ? kNull : text_of_group(t, m, i, kNone);
}

Value groups(Thread& t, Value* args) {
  PyMatch* m = match_of(args[0]);
  PyTuple* result = tuple_new(m->group_count - 1);
  for (int64_t i = 1; result && i < m->group_count; i++) {
    Value text = text_of_group(t, m, i, args[1]);
    if (!text) return kNull;
    result->items[i - 1] = text;
    gc::barrier(&result->header);
  }
  return result ? Value(&result->header) : kNull;
}

Value groupdict(Thread& t, Value* args) {
  PyMatch* m = match_of(args[0]);
  PyDict* result = dict_new();
  if (!result) return kNull;
  int64_t position = 0;
  Value name, number;
  while (dict_next(m->pattern->group_index, &position, &name, &number)) {
    int64_t i = group_number(t, m, number);
    Value text = i < 0 ? kNull : text_of_group(t, m, i, args[1]);
    if (!text || !dict_set(t, result, name, text)) return kNull;
  }
  return Value(&result->header);
}

Value start(Thread& t, Value* args) {
  int64_t i = group_number(t, match_of(args[0]), args[1]);
  return i < 0 ? kNull : Value::from_small_int(match_of(args[0])->marks[2 * i]);
}
Value end(Thread& t, Value* args) {
  int64_t i = group_number(t, match_of(args[0]), args[1]);
  return i < 0 ? kNull : Value::from_small_int(match_of(args[0])->marks[2 * i + 1]);
}

Value pair(int64_t a, int64_t b) {
  Value items[] = {Value::from_small_int(a), Value::from_small_int(b)};
  PyTuple* result = tuple_from(items, 2);
  return result ? Value(&result->header) : kNull;
}

Value span(Thread& t, Value* args) {
  PyMatch* m = match_of(args[0]);
  int64_t i = group_number(t, m, args[1]);
  return i < 0 ? kNull : pair(m->marks[2 * i], m->marks[2 * i + 1]);
}

Value regs(Thread&, Value* args) {
  PyMatch* m = match_of(args[0]);
  if (m->regs) return m->regs;
  PyTuple* result = tuple_new(m->group_count);
  for (int64_t i = 0; result && i < m->group_count; i++) {
    Value item = pair(m->marks[2 * i], m->marks[2 * i + 1]);
    if (!item) return kNull;
    result->items[i] = item;
    gc::barrier(&result->header);
  }
  if (!result) return kNull;
  m->regs = Value(&result->header);
  gc::barrier(&m->header);
  return m->regs;
}

Value expand(Thread& t, Value* args) {
  Value re = import_module(t, str_intern("re"));
  if (!re) return kNull;
  Value items[] = {Value(&match_of(args[0])->pattern->header), args[0], args[1]};
  return object_call_method(t, re, str_intern("_expand"), items, 3);
}

Value get_string(Thread&, Value* args) { return match_of(args[0])->string; }
Value get_re(Thread&, Value* args) { return Value(&match_of(args[0])->pattern->header); }
Value get_pos(Thread&, Value* args) { return Value::from_small_int(match_of(args[0])->pos); }
Value get_endpos(Thread&, Value* args) { return Value::from_small_int(match_of(args[0])->endpos); }
Value get_lastindex(Thread&, Value* args) {
  int64_t i = match_of(args[0])->last_index;
  return i < 0 ? kNone : Value::from_small_int(i);
}
Value get_lastgroup(Thread&, Value* args) {
  PyMatch* m = match_of(args[0]);
  PyTuple* index = m->pattern->index_group;
  if (m->last_index < 0 || m->last_index >= index->length) return kNone;
  return index->items[m->last_index];
}

Value repr(Thread& t, Value* args) {
  PyMatch* m = match_of(args[0]);
  Value text = text_of_group(t, m, 0, kNone);
  PyStr* shown = text ? object_repr(t, text) : nullptr;
  if (!shown) return kNull;
  TextBuffer out;
  out.printf("<re.Match object; span=(%lld, %lld), match=", static_cast<long long>(m->marks[0]),
             static_cast<long long>(m->marks[1]));
  PyStr* part = str_substring(shown, 0, shown->length < 50 ? shown->length : 50);
  if (!part) return kNull;
  str_append_utf8(part, out);
  out.append('>');
  PyStr* s = str_from_utf8(out.view());
  return s ? Value(&s->header) : kNull;
}

Value class_getitem(Thread&, Value* args) { return generic_alias_new(args[0], args[1]); }

size_t size_of_match(const HeapObject* object) {
  return sizeof(PyMatch) + static_cast<size_t>(reinterpret_cast<const PyMatch*>(object)->group_count) * 16;
}
void trace_match(HeapObject* object, gc::Visitor& visitor) {
  auto* m = reinterpret_cast<PyMatch*>(object);
  visitor.visit(m->string.bits());
  visitor.visit(m->pattern);
  visitor.visit(m->regs.bits());
}

const NativeDef kMethods[] = {
    {"group(self, /, *groups)", group},
    {"groups(self, /, default=None)", groups},
    {"groupdict(self, /, default=None)", groupdict},
    {"start(self, group=0, /)", start},
    {"end(self, group=0, /)", end},
    {"span(self, group=0, /)", span},
    {"expand(self, /, template)", expand},
    {"__getitem__(self, key, /)", getitem},
    {"__copy__(self, /)", self_of, kEffectPure},
    {"__deepcopy__(self, memo, /)", self_of, kEffectPure},
    {"@classmethod __class_getitem__(cls, object, /)", class_getitem},
    {"__repr__(self, /)", repr},
    {"@member string", get_string},
    {"@member re", get_re},
    {"@member pos", get_pos},
    {"@member endpos", get_endpos},
    {"@getset lastindex", get_lastindex},
    {"@getset lastgroup", get_lastgroup},
    {"@getset regs", regs},
    {}};

const TypeSpec kMatchSpec = {
    .name = "re.Match",
    .flags = kTypeNoNew,
    .native = {.trace = trace_match, .size_of = size_of_match},
    .methods = kMethods,
    .doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
};

}  // namespace

void make_match_type() { type_match = type_new_builtin(kMatchSpec); }

Value slice_text(Thread& t, Value string, int64_t start, int64_t end) {
  if (is_str(string)) {
    PyStr* s = str_substring(as_str(string), static_cast<size_t>(start), static_cast<size_t>(end));
    return s ? Value(&s->header) : kNull;
  }
  BytesArg bytes;
  if (!bytes.get(t, string)) return kNull;
  auto size = static_cast<int64_t>(bytes.size());
  if (end > size) end = size;   // it may have shrunk since
  if (start > end) start = end;
  if (is_bytes(string) && type_of(string) == type_bytes && start == 0 && end == size) return string;
  PyBytes* b = bytes_from(start == end ? reinterpret_cast<const uint8_t*>("") : bytes.data() + start,
                          static_cast<size_t>(end - start));
  return b ? Value(&b->header) : kNull;
}

Value Subject::make_match() const {
  int64_t groups = pattern_->groups + 1;
  auto* m = allocate_object<PyMatch>(type_match->root_shape->id(), sizeof(PyMatch) + static_cast<size_t>(groups) * 16);
  if (!m) return kNull;
  m->string = string_;
  m->pattern = pattern_;
  m->pos = pos;
  m->endpos = state.end;
  m->last_index = state.last_index;
  m->group_count = groups;
  m->marks[0] = state.start;
  m->marks[1] = state.stop;
  for (int64_t i = 1; i < groups; i++) {
    int64_t from = state.marks[2 * i - 2], to = state.marks[2 * i - 1];
    bool set = from >= 0 && to >= from;
    m->marks[2 * i] = set ? from : -1;
    m->marks[2 * i + 1] = set ? to : -1;
  }
  return Value(&m->header);
}

}  // namespace pyvm::sre
