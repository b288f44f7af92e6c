#include "jit/liveness.h"

#include <memory>
#include <unordered_map>

#include "vm/object/list.h"
#include "vm/object/str.h"

namespace pyvm::jit {

namespace {

constexpr const char* kFormats[] = {
#define OP(name, format, flags, meaning) format,
#include "vm/opcodes.def"
#undef OP
};
enum { RAISES = 1, CALLS = 2, JUMPS = 4, ENDS = 8, EXT = 16 };
constexpr uint8_t kFlags[] = {
#define OP(name, format, flags, meaning) flags,
#include "vm/opcodes.def"
#undef OP
};

constexpr uint32_t H = kFrameHeaderWords;

// Calls visit(first, count) for every range of registers read.
template <class F>
void each_read(const Instr* i, F visit) {
  const char* format = kFormats[i->op];
  const uint16_t operands[] = {i->a, i->b, i->c};
  for (int k = 0; k < 3 && format[k]; k++) {
    if (format[k] == 'r' || format[k] == 'm') visit(operands[k], 1u);
    if (format[k] == 'J') break;
  }
  switch (i->opcode()) {
    case Opcode::BUILD_SLICE: visit(i->b, 3u); break;
    case Opcode::BUILD_LIST:
    case Opcode::BUILD_TUPLE:
    case Opcode::BUILD_SET:
    case Opcode::BUILD_STRING: visit(i->b, i->c); break;
    case Opcode::BUILD_MAP: visit(i->b, 2u * i->c); break;
    case Opcode::FORMAT_VALUE: visit(i->b, (i->c & 4) ? 2u : 1u); break;
    case Opcode::CALL:
    case Opcode::CALL_KW:
      visit(i->a, 1u);
      visit(i->a + H, i->b);
      break;
    case Opcode::CALL_METHOD:
    case Opcode::CALL_METHOD_KW:
      visit(i->a, 2u);
      visit(i->a + H, i->b + 1u);
      break;
    case Opcode::CALL_EX:
      visit(i->a, 1u);
      visit(i->a + H, 2u);
      break;
    case Opcode::SEND: visit(i->b, 1u); break;
    default: break;
  }
}

}  // namespace

RegisterRange written_registers(const Instr* i) {
  switch (i->opcode()) {
    case Opcode::COPY_FREE: return {i->a, i->b};
    case Opcode::LOAD_METHOD: return {i->a, H + 1};
    case Opcode::UNPACK_SEQUENCE: return {i->b, i->c};
    case Opcode::UNPACK_EX: return {i->b, (i->c & 255u) + (i->c >> 8) + 1};
    case Opcode::CALL:
    case Opcode::CALL_KW:
    case Opcode::CALL_EX:
    case Opcode::CALL_METHOD:
    case Opcode::CALL_METHOD_KW: return {i->c, 1};
    case Opcode::BEFORE_WITH:
    case Opcode::BEFORE_ASYNC_WITH:
    case Opcode::CHECK_EG_MATCH: return {i->a, 2};
    case Opcode::SEND: return {i->b, 1};
    default: break;
  }
  const char* format = kFormats[i->op];
  for (int k = 0; format[k]; k++) {
    if (format[k] == 'w' || format[k] == 'm') return {k == 0 ? i->a : k == 1 ? i->b : i->c, 1};
  }
  return {0, 0};
}

bool reads_register(const Instr* i, uint32_t reg) {
  bool found = false;
  each_read(i, [&](uint32_t first, uint32_t count) { found = found || (reg >= first && reg < first + count); });
  return found;
}

const Instr* jump_target(const Instr* i) {
  if (!(kFlags[i->op] & JUMPS)) return nullptr;
  bool wide = kFormats[i->op][1] == 'J';
  return i + 1 + (wide ? i->sbx : static_cast<int16_t>(i->c));
}

bool ends_flow(const Instr* i) { return kFlags[i->op] & ENDS; }

Liveness::Liveness(const PyCode* code, bool exact)
    : code_(code), exact_(exact), stride_((code->register_count + 63u) / 64) {
  words_.assign(size_t{code->instr_count + 1} * stride_, 0);
  always_.assign(stride_, 0);
  auto keep = [&](uint32_t r) {
    if (r < code->register_count) always_[r / 64] |= uint64_t{1} << (r % 64);
  };
  keep(code->namespace_register);
  keep(code->generator_register);
  for (uint32_t i = 0; i < uint32_t{code->cell_count} + code->free_count; i++) keep(code->cell_base + i);
  bool all = code_is_generator_like(code);
  for (uint32_t i = 0; i < code->site_count && !all; i++) {
    const PyStr* name = code->site_names[i];
    for (const char* text : {"super", "locals", "vars", "eval", "exec", "dir", "_getframe", "currentframe"}) {
      all = all || str_is(name, text);
    }
  }
  for (uint32_t i = 0; all && i < code->local_count; i++) keep(i);
  std::vector<uint64_t> out(stride_);
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = code->instr_count; i-- > 0;) {
      flow(i, out.data());
      uint64_t* mine = &words_[size_t{i} * stride_];
      for (uint32_t w = 0; w < stride_; w++) {
        if (mine[w] != out[w]) mine[w] = out[w], changed = true;
      }
    }
  }
}

void Liveness::join(uint64_t* out, uint32_t from) const {
  if (from >= code_->instr_count) return;
  for (uint32_t w = 0; w < stride_; w++) out[w] |= words_[size_t{from} * stride_ + w];
}

void Liveness::flow(uint32_t index, uint64_t* out) {
  const Instr* i = code_->instrs + index;
  for (uint32_t w = 0; w < stride_; w++) out[w] = 0;
  uint8_t flags = kFlags[i->op];
  if (!(flags & ENDS)) join(out, index + 1);
  if (exact_ && i->opcode() == Opcode::FOR_ITER) out[i->b / 64] &= ~(uint64_t{1} << (i->b % 64));
  if (const Instr* target = jump_target(i)) join(out, static_cast<uint32_t>(target - code_->instrs));
  if (i->opcode() == Opcode::RETURN_GENERATOR) join(out, index + 1);
  RegisterRange written = written_registers(i);
  // FOR_ITER, SEND and CLEANUP_THROW write on one way only.
  bool always_written = !(flags & JUMPS) || i->opcode() == Opcode::JUMP;
  for (uint32_t r = written.first; always_written && r < written.first + written.count; r++) {
    if (r < code_->register_count) out[r / 64] &= ~(uint64_t{1} << (r % 64));
  }
  // A raise leaves before or after the write.
  for (uint32_t h = 0; h < code_->handler_count; h++) {
    const Handler& handler = code_->handlers[h];
    if (index >= handler.start && index < handler.end) join(out, handler.target);
  }
  auto read = [&](uint32_t first, uint32_t count) {
    for (uint32_t r = first; r < first + count && r < code_->register_count; r++) {
      out[r / 64] |= uint64_t{1} << (r % 64);
    }
  };
  each_read(i, read);
  for (uint32_t w = 0; w < stride_; w++) out[w] |= always_[w];
}

LoopSite* Liveness::loop_at(uint32_t instr) const {
  for (uint32_t i = 0; i < code_->loop_count; i++) {
    if (code_->loops[i].head == instr) return &code_->loops[i];
  }
  return nullptr;
}

uint32_t Liveness::loop_end(const LoopSite* loop) const {
  uint32_t last = loop->head;
  for (uint32_t i = loop->head; i < code_->instr_count; i++) {
    const Instr& instr = code_->instrs[i];
    if (instr.opcode() == Opcode::JUMP_BACK && i + 1 + static_cast<uint32_t>(instr.sbx) == loop->head) last = i;
  }
  return last;
}

}  // namespace pyvm::jit
