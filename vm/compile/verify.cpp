// Checks a code object against opcodes.def: what the interpreter and the JIT rely on without looking.
#include <utility>

#include "vm/object/code.h"
#include "vm/object/exact.h"
#include "vm/object/list.h"

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

// What the interpreter takes the constants of an instruction for.
enum class ConstantKind { kAny, kName, kNames, kCode, kImport };

// Of operand `n` (0: a or bx).
ConstantKind constant_kind(Opcode op, int n) {
  switch (op) {
    case Opcode::CHECK_BOUND: case Opcode::LOAD_DEREF: case Opcode::DELETE_DEREF: case Opcode::LOAD_CLASSDEREF:
    case Opcode::IMPORT_FROM:
      return ConstantKind::kName;
    case Opcode::IMPORT_NAME: return n == 1 ? ConstantKind::kName : ConstantKind::kImport;
    case Opcode::MAKE_FUNCTION: return ConstantKind::kCode;
    case Opcode::CALL_KW: case Opcode::CALL_METHOD_KW: case Opcode::MATCH_CLASS: return ConstantKind::kNames;
    default: return ConstantKind::kAny;
  }
}

bool is_names(Value v) {
  if (!is_exact_tuple(v)) return false;
  for (int64_t i = 0; i < as_tuple(v)->length; i++)
    if (!is_exact_str(as_tuple(v)->items[i])) return false;
  return true;
}

bool is_of_kind(Value v, ConstantKind kind) {
  switch (kind) {
    case ConstantKind::kAny: return true;
    case ConstantKind::kName: return is_exact_str(v);
    case ConstantKind::kNames: return is_names(v);
    case ConstantKind::kCode: return v.is_heap() && type_of(v) == type_code;
    case ConstantKind::kImport:   // (level, names or None)
      return is_exact_tuple(v) && as_tuple(v)->length == 2 && as_tuple(v)->items[0].is_small_int() &&
             (as_tuple(v)->items[1].is_none() || is_names(as_tuple(v)->items[1]));
  }
  return false;
}

bool needs_namespace(Opcode op) {
  switch (op) {
    case Opcode::LOAD_NAME: case Opcode::STORE_NAME: case Opcode::DELETE_NAME: case Opcode::LOAD_LOCALS:
    case Opcode::SETUP_ANNOTATIONS: case Opcode::LOAD_CLASSDEREF: case Opcode::IMPORT_STAR:
      return true;
    default: return false;
  }
}

bool needs_generator(Opcode op) {
  switch (op) {
    case Opcode::RETURN_GENERATOR: case Opcode::YIELD: case Opcode::SEND: case Opcode::ASYNC_GEN_WRAP: return true;
    default: return false;
  }
}

// Instructions of which only the numbers of registers and sites are to be checked, as nearly all are.
struct PlainChecks {
  bool plain;
  uint16_t registers[3], sites[3];   // 0xFFFF for the operands that are numbers of one
};

struct PlainTable {
  PlainChecks rows[kOpcodeCount];

  PlainTable() {
    for (int op = 0; op < kOpcodeCount; op++) {
      const char* format = kRows[op].format;
      PlainChecks& row = rows[op];
      Instr sample;
      sample.op = static_cast<uint16_t>(op);
      sample.a = sample.b = sample.c = 1;
      Opcode opcode = sample.opcode();
      row.plain = !(kRows[op].flags & (JUMPS | EXT)) && opcode != Opcode::EXT && span_of(sample).count == 0 &&
                  !needs_namespace(opcode) && !needs_generator(opcode);
      for (int n = 0; n < 3; n++) {
        bool is_register = format[n] == 'r' || format[n] == 'w' || format[n] == 'm' || format[n] == 'W';
        row.registers[n] = is_register ? 0xFFFF : 0;
        row.sites[n] = format[n] == 's' ? 0xFFFF : 0;
        row.plain &= row.registers[n] || row.sites[n] || format[n] == 'n' || format[n] == '-';
      }
    }
  }
};

class Verifier {
 public:
  explicit Verifier(const PyCode* code) : code_(code) {}

  const char* run() {
    if (code_->instr_count == 0) return "no instructions";
    if (code_->register_count == 0) return "no registers";
    layout();
    for (uint32_t i = 0; i < code_->instr_count && !wrong_; i++) {
      instruction(i);
      if (!wrong_ && (kRows[code_->instrs[i].op].flags & EXT)) i++;
    }
    if (wrong_) return wrong_;
    const Instr& last = code_->instrs[code_->instr_count - 1];
    if (!(kRows[last.op].flags & ENDS) && last.opcode() != Opcode::CLEANUP_THROW) fail("control falls off the end");
    for (uint32_t i = 0; i < code_->handler_count; i++) {
      const Handler& h = code_->handlers[i];
      if (h.start >= h.end || h.end > code_->instr_count) fail("bad handler range");
      target(h.target);
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
  // Registers with a meaning of their own, and the names of variables.
  void layout() {
    const PyCode* c = code_;
    if (c->local_count > c->cell_base) fail("cells overlap locals");
    if (uint32_t{c->cell_base} + c->cell_count + c->free_count > c->register_count) fail("cells out of range");
    if (c->varnames->length != c->local_count || c->cellvars->length != c->cell_count || c->freevars->length != c->free_count)
      fail("wrong number of names");
    uint32_t parameters = uint32_t{c->arg_count} + c->kwonly_count;
    if (c->posonly_count > c->arg_count || parameters > c->local_count) fail("parameters out of range");
    for (auto [flag, reg] : {std::pair{kCodeVarargs, c->varargs_register}, {kCodeVarkeywords, c->varkw_register}})
      if ((c->flags & flag) && (reg < parameters || reg >= c->local_count)) fail("parameters out of range");
    for (uint16_t reg : {c->namespace_register, c->generator_register})
      if (reg != 0xFFFF && reg >= c->register_count) fail("register out of range");
    if (code_is_generator_like(c) != (c->generator_register != 0xFFFF)) fail("no register for the generator");
  }
  void target(int64_t t) {
    if (t < 0 || t >= code_->instr_count) return fail("jump out of range");
    if (code_->instrs[t].opcode() == Opcode::EXT) fail("jump into an instruction");
  }
  void constant(const Instr& i, int n, uint32_t index) {
    if (index >= code_->const_count) return fail("constant out of range");
    if (!is_of_kind(code_->consts[index], constant_kind(i.opcode(), n))) fail("constant of the wrong type");
  }
  void operand(const Instr& i, int n) {
    uint32_t value = n == 0 ? i.a : n == 1 ? i.b : i.c;
    switch (kRows[i.op].format[n]) {
      case 'r': case 'w': case 'm': case 'W':
        if (value >= code_->register_count) fail("register out of range");
        break;
      case 'k': constant(i, n, value); break;
      case 'K': constant(i, n, i.bx); break;
      case 's':
        if (value >= code_->site_count) fail("site out of range");
        break;
      case 'J': break;   // checked by jumps()
      default: break;
    }
  }
  void instruction(uint32_t index) {
    const Instr& i = code_->instrs[index];
    if (i.op >= kOpcodeCount) return fail("no such opcode");
    static const PlainTable plain;
    if (const PlainChecks& row = plain.rows[i.op]; row.plain) {
      const uint32_t registers = code_->register_count, sites = code_->site_count;
      const uint16_t *r = row.registers, *s = row.sites;
      const bool has_site = s[0] | s[1] | s[2];
      const bool bad = (i.a & r[0]) >= registers || (i.b & r[1]) >= registers || (i.c & r[2]) >= registers ||
                       (has_site && ((i.a & s[0]) >= sites || (i.b & s[1]) >= sites || (i.c & s[2]) >= sites));
      if (bad) fail("operand out of range");
      return;
    }
    const OpcodeRow& row = kRows[i.op];
    if (i.opcode() == Opcode::EXT) return fail("stray EXT");
    if ((row.flags & EXT) && (index + 1 >= code_->instr_count || code_->instrs[index + 1].opcode() != Opcode::EXT))
      return fail("EXT missing");
    for (int n = 0; n < 3; n++) operand(i, n);
    if (row.flags & EXT) extension(i, code_->instrs[index + 1]);
    if (row.flags & JUMPS) jump(i, index);
    Span span = span_of(i);
    if (span.count && span.first + span.count > code_->register_count) fail("registers out of range");
    if (i.opcode() == Opcode::COPY_FREE && i.b != code_->free_count) fail("wrong number of free variables");
    if (needs_namespace(i.opcode()) && code_->namespace_register == 0xFFFF) fail("no namespace");
    if (needs_generator(i.opcode()) && !code_is_generator_like(code_)) fail("not in a generator");
  }
  // The operands in the instruction's EXT.
  void extension(const Instr& i, const Instr& ext) {
    if (i.opcode() == Opcode::MATCH_CLASS) return constant(i, 1, ext.b);
    constant(i, 1, ext.bx);
    if (!wrong_ && as_tuple(code_->consts[ext.bx])->length > i.b) fail("more names than arguments");
  }
  void jump(const Instr& i, uint32_t index) {
    switch (i.opcode()) {
      case Opcode::FOR_ITER: case Opcode::SEND: case Opcode::CLEANUP_THROW:
        return target(int64_t{index} + 1 + static_cast<int16_t>(i.c));
      case Opcode::JUMP_BACK:
        if (i.a >= code_->loop_count) return fail("loop out of range");
        if (int64_t{index} + 1 + i.sbx != code_->loops[i.a].head) fail("back-edge does not lead to its loop's head");
        if (i.sbx >= 0) fail("back-edge leads forward");
        break;
      default:
        if (i.sbx < 0) fail("jump leads backward");
        break;
    }
    target(int64_t{index} + 1 + i.sbx);
  }

  const PyCode* code_;
  const char* wrong_ = nullptr;
};

}  // namespace

const char* verify_code(const PyCode* code) { return Verifier(code).run(); }

}  // namespace pyvm
