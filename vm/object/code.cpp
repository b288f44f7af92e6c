// code objects: what the collector and Python see of them. Arrays are malloc'ed; see code.h.
#include "vm/object/code.h"

#include <cstdlib>

#include "gc/heap.h"
#include "jit/jit.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/jitted.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

PyCode* code_new() {
  gc::Header* object = gc::allocate_finalizable(type_code->root_shape->id(), sizeof(PyCode));
  if (!object) return raise_memory_error();
  return reinterpret_cast<PyCode*>(object);
}

void code_set_filename(PyCode* code, PyStr* filename) {
  PyStr* old = code->filename;
  if (old == filename) return;
  code->filename = filename;
  gc::barrier(&code->header);
  for (uint32_t i = 0; i < code->const_count; i++) {
    Value v = code->consts[i];
    if (v.is_heap() && type_of(v) == type_code && str_equal(v.as<PyCode>()->filename, old))
      code_set_filename(v.as<PyCode>(), filename);
  }
}

namespace {

void code_trace(gc::Header* object, gc::Visitor& visitor) {
  PyCode* code = reinterpret_cast<PyCode*>(object);
  for (uint32_t i = 0; i < code->const_count; i++) visitor.visit(code->consts[i].bits());
  for (uint32_t i = 0; i < code->site_count; i++) visitor.visit(code->site_names[i]);
  const void* fields[] = {code->name,     code->qualname, code->filename, code->varnames,
                          code->cellvars, code->freevars, code->names,    code->doc,      code->consumers};
  for (const void* field : fields) visitor.visit(field);
  jit::visit_code(code, visitor);
}

void code_finalize(gc::Header* object) {
  PyCode* code = reinterpret_cast<PyCode*>(object);
  jit::forget_code(code);
  void* arrays[] = {code->instrs,   code->consts, code->site_names, code->caches,
                    code->handlers, code->loops,  code->position_table, code->positions};
  for (void* array : arrays) std::free(array);
}

PyCode* self_code(Value* args) { return args[0].as<PyCode>(); }
Value number(int64_t i) { return Value::from_small_int(i); }
template <class T>
Value object(T* o) {
  return o ? Value(reinterpret_cast<HeapObject*>(o)) : kNull;
}

// ---- attributes

Value get_argcount(Thread&, Value* a) { return number(self_code(a)->arg_count); }
Value get_posonlyargcount(Thread&, Value* a) { return number(self_code(a)->posonly_count); }
Value get_kwonlyargcount(Thread&, Value* a) { return number(self_code(a)->kwonly_count); }
Value get_nlocals(Thread&, Value* a) { return number(self_code(a)->local_count); }
Value get_stacksize(Thread&, Value* a) { return number(self_code(a)->register_count - self_code(a)->local_count); }
Value get_flags(Thread&, Value* a) { return number(self_code(a)->flags & ~uint32_t{kCodeOwnFlags}); }
Value get_firstlineno(Thread&, Value* a) { return number(self_code(a)->first_line); }
Value get_names(Thread&, Value* a) { return object(self_code(a)->names); }
Value get_varnames(Thread&, Value* a) { return object(self_code(a)->varnames); }
Value get_freevars(Thread&, Value* a) { return object(self_code(a)->freevars); }
Value get_cellvars(Thread&, Value* a) { return object(self_code(a)->cellvars); }
Value get_filename(Thread&, Value* a) { return object(self_code(a)->filename); }
Value get_name(Thread&, Value* a) { return object(self_code(a)->name); }
Value get_qualname(Thread&, Value* a) { return object(self_code(a)->qualname); }
Value get_consts(Thread&, Value* a) {
  return object(tuple_from(self_code(a)->consts, self_code(a)->const_count));
}
Value get_code(Thread&, Value* a) {
  return object(bytes_from(self_code(a)->instrs, sizeof(Instr) * self_code(a)->instr_count));
}
Value get_linetable(Thread&, Value* a) {
  return object(bytes_from(self_code(a)->position_table, self_code(a)->position_bytes));
}
Value get_exceptiontable(Thread&, Value* a) {
  return object(bytes_from(self_code(a)->handlers, sizeof(Handler) * self_code(a)->handler_count));
}

constexpr int kCodeUnits = sizeof(Instr) / 2;   // CPython counts in units of two bytes

Value line_value(uint32_t line) { return line ? number(line) : kNone; }
Value column_value(uint16_t column) { return column == 0xFFFF ? kNone : number(column); }

Value code_co_positions(Thread& t, Value* args) {
  PyCode* code = self_code(args);
  PyList* list = list_new(int64_t{code->instr_count} * kCodeUnits);
  if (!list) return kNull;
  for (uint32_t i = 0; i < code->instr_count; i++) {
    Position p = code_position(code, i);
    Value parts[] = {line_value(p.line), line_value(p.end_line), column_value(p.column), column_value(p.end_column)};
    Value entry = object(tuple_from(parts, 4));
    if (!entry) return kNull;
    for (int unit = 0; unit < kCodeUnits; unit++)
      if (!list_append(list, entry)) return kNull;
  }
  return object_iter(t, object(list));
}

Value code_lines(Thread& t, Value* args) {
  PyCode* code = self_code(args);
  PyList* list = list_new(0);
  if (!list) return kNull;
  for (uint32_t i = 0; i < code->instr_count;) {
    uint32_t end = i + 1, line = code_position(code, i).line;
    while (end < code->instr_count && code_position(code, end).line == line) end++;
    Value parts[] = {number(int64_t{i} * 8), number(int64_t{end} * 8), line_value(line)};
    Value entry = object(tuple_from(parts, 3));
    if (!entry || !list_append(list, entry)) return kNull;
    i = end;
  }
  return object_iter(t, object(list));
}

Value code_varname_from_oparg(Thread&, Value* args) {
  PyCode* code = self_code(args);
  int64_t i;
  PyTuple* parts[] = {code->varnames, code->cellvars, code->freevars};
  if (!int_to_int64(args[1], &i) || i < 0) return raise_error(exc::IndexError, "tuple index out of range");
  for (PyTuple* names : parts) {
    if (i < names->length) return names->items[i];
    i -= names->length;
  }
  return raise_error(exc::IndexError, "tuple index out of range");
}

// ---- comparison

Value code_repr(Thread&, Value* args) {
  PyCode* code = self_code(args);
  CText name(code->name), filename(code->filename);
  return object(str_format("<code object %s at %p, file \"%s\", line %u>", name.c_str(), static_cast<void*>(code),
                           filename.c_str(), code->first_line));
}

// Constants are equal if they are of the same type, too, inside tuples as well.
int constants_equal(Thread& t, Value a, Value b) {
  if (type_of(a) != type_of(b)) return 0;
  if (type_of(a) == type_tuple) {
    PyTuple *x = as_tuple(a), *y = as_tuple(b);
    if (x->length != y->length) return 0;
    for (int64_t i = 0; i < x->length; i++)
      if (int equal = constants_equal(t, x->items[i], y->items[i]); equal <= 0) return equal;
    return 1;
  }
  if (a.is_double()) return a == b;   // tells 0.0 from -0.0
  return object_compare_bool(t, a, b, CompareOp::kEq);
}

int codes_equal(Thread& t, PyCode* a, PyCode* b) {
  if (a == b) return 1;
  if (a->arg_count != b->arg_count || a->posonly_count != b->posonly_count || a->kwonly_count != b->kwonly_count ||
      a->flags != b->flags || a->first_line != b->first_line || a->instr_count != b->instr_count ||
      a->const_count != b->const_count || a->site_count != b->site_count || a->handler_count != b->handler_count)
    return 0;
  if (std::memcmp(a->instrs, b->instrs, sizeof(Instr) * a->instr_count) != 0 || !str_equal(a->name, b->name)) return 0;
  for (uint32_t i = 0; i < a->site_count; i++)
    if (a->site_names[i] != b->site_names[i]) return 0;
  Value pairs[][2] = {{object(a->names), object(b->names)}, {object(a->varnames), object(b->varnames)},
                      {object(a->freevars), object(b->freevars)}, {object(a->cellvars), object(b->cellvars)}};
  for (auto& pair : pairs)
    if (int equal = object_compare_bool(t, pair[0], pair[1], CompareOp::kEq); equal <= 0) return equal;
  for (uint32_t i = 0; i < a->const_count; i++)
    if (int equal = constants_equal(t, a->consts[i], b->consts[i]); equal <= 0) return equal;
  return 1;
}

template <bool kNegate>
Value code_equal(Thread& t, Value* args) {
  if (type_of(args[1]) != type_code) return kNotImplemented;
  int equal = codes_equal(t, self_code(args), args[1].as<PyCode>());
  return equal < 0 ? kNull : Value::from_bool(kNegate != (equal == 1));
}

Value code_hash(Thread&, Value* args) {
  PyCode* code = self_code(args);
  uint64_t hash = static_cast<uint64_t>(str_hash(code->name));
  auto mix = [&hash](uint64_t word) { hash = (hash ^ word) * 0x9E3779B97F4A7C15u; };
  mix(code->arg_count | uint64_t{code->kwonly_count} << 16 | uint64_t{code->flags} << 32);
  mix(code->first_line);
  for (uint32_t i = 0; i < code->instr_count; i++) mix(uint64_t{code->instrs[i].bx} << 32 | code->instrs[i].op);
  return number(static_cast<int64_t>(hash >> 20));
}

// ---- replace

template <class T>
bool copy_array(T** array, size_t n) {
  T* copy = static_cast<T*>(std::calloc(n ? n : 1, sizeof(T)));
  if (copy && n) std::memcpy(static_cast<void*>(copy), *array, n * sizeof(T));
  *array = copy;
  return copy;
}

}  // namespace

PyCode* code_copy(PyCode* code) {
  PyCode* copy = code_new();
  if (!copy) return nullptr;
  HeapObject header = copy->header;
  *copy = *code;
  copy->header = header;
  copy->caches = nullptr;
  copy->positions = nullptr;
  copy->consumers = nullptr;
  copy->notes = nullptr;
  copy->entry_trace = nullptr;
  copy->call_counter = 0;
  bool ok = copy_array(&copy->instrs, copy->instr_count);
  ok &= copy_array(&copy->consts, copy->const_count);
  ok &= copy_array(&copy->site_names, copy->site_count);
  ok &= copy_array(&copy->handlers, copy->handler_count);
  ok &= copy_array(&copy->position_table, copy->position_bytes);
  ok &= copy_array(&copy->loops, copy->loop_count);
  if (!ok) return raise_memory_error();
  for (uint32_t i = 0; i < copy->loop_count; i++) copy->loops[i] = {0, code->loops[i].head, nullptr};
  gc::barrier(&copy->header);
  return copy;
}

namespace {

}  // namespace

PyCode* code_jitted(PyCode* code, uint32_t flags) {
  PyCode* copy = code_copy(code);
  if (!copy) return nullptr;
  copy->flags |= flags;
  for (uint32_t i = 0; (flags & kCodeJitted) && i < copy->instr_count; i++) {
    if (copy->instrs[i].opcode() == Opcode::RETURN) copy->instrs[i].b = 1;
  }
  for (uint32_t i = 0; i < copy->const_count; i++) {
    if (!copy->consts[i].is_heap() || type_of(copy->consts[i]) != type_code) continue;
    PyCode* inner = code_jitted(copy->consts[i].as<PyCode>(), flags);
    if (!inner) return nullptr;
    copy->consts[i] = object(inner);
    gc::barrier(&copy->header);
  }
  return copy;
}

namespace {

bool replace_consts(PyCode* code, Value value) {
  if (type_of(value) != type_tuple || as_tuple(value)->length != code->const_count)
    return raise_value_error("code.replace(): co_consts must be a tuple of the same length");
  for (uint32_t i = 0; i < code->const_count; i++) code->consts[i] = as_tuple(value)->items[i];
  return true;
}

bool replace_text(PyStr** field, Value value, const char* name) {
  if (!is_str(value)) return raise_type_error("replace() argument '%s' must be str, not %s", name, type_name(value));
  *field = as_str(value);
  return true;
}

// A field of the copy gets a new value. What the instructions depend on can only be given the value it has.
bool replace_field(Thread& t, PyCode* code, PyStr* name, Value value) {
  if (str_is(name, "co_name")) return replace_text(&code->name, value, "co_name");
  if (str_is(name, "co_qualname")) return replace_text(&code->qualname, value, "co_qualname");
  if (str_is(name, "co_filename")) return replace_text(&code->filename, value, "co_filename");
  if (str_is(name, "co_consts")) return replace_consts(code, value);
  int64_t i;
  if (str_is(name, "co_firstlineno") && int_to_int64(value, &i)) {
    code->first_line = static_cast<uint32_t>(i);
    return true;
  }
  if (str_is(name, "co_flags") && int_to_int64(value, &i)) {
    code->flags = (code->flags & kCodeOwnFlags) | (static_cast<uint32_t>(i) & ~uint32_t{kCodeOwnFlags});
    return true;
  }
  Value old = object_get_attr(t, Value(&code->header), name);
  if (!old) {
    CText text(name);
    return raise_type_error("'%s' is an invalid keyword argument for replace()", text.c_str());
  }
  int equal = object_equal(t, old, value);
  if (equal < 0) return false;
  if (equal) return true;
  CText text(name);
  return raise_value_error("code.replace(): %s of compiled code cannot be changed", text.c_str());
}

Value code_replace(Thread& t, Value* args) {
  PyCode* copy = code_copy(self_code(args));
  if (!copy) return kNull;
  int64_t position = 0;
  Value key, value;
  while (dict_next(as_dict(args[1]), &position, &key, &value))
    if (!replace_field(t, copy, as_str(key), value)) return kNull;
  gc::barrier(&copy->header);
  return object(copy);
}

const NativeDef kMethods[] = {
    {"__repr__(self, /)", code_repr, kEffectAllocates},
    {"__hash__(self, /)", code_hash, kEffectReads},
    {"__eq__(self, value, /)", code_equal<false>},
    {"__ne__(self, value, /)", code_equal<true>},
    {"replace(self, /, **changes)", code_replace, kEffectAll,
     "Return a copy of the code object with new values for the specified fields."},
    {"co_positions(self, /)", code_co_positions, kEffectAll},
    {"co_lines(self, /)", code_lines, kEffectAll},
    {"_varname_from_oparg(self, oparg)", code_varname_from_oparg, kEffectReads | kEffectMayRaise,
     "(internal-only) Return the local variable name for the given oparg."},
    {"@member co_argcount", get_argcount, kEffectReads},
    {"@member co_posonlyargcount", get_posonlyargcount, kEffectReads},
    {"@member co_kwonlyargcount", get_kwonlyargcount, kEffectReads},
    {"@getset co_nlocals", get_nlocals, kEffectReads},
    {"@member co_stacksize", get_stacksize, kEffectReads},
    {"@member co_flags", get_flags, kEffectReads},
    {"@member co_names", get_names, kEffectReads},
    {"@getset co_varnames", get_varnames, kEffectReads},
    {"@getset co_freevars", get_freevars, kEffectReads},
    {"@getset co_cellvars", get_cellvars, kEffectReads},
    {"@member co_filename", get_filename, kEffectReads},
    {"@member co_name", get_name, kEffectReads},
    {"@member co_qualname", get_qualname, kEffectReads},
    {"@member co_firstlineno", get_firstlineno, kEffectReads},
    {"@member co_consts", get_consts, kEffectAllocates},
    {"@getset co_code", get_code, kEffectAllocates},
    {"@member co_linetable", get_linetable, kEffectAllocates},
    {"@member co_exceptiontable", get_exceptiontable, kEffectAllocates},
    {}};

const TypeSpec kSpec = {
    .name = "code",
    .base = nullptr,
    .flags = kTypeNoNew | kTypeHasWeakref,
    .native = {.trace = code_trace, .finalize = code_finalize, .bytes = sizeof(PyCode)},
    .methods = kMethods,
    .doc = "Create a code object.  Not for mere mortals.",
};

}  // namespace

void boot_code() { type_init_builtin(type_code, kSpec); }

}  // namespace pyvm
