// Listings. One line per instruction: source line (when it changes), byte offset as in co_code, name, operands, meaning.
#include "vm/base/text.h"
#include "vm/compile/compiler.h"
#include "vm/object/code.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

constexpr const char* kFormats[] = {
#define OP(name, format, flags, meaning) format,
#include "vm/opcodes.def"
#undef OP
};

class Lister {
 public:
  Lister(PyCode* code, TextBuffer& out) : code_(code), out_(out) {}
  ~Lister() { delete[] is_target_; }
  Lister(const Lister&) = delete;
  Lister& operator=(const Lister&) = delete;

  void run() {
    mark_targets();
    uint32_t line = 0;
    for (uint32_t i = 0; i < code_->instr_count; i++) {
      uint32_t at = code_position(code_, i).line;
      if (at != line && at != 0) {
        if (line) out_.append('\n');
        out_.printf("%3u", at);
        line = at;
      } else {
        out_.append("   ");
      }
      out_.printf(" %s %6u %-20s ", is_target_[i] ? ">>" : "  ", i * 8, opcode_name(code_->instrs[i].opcode()));
      operands(i);
      while (out_.view().back() == ' ') out_.truncate(out_.size() - 1);
      out_.append('\n');
    }
    handlers();
  }

  int64_t jump_target(uint32_t i) const {
    const Instr& instr = code_->instrs[i];
    switch (instr.opcode()) {
      case Opcode::FOR_ITER: case Opcode::SEND: case Opcode::CLEANUP_THROW:
        return int64_t{i} + 1 + static_cast<int16_t>(instr.c);
      case Opcode::JUMP: case Opcode::JUMP_BACK: case Opcode::JUMP_IF_TRUE: case Opcode::JUMP_IF_FALSE:
      case Opcode::JUMP_IF_NONE: case Opcode::JUMP_IF_NOT_NONE:
        return int64_t{i} + 1 + instr.sbx;
      default: return -1;
    }
  }

  void operands(uint32_t index) {
    const Instr& i = code_->instrs[index];
    const char* f = kFormats[i.op];
    uint32_t values[] = {i.a, i.b, i.c};
    bool first = true;
    if (i.opcode() == Opcode::EXT) {
      out_.printf("%u, %u", i.a, i.bx);
      return;
    }
    for (int n = 0; n < 3 && f[n]; n++) {
      if (f[n] == '-') continue;
      if (!first) out_.append(", ");
      first = false;
      switch (f[n]) {
        case 'r': case 'w': case 'm': reg(values[n]); break;
        case 'W': out_.printf("w%u", values[n]); break;
        case 'k': constant(values[n]); break;
        case 'K': constant(i.bx); break;
        case 's': note(str_utf8(code_->site_names[values[n]])); break;
        case 'J': out_.printf("to %lld", static_cast<long long>(jump_target(index) * 8)); break;
        default:
          if (n == 2 && jump_target(index) >= 0)
            out_.printf("to %lld", static_cast<long long>(jump_target(index) * 8));
          else
            out_.printf("%u", values[n]);
      }
    }
  }

 private:
  void mark_targets() {
    is_target_ = new bool[code_->instr_count]();
    for (uint32_t i = 0; i < code_->instr_count; i++)
      if (int64_t t = jump_target(i); t >= 0 && t < code_->instr_count) is_target_[t] = true;
    for (uint32_t i = 0; i < code_->handler_count; i++) is_target_[code_->handlers[i].target] = true;
  }

  void reg(uint32_t r) {
    out_.printf("r%u", r);
    uint32_t cells = code_->cell_base, frees = cells + code_->cell_count, end = frees + code_->free_count;
    PyTuple* names = r < code_->local_count ? code_->varnames : r < frees ? code_->cellvars : code_->freevars;
    uint32_t first = r < code_->local_count ? 0 : r < frees ? cells : frees;
    if (r < code_->local_count || (r >= cells && r < end)) note(str_utf8(names->items[r - first].as<PyStr>()));
  }

  void note(std::string_view text) {
    out_.append('(');
    out_.append(text);
    out_.append(')');
  }

  void constant(uint32_t k) {
    out_.printf("k%u", k);
    Value v = code_->consts[k];
    Thread& t = current_thread();
    Value pending = error_take();
    PyStr* text = object_repr(t, v);
    if (text)
      note(str_utf8(text));
    else
      error_clear();
    if (pending) error_restore(pending);
  }

  void handlers() {
    if (code_->handler_count == 0) return;
    out_.append("ExceptionTable:\n");
    for (uint32_t i = 0; i < code_->handler_count; i++) {
      const Handler& h = code_->handlers[i];
      out_.printf("  %u to %u -> %u r%u\n", h.start * 8, h.end * 8 - 8, h.target * 8, h.exc_register);
    }
  }

  PyCode* code_;
  TextBuffer& out_;
  bool* is_target_ = nullptr;
};

}  // namespace

void disassemble(PyCode* code, TextBuffer& out) { Lister(code, out).run(); }

int64_t disassemble_operands(PyCode* code, uint32_t index, TextBuffer& out) {
  Lister lister(code, out);
  lister.operands(index);
  return lister.jump_target(index);
}

void dump_bytecode(PyCode* code, TextBuffer& out) {
  disassemble(code, out);
  for (uint32_t i = 0; i < code->const_count; i++) {
    Value v = code->consts[i];
    if (!v.is_heap() || type_of(v) != type_code) continue;
    PyCode* inner = v.as<PyCode>();
    std::string_view name = str_utf8(inner->qualname);
    out.printf("\nDisassembly of %.*s, line %u:\n", static_cast<int>(name.size()), name.data(), inner->first_line);
    dump_bytecode(inner, out);
  }
}

}  // namespace pyvm
