// Machine state of the x86-64 back end: registers, the native frame, and the object that emits one trace.
//
//   r14        Thread
//   rbx        the VM base
//   rax, r11   scratch of the emitter, never allocated; also result of calls and of division
//   xmm14, 15  scratch of the emitter
//   rsp        the native frame: kOutgoing bytes for calls, then an ExitState
#pragma once

#include <asmjit/asmjit.h>

#include "jit/backend.h"
#include "jit/ir.h"
#include "jit/regalloc.h"

namespace pyvm::jit::x64 {

namespace x86 = asmjit::x86;

inline constexpr int kOutgoing = 64;
inline constexpr int kFrameBytes = (kOutgoing + static_cast<int>(sizeof(ExitState)) + 15) / 16 * 16 + 8;

inline x86::Gp gp(int n) { return x86::gpq(static_cast<uint32_t>(n)); }
inline x86::Xmm xmm_of(int n) { return x86::xmm(static_cast<uint32_t>(n)); }

inline constexpr RegSet bit(int n) { return RegSet{1} << n; }
// rcx rdx rbp rsi rdi r8 r9 r10 r12 r13 r15
inline constexpr RegSet kGprs = bit(1) | bit(2) | bit(5) | bit(6) | bit(7) | bit(8) | bit(9) | bit(10) | bit(12) |
                                bit(13) | bit(15);
inline constexpr RegSet kGprsClobbered = bit(1) | bit(2) | bit(6) | bit(7) | bit(8) | bit(9) | bit(10);
inline constexpr RegSet kFprs = (bit(14) - 1);
inline constexpr x86::Gp kBase = x86::rbx;
inline constexpr Location kGprScratch{Location::kGpr, 0, 0};
inline constexpr Location kFprScratch{Location::kFpr, 15, 0};
inline constexpr int kReturnGpr = 1;   // rcx; the first that the allocator hands out
const Target& target();

// Where things are in the native frame.
x86::Mem spill_slot(uint16_t slot);
x86::Mem base_word();
x86::Mem saved_gpr(int n);
x86::Mem saved_fpr(int n);

// Code that all traces share, made once.
struct SharedCode {
  const void* (*enter)(Thread*, Value*, void* entry, uint64_t result);
  void* leave_quickly;   // leaves the frame with rax as the result of enter(); the state is in memory
  void* leave;           // exit number in eax, trace in r11: saves all registers, calls on_exit, leaves the frame
  void* call_preserving; // calls the C++ function in rax with rdi, rsi from r11 and the outgoing area; keeps all else
};
const SharedCode& shared_code();

// Executable memory. Copies assembled code there; null when the limit is reached.
uint8_t* install_code(asmjit::CodeHolder& code, size_t* bytes);
void release_code(uint8_t* code);
size_t code_bytes_in_use();

class Emitter {
 public:
  Emitter(const TraceIr& ir, const Allocation& alloc, Trace* trace, uint32_t number, asmjit::CodeHolder& code,
          const CompiledTrace* target)
      : ir_(ir), alloc_(alloc), trace_(trace), number_(number), as_(&code), target_(target) {}

  // Emits the whole trace with its exit stubs; link_words[i] is the word exit i jumps through, countdowns[i] that of its
  // guard if that may be made to fail.
  void emit(void** link_words, void** countdowns);
  const char* error() const { return error_; }
  asmjit::Label body_label() const { return body_; }
  const std::vector<asmjit::Label>& unlinked_labels() const { return unlinked_; }

 private:
  // One instruction, its operands in order.
  void emit_ins(uint32_t index);
  void emit_structure(const IrIns& in, const InsAlloc& a);
  void emit_guard(const IrIns& in, uint32_t index);
  uint32_t first_guard() const;
  void emit_back_edge();
  void emit_room(const IrIns& in);
  void emit_return(const IrIns& in);
  void jump_to_point();
  void emit_quick_returns();
  void emit_box(const IrIns& in, const InsAlloc& a);
  void emit_unbox_float(const IrIns& in);
  void emit_nan_checks();
  void emit_int(const IrIns& in, const InsAlloc& a);
  void emit_overflow(const IrIns& in, const InsAlloc& a);
  void emit_shift(const IrIns& in, const InsAlloc& a);
  void emit_divide(const IrIns& in, const InsAlloc& a);
  void emit_float(const IrIns& in, const InsAlloc& a);
  void emit_float_binary(const IrIns& in);
  void emit_square(const IrIns& in, const InsAlloc& a);
  void emit_convert(const IrIns& in, const InsAlloc& a);
  void emit_compare(const IrIns& in, const InsAlloc& a);
  void emit_select(const IrIns& in, const InsAlloc& a);
  void emit_memory(const IrIns& in, const InsAlloc& a);
  void emit_barrier(const IrIns& in, const InsAlloc& a);
  void emit_new(const IrIns& in, const InsAlloc& a);
  void emit_call(const IrIns& in, const InsAlloc& a);
  void emit_exit_stubs(void** link_words);
  void emit_countdown(const IrIns& in);
  void emit_forced_exits();

  void load(x86::Gp to, const x86::Mem& at, MemKind kind);
  void store(const x86::Mem& at, x86::Gp from, MemKind kind);
  void access_load(const IrIns& in, const InsAlloc& a, const x86::Mem& at, MemKind kind);
  void access_store(Ref value, Location from, const x86::Mem& at, MemKind kind);
  x86::Mem address(Ref pointer, size_t* next_use);
  void compare(Ref cmp, const Use& x, const Use& y);
  // Jumps to `label` if the comparison (just emitted by compare()) is `when`.
  void jump_if(IrOp op, bool fp, bool when, asmjit::Label label);

  // Operand helpers.
  const Use& use(size_t n) const { return alloc_.uses[current_->first_use + n]; }
  bool constant(const Use& u) const { return is_const(u.ref); }
  uint64_t bits(const Use& u) const { return ir_.konst(u.ref).bits; }
  bool small(const Use& u) const;                    // a constant that fits a sign-extended 32-bit immediate
  x86::Gp in_gpr(const Use& u, x86::Gp scratch);     // its register, or the constant loaded into scratch
  x86::Xmm in_xmm(const Use& u, x86::Xmm scratch);
  void load_int(x86::Gp to, uint64_t bits);
  void load_double(x86::Xmm to, uint64_t bits, bool single);
  x86::Mem pool(uint64_t bits);                      // constant in memory
  void move(const Move& m);
  void moves_at_once(const std::vector<Move>& moves);
  void to_gpr(x86::Gp to, const Use& u);
  void to_xmm(x86::Xmm to, const Use& u);
  asmjit::Label exit_of(uint32_t index);
  size_t exit_number(uint32_t index);
  bool exit_wants(const Location& at);   // the current instruction's exit

  x86::Gp dest() const { return gp(current_->dest.reg); }
  x86::Xmm xdest() const { return xmm_of(current_->dest.reg); }

  const TraceIr& ir_;
  const Allocation& alloc_;
  Trace* trace_;
  uint32_t number_;
  x86::Assembler as_;
  const CompiledTrace* target_;   // of JTRACE and JBODY
  const InsAlloc* current_ = nullptr;
  uint32_t index_ = 0;
  asmjit::Label start_, body_;
  std::vector<asmjit::Label> stubs_, unlinked_;
  size_t next_exit_ = 0;
  struct PoolEntry {
    uint64_t bits;
    asmjit::Label label;
  };
  std::vector<PoolEntry> pool_;
  asmjit::Label tag_pair_;   // 16 bytes: kIntTag twice
  struct NanCheck {
    asmjit::Label entry, done;
    x86::Xmm value;
    asmjit::Label exit;
  };
  std::vector<NanCheck> nan_checks_;
  // The guard that begins the body, as JLOOP repeats it.
  asmjit::Label behind_first_guard_, first_guard_exit_;
  struct Slow {
    asmjit::Label entry, done;
    x86::Gp object, extra;
    bool has_extra;
    const void* function;
    x86::Gp result;
    bool has_result;
    asmjit::Label fail;
    uint64_t imm0, imm1;
    x86::Xmm square;   // the argument of float_square_slow, its result in xmm15
  };
  std::vector<Slow> slow_;
  struct ForcedExit {
    asmjit::Label entry;
    uint32_t exit;
    int32_t period;
  };
  std::vector<ForcedExit> forced_exits_;
  // A JRET in a frame that the interpreter made: the result goes to its register, the interpreter to the RETURN at pc.
  struct QuickReturn {
    asmjit::Label entry;
    Use result;
    const Instr* pc;
  };
  std::vector<QuickReturn> quick_returns_;
  void** countdowns_ = nullptr;
  const char* error_ = nullptr;
};

}  // namespace pyvm::jit::x64
