// Checks a code object against opcodes.def: what the interpreter and the JIT rely on without looking.
#include "vm/object/code.h"

namespace pyvm {

namespace {

struct OpcodeRow {
  const char* format;
  uint32_t flags;
};

enum : uint32_t { RAISES = 1, CALLS = 2, JUMPS = 4, ENDS = 8, EXT = 16 };

constexpr OpcodeRow kRows[] = {
#define OP(name, format, flags, meaning) {format, flags},
#include "vm/opcodes.def"
#undef OP
};

// Instructions whose operand `count` registers from `first` on are read or written.
struct Span {
  uint32_t first, count;
};

Span span_of(const Instr& i) {
  switch (i.opcode()) {
    case Opcode::BUILD_LIST: case Opcode::BUILD_TUPLE: case Opcode::BUILD_SET: case Opcode::BUILD_STRING:
    case Opcode::UNPACK_SEQUENCE:
      return {i.b, i.c};
    case Opcode::BUILD_MAP: return {i.b, 2u * i.c};
    case Opcode::BUILD_SLICE: return {i.b, 3};
    case Opcode::UNPACK_EX: return {i.b, (i.c & 255u) + 1 + (i.c >> 8)};
    case Opcode::COPY_FREE: return {i.a, i.b};
    case Opcode::CHECK_EG_MATCH: case Opcode::BEFORE_WITH: case Opcode::BEFORE_ASYNC_WITH: return {i.a, 2};
    case Opcode::FORMAT_VALUE: return {i.b, i.c & 4 ? 2u : 1u};
    case Opcode::CALL: case Opcode::CALL_KW: return {i.a, static_cast<uint32_t>(kFrameHeaderWords) + i.b};
    case Opcode::CALL_METHOD: case Opcode::CALL_METHOD_KW:
      return {i.a, static_cast<uint32_t>(kFrameHeaderWords) + 1 + i.b};
    case Opcode::CALL_EX: return {i.a, static_cast<uint32_t>(kFrameHeaderWords) + 1 + (i.b ? 1 : 0)};
    case Opcode::LOAD_METHOD: return {i.a, static_cast<uint32_t>(kFrameHeaderWords) + 1};
    default: return {0, 0};
  }
}

class Verifier {
 public:
  explicit Verifier(const PyCode* code) : code_(code) {}

  const char* run() {
    if (code_->instr_count == 0) return "no instructions";
    if (code_->local_count > code_->cell_base) return "cells overlap locals";
    if (code_->cell_base + code_->cell_count + code_->free_count > code_->register_count) return "cells out of range";
    for (uint32_t i = 0; i < code_->instr_count && !wrong_; i++) {
      instruction(i);
      if (kRows[code_->instrs[i].op].flags & EXT) i++;
    }
    const Instr& last = code_->instrs[code_->instr_count - 1];
    if (!(kRows[last.op].flags & ENDS) && last.opcode() != Opcode::CLEANUP_THROW) fail("control falls off the end");
    for (uint32_t i = 0; i < code_->handler_count; i++) {
      const Handler& h = code_->handlers[i];
      if (h.start >= h.end || h.end > code_->instr_count) fail("bad handler range");
      if (h.target >= code_->instr_count) fail("bad handler target");
      if (h.exc_register >= code_->register_count) fail("bad exception register");
    }
    for (uint32_t i = 0; i < code_->loop_count; i++)
      if (code_->loops[i].head > code_->instr_count) fail("bad loop head");
    return wrong_;
  }

 private:
  void fail(const char* what) {
    if (!wrong_) wrong_ = what;
  }
  void target(int64_t t) {
    if (t < 0 || t >= code_->instr_count) return fail("jump out of range");
    if (code_->instrs[t].opcode() == Opcode::EXT) fail("jump into an instruction");
  }
  void operand(char kind, uint32_t value) {
    switch (kind) {
      case 'r': case 'w': case 'm': case 'W':
        if (value >= code_->register_count) fail("register out of range");
        break;
      case 'k':
        if (value >= code_->const_count) fail("constant out of range");
        break;
      case 's':
        if (value >= code_->site_count) fail("site out of range");
        break;
      default: break;
    }
  }
  void instruction(uint32_t index) {
    const Instr& i = code_->instrs[index];
    if (i.op >= kOpcodeCount) return fail("no such opcode");
    const OpcodeRow& row = kRows[i.op];
    if (i.opcode() == Opcode::EXT) return fail("stray EXT");
    if ((row.flags & EXT) && (index + 1 >= code_->instr_count || code_->instrs[index + 1].opcode() != Opcode::EXT))
      return fail("EXT missing");
    const char* f = row.format;
    uint32_t operands[] = {i.a, i.b, i.c};
    if (i.opcode() == Opcode::JUMP) return target(int64_t{index} + 1 + i.sbx);
    for (int n = 0; n < 3 && f[n]; n++) {
      if (f[n] == 'J') {
        target(int64_t{index} + 1 + i.sbx);
        break;
      }
      if (f[n] == 'K') {
        if (i.bx >= code_->const_count) fail("constant out of range");
        break;
      }
      operand(f[n], operands[n]);
    }
    switch (i.opcode()) {
      case Opcode::FOR_ITER: case Opcode::SEND: case Opcode::CLEANUP_THROW:
        target(int64_t{index} + 1 + static_cast<int16_t>(i.c));
        break;
      case Opcode::JUMP_BACK:
        if (i.a >= code_->loop_count) return fail("loop out of range");
        if (int64_t{index} + 1 + i.sbx != code_->loops[i.a].head) fail("back-edge does not lead to its loop's head");
        if (i.sbx >= 0) fail("back-edge leads forward");
        break;
      default: break;
    }
    Span span = span_of(i);
    if (span.count && span.first + span.count > code_->register_count) fail("registers out of range");
  }

  const PyCode* code_;
  const char* wrong_ = nullptr;
};

}  // namespace

const char* verify_code(const PyCode* code) { return Verifier(code).run(); }

}  // namespace pyvm
