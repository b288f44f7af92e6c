// Code objects: see format.h.
#include "vm/compile/bytecode_id.h"
#include "vm/marshal/marshal.h"
#include "vm/marshal/writer.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/str.h"

namespace pyvm {

uint32_t bytecode_magic() { return static_cast<uint32_t>(kBytecodeId); }

}  // namespace pyvm

namespace pyvm::marshal {

constexpr size_t kBodyHeader = 20;   // id, checksum and size before the body

bool Writer::code(PyCode* code) {
  tag(kCode);
  if (in_code_) return code_body(code);
  const uint8_t zeros[kBodyHeader] = {};
  raw(zeros, sizeof zeros);
  size_t begin = out_.size();
  in_code_ = true;
  bool ok = code_body(code);
  in_code_ = false;
  bodies_.push_back({begin, out_.size()});
  return ok;
}

void Writer::add_checksums() {
  for (const Body& body : bodies_) {
    char* header = out_.data() + body.begin - kBodyHeader;
    uint64_t words[] = {kBytecodeId,
                        checksum(reinterpret_cast<uint8_t*>(out_.data()) + body.begin, body.end - body.begin)};
    uint32_t size = static_cast<uint32_t>(body.end - body.begin);
    std::memcpy(header, words, 16);
    std::memcpy(header + 16, &size, 4);
  }
}

bool Writer::code_body(PyCode* c) {
#define PYVM_WRITE(field) varint(c->field);
  PYVM_CODE_FIELDS(PYVM_WRITE)
#undef PYVM_WRITE
  for (uint32_t n : {c->flags, c->first_line, c->instr_count, c->const_count, c->site_count, c->handler_count, c->loop_count})
    varint(n);
  raw(c->instrs, sizeof(Instr) * c->instr_count);
  varint(c->position_bytes);
  raw(c->position_table, c->position_bytes);
  for (uint32_t i = 0; i < c->handler_count; i++) {
    const Handler& h = c->handlers[i];
    for (uint32_t n : {h.start, h.end, h.target, uint32_t{h.exc_register}}) varint(n);
  }
  for (uint32_t i = 0; i < c->loop_count; i++) varint(c->loops[i].head);
  if (!value(to_value(c->name)) || !value(to_value(c->qualname)) || !value(to_value(c->filename))) return false;
  if (!c->doc) tag(kNullTag);
  else if (!value(to_value(c->doc))) return false;
  for (PyTuple* names : {c->varnames, c->cellvars, c->freevars, c->names})
    if (!value(to_value(names))) return false;
  return items(c->consts, c->const_count) && sites(c);
}

bool Writer::sites(PyCode* c) {
  PyDict* numbers = dict_new_sized(c->names->length);
  for (int64_t i = 0; numbers && i < c->names->length; i++)
    if (!dict_set_str(numbers, as_str(c->names->items[i]), Value::from_small_int(i))) return false;
  for (uint32_t i = 0; numbers && i < c->site_count; i++) {
    Value number = dict_get_str(numbers, c->site_names[i]);
    if (!number) return unmarshallable();
    varint(static_cast<uint64_t>(number.small_int()));
  }
  return numbers;
}

}  // namespace pyvm::marshal
