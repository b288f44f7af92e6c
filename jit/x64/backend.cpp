// compile_trace(): register allocation, emission, installation.
#include "jit/backend.h"

#include <cstdio>
#include <cstdlib>

#include "jit/jit.h"
#include "jit/x64/emitter.h"

namespace pyvm::jit {

void* return_links[kReturnPoints];
const void* (*on_exit)(Thread* thread, ExitState* state, Trace* trace, uint32_t exit) = nullptr;

CompiledTrace compile_trace(const TraceIr& ir, Trace* trace, uint32_t number, const ParentState& parent,
                            const CompiledTrace* target) {
  CompiledTrace out;
  const std::vector<BodyInput>* body = nullptr;
  if (!ir.ins.empty() && ir.ins.back().op == IrOp::JBODY) body = &target->body_inputs;
  Allocation alloc = allocate_registers(ir, x64::target(), parent, body);
  if (alloc.error) {
    out.error = alloc.error;
    return out;
  }
  asmjit::CodeHolder code;
  code.init(asmjit::Environment::host());
  asmjit::StringLogger listing;
  bool listed = options.trace_level > 2 && !options.json_file;
  listing.setFlags(asmjit::FormatFlags::kMachineCode | asmjit::FormatFlags::kHexImms | asmjit::FormatFlags::kHexOffsets);
  if (listed) code.setLogger(&listing);
  // The words that exits jump through: data, so that linking writes no code. After them the countdowns of fail_guard.h.
  size_t exits = alloc.exits.size();
  auto** links = static_cast<void**>(std::calloc(2 * exits + 1, sizeof(void*)));
  PYVM_CHECK(links);
  x64::Emitter emitter(ir, alloc, trace, number, code, target);
  emitter.emit(links, links + exits);
  if (emitter.error()) {
    out.error = emitter.error();
    std::free(links);
    return out;
  }
  if (listed) std::fprintf(stderr, "---- trace %u machine code\n%s", number, listing.data());
  size_t bytes = 0;
  out.code = x64::install_code(code, &bytes);
  out.code_bytes = static_cast<uint32_t>(bytes);
  if (!out.code) {
    out.error = "the code memory limit is reached";
    std::free(links);
    return out;
  }
  out.entry = out.code;
  out.body = out.code + code.labelOffset(emitter.body_label());
  out.exits = std::move(alloc.exits);
  out.locations = std::move(alloc.locations);
  out.body_inputs = std::move(alloc.body_inputs);
  for (size_t i = 0; i < exits; i++) {
    out.exits[i].link = &links[i];
    out.exits[i].unlinked = out.code + code.labelOffset(emitter.unlinked_labels()[i]);
    links[i] = out.exits[i].unlinked;
  }
  out.links = links;
  return out;
}

void free_trace_code(CompiledTrace& trace) {
  if (trace.code) x64::release_code(trace.code);
  std::free(trace.links);
  trace = {};
}

size_t code_memory_in_use() { return x64::code_bytes_in_use(); }

const void* enter(Thread* thread, Value* base, void* entry, uint64_t result) {
  return x64::shared_code().enter(thread, base, entry, result);
}

}  // namespace pyvm::jit
