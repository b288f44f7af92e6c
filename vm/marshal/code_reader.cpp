// Code objects: see format.h. What is read is checked as if it came from an enemy: the checksum finds damage, the verifier
// everything that the interpreter relies on.
#include <cstdlib>

#include "gc/heap.h"
#include "vm/compile/bytecode_id.h"
#include "vm/marshal/reader.h"
#include "vm/object/code.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/list.h"
#include "vm/object/str.h"

namespace pyvm::marshal {

namespace {

Raised bad_code(const char* what) { return raise_value_error("bad marshal data (code object: %s)", what); }

// A zeroed array owned by a code object; null: MemoryError pending.
template <class T>
bool make_array(T** array, uint32_t n) {
  *array = static_cast<T*>(std::calloc(n ? n : 1, sizeof(T)));
  return *array || raise_memory_error();
}

}  // namespace

template <class T>
bool Reader::varint(T* out) {
  uint64_t v = 0;
  for (int shift = 0; shift < 42; shift += 7) {
    const uint8_t* at = take(1);
    if (!at) return false;
    v |= uint64_t{*at & 0x7Fu} << shift;
    if (*at < 0x80) {
      *out = static_cast<T>(v);
      return *out == v || bad_code("number out of range");
    }
  }
  return bad_code("number out of range");
}

Value Reader::code() {
  if (in_code_) return code_body();
  uint64_t id, sum;
  uint32_t n;
  if (!number(&id)) return kNull;
  if (id != kBytecodeId) return bad_code("made by another version of pyvm");
  if (!number(&sum) || !number(&n)) return kNull;
  const uint8_t* body = take(n);
  if (!body) return kNull;
  if (checksum(body, n) != sum) return bad_code("damaged");
  // The body is read like memory, whatever the source.
  const uint8_t *after = next_, *after_end = end_;
  Value file = file_, chunk = chunk_;
  next_ = body;
  end_ = body + n;
  file_ = kNull;
  in_code_ = true;
  Value result = code_body();
  bool all = next_ == end_;
  in_code_ = false;
  next_ = after;
  end_ = after_end;
  file_ = file;
  chunk_ = chunk;
  return result && !all ? Value(bad_code("its size is wrong")) : result;
}

Value Reader::code_body() {
  PyCode* c = code_new();
  if (!c) return kNull;
#define PYVM_READ(field) \
  if (!varint(&c->field)) return kNull;
  PYVM_CODE_FIELDS(PYVM_READ)
#undef PYVM_READ
  if (!varint(&c->flags) || !varint(&c->first_line)) return kNull;
  if (!code_arrays(c) || !handlers(c) || !code_names(c) || !code_constants(c)) return kNull;
  const char* wrong = verify_code(c);
  return wrong ? Value(bad_code(wrong)) : to_value(c);
}

// The numbers of things, the instructions and where they come from.
bool Reader::code_arrays(PyCode* c) {
  uint32_t instrs, consts, sites, handlers, loops;
  for (uint32_t* n : {&instrs, &consts, &sites, &handlers, &loops})
    if (!varint(n)) return false;
  // Each of them takes at least one byte of what is left.
  size_t left = static_cast<size_t>(end_ - next_);
  if (uint64_t{instrs} * sizeof(Instr) + consts + sites + handlers + loops > left) return bad_code("too short");
  if (!make_array(&c->instrs, instrs) || !make_array(&c->consts, consts) ||
      !make_array(&c->site_names, sites) || !make_array(&c->handlers, handlers) || !make_array(&c->loops, loops))
    return false;
  std::memcpy(c->instrs, take(sizeof(Instr) * instrs), sizeof(Instr) * instrs);
  c->instr_count = instrs;
  c->const_count = consts;
  c->site_count = sites;
  c->handler_count = handlers;
  c->loop_count = loops;
  uint32_t position_bytes;
  const uint8_t* table = varint(&position_bytes) ? take(position_bytes) : nullptr;
  return table && code_set_position_table(c, table, position_bytes);
}

bool Reader::handlers(PyCode* c) {
  for (uint32_t i = 0; i < c->handler_count; i++) {
    Handler& h = c->handlers[i];
    if (!varint(&h.start) || !varint(&h.end) || !varint(&h.target) || !varint(&h.exc_register)) return false;
  }
  for (uint32_t i = 0; i < c->loop_count; i++)
    if (!varint(&c->loops[i].head)) return false;
  return true;
}

PyStr* Reader::name() {
  Value v = element("code");
  if (!v) return nullptr;
  if (!is_exact_str(v)) return bad_code("a name is no str");
  return as_str(v);
}

PyTuple* Reader::name_tuple() {
  Value v = element("code");
  if (!v) return nullptr;
  if (!is_exact_tuple(v)) return bad_code("names are no tuple");
  PyTuple* tuple = as_tuple(v);
  for (int64_t i = 0; i < tuple->length; i++)
    if (!is_exact_str(tuple->items[i]) || !as_str(tuple->items[i])->is_interned()) return bad_code("a name is not interned");
  return tuple;
}

bool Reader::code_names(PyCode* c) {
  for (PyStr** field : {&c->name, &c->qualname, &c->filename}) {
    if (!(*field = name())) return false;
    gc::barrier(&c->header);
  }
  bool no_doc = false;
  Value doc = value(&no_doc);
  if (!doc && !no_doc) return false;
  if (doc && !is_exact_str(doc)) return bad_code("its docstring is no str");
  c->doc = doc ? as_str(doc) : nullptr;
  gc::barrier(&c->header);
  for (PyTuple** field : {&c->varnames, &c->cellvars, &c->freevars, &c->names}) {
    if (!(*field = name_tuple())) return false;
    gc::barrier(&c->header);
  }
  return true;
}

bool Reader::code_constants(PyCode* c) {
  for (uint32_t i = 0; i < c->const_count; i++) {
    Value v = element("code");
    if (!v) return false;
    c->consts[i] = v;
    gc::barrier(&c->header, v.bits());
  }
  for (uint32_t i = 0; i < c->site_count; i++) {
    uint32_t index;
    if (!varint(&index)) return false;
    if (index >= c->names->length) return bad_code("site without a name");
    c->site_names[i] = as_str(c->names->items[index]);
  }
  gc::barrier(&c->header);
  return true;
}

}  // namespace pyvm::marshal
