// Executable memory and the code shared by all traces.
//
// Code memory is mapped twice, writable and executable at different addresses (W^X). The dual mapping is shared memory, so
// after a fork both processes go on with an allocator of their own.
#include <elf.h>
#include <pthread.h>

#include <cstddef>
#include <new>

#include "jit/gdb.h"
#include "jit/jit.h"
#include "jit/x64/emitter.h"

namespace pyvm::jit::x64 {

namespace {

using asmjit::CodeHolder;
using asmjit::JitAllocator;

constexpr size_t kCodeLimit = size_t{128} << 20;

JitAllocator* allocator = nullptr;
size_t code_bytes = 0;

void make_allocator() {
  JitAllocator::CreateParams params{};
  params.options = asmjit::JitAllocatorOptions::kUseDualMapping;
  allocator = new JitAllocator(&params);   // an earlier one stays: its code may be running
}

}  // namespace

uint8_t* install_code(CodeHolder& code, size_t* bytes) {
  if (!allocator) {
    make_allocator();
    pthread_atfork(nullptr, make_allocator, make_allocator);
  }
  if (code.flatten() != asmjit::kErrorOk || code.resolveUnresolvedLinks() != asmjit::kErrorOk) return nullptr;
  size_t size = code.codeSize();
  if (code_bytes + size > kCodeLimit) return nullptr;
  void* rx;
  void* rw;
  if (allocator->alloc(&rx, &rw, size) != asmjit::kErrorOk) return nullptr;
  if (code.relocateToBase(reinterpret_cast<uint64_t>(rx)) != asmjit::kErrorOk ||
      code.copyFlattenedData(rw, size) != asmjit::kErrorOk) {
    allocator->release(rx);
    return nullptr;
  }
  *bytes = size;
  // What release_code() gives back: the allocator rounds up.
  if (allocator->query(rx, &rx, &rw, &size) == asmjit::kErrorOk) code_bytes += size;
  return static_cast<uint8_t*>(rx);
}

void release_code(uint8_t* code) {
  // After a fork the code may belong to the earlier allocator; then it stays.
  void* rx;
  void* rw;
  size_t size;
  if (allocator && allocator->query(code, &rx, &rw, &size) == asmjit::kErrorOk) {
    code_bytes -= size;
    allocator->release(code);
  }
}

size_t code_bytes_in_use() { return code_bytes; }

x86::Mem frame_word(size_t offset) { return x86::qword_ptr(x86::rsp, static_cast<int32_t>(kOutgoing + offset)); }
x86::Mem spill_slot(uint16_t slot) { return frame_word((kMaxGpr + kMaxFpr + size_t{slot}) * 8); }
x86::Mem base_word() { return frame_word((kMaxGpr + kMaxFpr + size_t{kSpillSlots}) * 8); }
x86::Mem saved_gpr(int n) { return frame_word(static_cast<size_t>(n) * 8); }
x86::Mem saved_fpr(int n) { return frame_word((kMaxGpr + static_cast<size_t>(n)) * 8); }

namespace {

RegSet temps_of(const IrIns& ins) {
  bool divides = (ins.op == IrOp::FLOORDIV || ins.op == IrOp::MOD) && ins.type == IrType::I64;
  return divides ? bit(2) : 0;   // rdx
}

const Target kTarget = {kGprs, kFprs, kGprsClobbered, kFprs, temps_of};

const x86::Gp kCalleeSaved[] = {x86::rbx, x86::rbp, x86::r12, x86::r13, x86::r14, x86::r15};

// rule: of code that calls C++ functions.
void* assemble(void (*body)(x86::Assembler&), const char* name = nullptr, const UnwindRule& rule = kTraceUnwind) {
  CodeHolder code;
  code.init(asmjit::Environment::host());
  x86::Assembler as(&code);
  body(as);
  size_t bytes;
  void* made = install_code(code, &bytes);
  if (made && name && options.gdb) gdb_register(made, bytes, name, rule);
  return made;
}

void emit_enter(x86::Assembler& as) {
  for (const x86::Gp& r : kCalleeSaved) as.push(r);
  as.sub(x86::rsp, kFrameBytes);
  as.mov(x86::r14, x86::rdi);
  as.mov(kBase, x86::rsi);
  as.jmp(x86::rdx);   // rcx: kReturnLocation
}

void emit_leave_frame(x86::Assembler& as) {
  as.add(x86::rsp, kFrameBytes);
  for (size_t i = sizeof kCalleeSaved / sizeof kCalleeSaved[0]; i-- > 0;) as.pop(kCalleeSaved[i]);
  as.ret();
}

const void* leave_through_hook(Thread* thread, ExitState* state, Trace* trace, uint32_t exit) {
  return on_exit(thread, state, trace, exit);
}

void emit_leave(x86::Assembler& as) {
  for (int n = 0; n < 16; n++) {
    if (kGprs & bit(n)) as.mov(saved_gpr(n), gp(n));
    as.movsd(x86::qword_ptr(x86::rsp, static_cast<int32_t>(kOutgoing + (kMaxGpr + n) * 8)), xmm_of(n));
  }
  as.mov(base_word(), kBase);
  as.mov(x86::rdi, x86::r14);
  as.lea(x86::rsi, x86::ptr(x86::rsp, kOutgoing));
  as.mov(x86::rdx, x86::r11);
  as.mov(x86::ecx, x86::eax);
  as.mov(x86::rax, reinterpret_cast<uint64_t>(&leave_through_hook));
  as.call(x86::rax);
  emit_leave_frame(as);
}

// At its call.
constexpr UnwindRule kPreservingUnwind = {EM_X86_64, 7, 16, 16, {}, 0};

// In: rax the function, [rsp + 8 ..] (the caller's outgoing area) two argument words. Out: rax its result. All other
// registers keep their values; the save area is the ExitState's, which only exits use otherwise.
void emit_call_preserving(x86::Assembler& as) {
  // The return address moved rsp by 8.
  auto shifted = [](x86::Mem m) {
    m.addOffset(8);
    return m;
  };
  for (int n = 0; n < 16; n++) {
    if (kGprsClobbered & bit(n)) as.mov(shifted(saved_gpr(n)), gp(n));
    as.movsd(shifted(saved_fpr(n)), xmm_of(n));
  }
  as.mov(x86::rdi, x86::qword_ptr(x86::rsp, 8));
  as.mov(x86::rsi, x86::qword_ptr(x86::rsp, 16));
  as.sub(x86::rsp, 8);
  as.call(x86::rax);
  as.add(x86::rsp, 8);
  for (int n = 0; n < 16; n++) {
    if (kGprsClobbered & bit(n)) as.mov(gp(n), shifted(saved_gpr(n)));
    as.movsd(xmm_of(n), shifted(saved_fpr(n)));
  }
  as.ret();
}

}  // namespace

const Target& target() { return kTarget; }

const SharedCode& shared_code() {
  static const SharedCode code = [] {
    SharedCode c;
    c.enter = reinterpret_cast<const void* (*)(Thread*, Value*, void*, uint64_t)>(assemble(emit_enter));
    c.leave_quickly = assemble(emit_leave_frame);
    c.leave = assemble(emit_leave, "pyvm exit of a trace");
    c.call_preserving = assemble(emit_call_preserving, "pyvm call that keeps registers", kPreservingUnwind);
    PYVM_CHECK(c.enter && c.leave_quickly && c.leave && c.call_preserving);
    return c;
  }();
  return code;
}

}  // namespace pyvm::jit::x64

namespace pyvm::jit {
const Location kReturnLocation{Location::kGpr, x64::kReturnGpr, 0};
// kCalleeSaved and the return address lie above the frame. DWARF: 7 is rsp, 16 the return address, then rbx, rbp, r12 to r15.
const UnwindRule kTraceUnwind = {EM_X86_64, 7, 16, x64::kFrameBytes + 7 * 8, {3, 6, 12, 13, 14, 15}, 6};
}
