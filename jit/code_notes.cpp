#include "jit/code_notes.h"

#include "jit/jit.h"
#include "jit/trace.h"

namespace pyvm::jit {

CodeNotes& notes_of(const PyCode* code) {
  if (!code->notes) {
    code->notes = new CodeNotes;
    code->notes->loops.resize(code->loop_count);
    code->notes->parallel.resize(code->loop_count);
  }
  return *code->notes;
}

Attempts& attempts_at(const PyCode* code, const LoopSite* loop) {
  CodeNotes& notes = notes_of(code);
  return loop ? notes.loops[static_cast<size_t>(loop - code->loops)] : notes.entry;
}

uint32_t wait_after_discard(Attempts& attempts, uint32_t threshold) {
  constexpr uint8_t kMost = 12;
  if (attempts.discarded < kMost) attempts.discarded++;
  return threshold << (attempts.discarded - 1);
}

const Liveness& liveness_of(const PyCode* code) {
  std::unique_ptr<Liveness>& made = notes_of(code).liveness;
  if (!made) made = std::make_unique<Liveness>(code);
  return *made;
}

void visit_code(const PyCode* code, gc::Visitor& visitor) {
  visitor.visit(code->entry_trace);
  for (uint32_t i = 0; i < code->loop_count; i++) visitor.visit(code->loops[i].trace);
  if (!code->notes) return;
  for (const ReturnPlace& place : code->notes->returns) visitor.visit(place.stub);
}

void forget_code(PyCode* code) {
  delete code->notes;
  code->notes = nullptr;
}

}  // namespace pyvm::jit
