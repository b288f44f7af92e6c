// The code object under construction: instructions, positions, labels, constants, handler ranges, registers.
//
// Labels and reachability. While `dead` is set, nothing can reach the next instruction and emit() drops it. Each label
// keeps which variables are bound on every path to it, so that a check is emitted only where a variable may be unbound.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "gc/heap.h"
#include "vm/object/code.h"
#include "vm/syntax/scopes.h"

namespace pyvm {
struct Thread;
}

namespace pyvm::compile {

using Reg = uint32_t;
inline constexpr Reg kNoReg = 0xFFFFFFFF;
inline constexpr Reg kAbsent = 0xFFFF;   // in PyCode's register fields
inline constexpr Reg kMaxRegisters = 0xFF00;

// Constants and names of one compilation, shared by its units: equal constants of one type are one object. Keeps them
// alive (the collector does not see C++ vectors).
class Pool {
 public:
  Pool();
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Number of the constant, equal for equal values of equal type and sign. Null value: UINT32_MAX.
  uint32_t add(Value constant);
  Value at(uint32_t id) const { return values_[id]; }
  // The interned str of an identifier.
  uint32_t name(const syntax::Identifier* identifier);
  PyStr* name_str(const syntax::Identifier* identifier) { return values_[name(identifier)].as<PyStr>(); }
  // Keeps a value alive until the end of the compilation.
  void keep(Value v);

 private:
  static void trace(gc::Visitor& visitor, void* self);

  std::vector<Value> values_;
  std::vector<Value> kept_;
  std::unordered_map<std::string, uint32_t> index_;
};

// Variables known to be bound; registers beyond the set never are.
struct BoundSet {
  static constexpr Reg kCapacity = 256;
  uint64_t bits[4] = {};

  bool has(Reg r) const { return r < kCapacity && (bits[r >> 6] >> (r & 63) & 1); }
  void add(Reg r) {
    if (r < kCapacity) bits[r >> 6] |= uint64_t{1} << (r & 63);
  }
  void remove(Reg r) {
    if (r < kCapacity) bits[r >> 6] &= ~(uint64_t{1} << (r & 63));
  }
  void meet(const BoundSet& other) {
    for (int i = 0; i < 4; i++) bits[i] &= other.bits[i];
  }
  void subtract(const BoundSet& other) {
    for (int i = 0; i < 4; i++) bits[i] &= ~other.bits[i];
  }
};

struct Label {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t position = kNone;
  uint32_t chain = kNone;          // last 32-bit jump that waits for the position, linked through bx
  uint32_t shorts[3] = {kNone, kNone, kNone};  // waiting instructions with a 16-bit jump
  bool reached = false;
  BoundSet bound;                  // on all jumps so far
};

enum class BlockKind : uint8_t {
  kLoop,
  kGuard,           // try with except clauses, and other ranges that need nothing on the way out
  kExceptHandler,   // body of an except clause
  kFinally,         // try with a finally clause
  kFinallyHandler,  // the finally clause run because of an exception
  kWith,
  kAsyncWith,
};

struct Block {
  BlockKind kind = BlockKind::kGuard;
  bool guarded = false;
  uint32_t handler = 0;           // number of the handler that guards the block
  Reg exception = kNoReg;         // where that handler finds the exception
  uint32_t open = 0;              // first instruction of the range that is open now
  BoundSet bound;                 // at the beginning
  Reg saved = kNoReg;             // handlers: PUSH_EXC's register; with: the exit function's
  Label* break_label = nullptr;
  Label* continue_label = nullptr;  // null: jump back to `head`
  Label* head = nullptr;
  uint32_t loop = 0;
  syntax::Identifier* name = nullptr;                    // except ... as name
  const syntax::Seq<syntax::Stmt*>* final_body = nullptr;
  Position position = {};
};

// A scope whose code is part of another scope's unit: comprehensions. The unit's own scope is the outermost one.
struct InlineScope {
  syntax::Scope* scope = nullptr;
  InlineScope* outer = nullptr;
  std::unordered_map<const syntax::Identifier*, Reg> registers;  // of plain variables
  std::unordered_map<const syntax::Identifier*, Reg> cells;      // registers that hold cells, free variables' included
};

class Unit {
 public:
  Unit(Pool& pool, Unit* parent) : pool(pool), parent(parent) {}
  Unit(const Unit&) = delete;
  Unit& operator=(const Unit&) = delete;

  // ---- instructions
  uint32_t here() const { return static_cast<uint32_t>(code.size()); }
  void emit(Opcode op, Reg a = 0, Reg b = 0, Reg c = 0);
  void emit_bx(Opcode op, Reg a, uint32_t bx);
  void emit_ext(Reg a, uint32_t bx);
  void move(Reg to, Reg from) {
    if (to != from) emit(Opcode::MOVE, to, from);
  }
  // JUMP, JUMP_IF_*; to a label that is bound later.
  void jump(Opcode op, Reg a, Label& target);
  void jump(Label& target) { jump(Opcode::JUMP, 0, target); }
  // FOR_ITER, SEND, CLEANUP_THROW, whose operand c is the jump.
  void jump_short(Opcode op, Reg a, Reg b, Label& target);
  void jump_back(uint32_t loop, const Label& head);
  void bind(Label& label);
  // The head of a loop: a label that later instructions jump back to.
  void bind_head(Label& label);
  uint32_t new_loop();
  void set_loop_head(uint32_t loop, const Label& head) { loops[loop] = head.position; }

  // ---- handlers
  uint32_t new_handler();
  void add_range(uint32_t handler, uint32_t start, uint32_t end, Reg exception, uint32_t depth);
  void open_block(Block& block);                 // pushes it; its range begins
  void close_range(const Block& block, uint32_t depth);
  // Pops the block, ends its range.
  Block close_block();
  // Begins the code of a handler; `bound` as at the beginning of its range.
  void bind_handler(uint32_t handler, const BoundSet& bound);

  // ---- constants and names
  uint32_t constant(uint32_t pool_id);
  uint32_t site(const syntax::Identifier* name, Opcode op);
  uint32_t name_constant(const syntax::Identifier* name) { return constant(pool.name(name)); }
  void note_name(uint32_t pool_id);              // for co_names

  // ---- registers: temporaries are a stack
  Reg alloc(uint32_t count = 1);
  bool is_temp(Reg r) const { return r >= first_temp; }

  // The finished code object, or null with an exception pending. short_overflow: to be compiled again with long_loops.
  PyCode* finish(Thread& t);

  Pool& pool;
  Unit* parent;
  syntax::Scope* scope = nullptr;
  InlineScope outermost;
  InlineScope* names = nullptr;   // innermost

  std::vector<Instr> code;
  std::vector<Position> positions;
  std::vector<uint32_t> consts;   // pool numbers
  std::unordered_map<uint32_t, uint32_t> const_index;
  std::vector<uint32_t> sites;    // pool numbers of the names
  std::unordered_map<uint64_t, uint32_t> shared_sites;
  std::vector<uint32_t> name_order;
  std::unordered_map<uint32_t, uint32_t> name_index;
  std::vector<uint32_t> loops;    // heads
  std::vector<Block> blocks;

  Position position = {};
  bool dead = false;
  bool long_loops = false;        // FOR_ITER through a trampoline
  bool short_overflow = false;
  const char* error = nullptr;    // what exceeded the format
  BoundSet bound;
  BoundSet ever_deleted;          // variables that some statement of the unit unbinds

  Reg first_temp = 0;
  Reg next_temp = 0;
  Reg register_count = 0;
  Reg namespace_register = kAbsent;
  Reg generator_register = kAbsent;
  Reg varargs_register = kAbsent;
  Reg varkw_register = kAbsent;
  Reg cell_base = 0;
  std::vector<const syntax::Identifier*> locals, cells, frees;
  uint32_t arg_count = 0, posonly_count = 0, kwonly_count = 0;
  uint32_t flags = 0;
  uint32_t first_line = 1;
  PyStr* name = nullptr;
  PyStr* qualname = nullptr;
  PyStr* filename = nullptr;
  PyStr* doc = nullptr;

 private:
  struct Range {
    uint32_t start, end, handler;
    Reg exception;
    uint32_t depth;
  };

  void patch(uint32_t instr, uint32_t target);
  void patch_short(uint32_t instr, uint32_t target);
  void thread_jumps();
  void write_names(PyCode* result);
  bool write_arrays(PyCode* result);

  std::vector<Range> ranges_;
  std::vector<uint32_t> handler_positions_;
};

}  // namespace pyvm::compile
