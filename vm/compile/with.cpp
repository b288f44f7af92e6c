#include "vm/compile/codegen.h"

namespace pyvm::compile {

void Codegen::with_statement(const Seq<WithItem*>& items, uint32_t index, const Seq<Stmt*>& statements, bool is_async,
                             const Stmt* s) {
  if (!enter()) return;
  const WithItem* item = items[index];
  Temps temps(*this);
  Reg exit = u_->alloc(2), entered = exit + 1;
  {
    Temps inner(*this);
    Reg manager = operand(item->context_expr);
    u_->emit(is_async ? Opcode::BEFORE_ASYNC_WITH : Opcode::BEFORE_WITH, exit, manager);
    if (is_async) await_value(entered, entered, 1);
  }
  Block block = guarded_block(is_async ? BlockKind::kAsyncWith : BlockKind::kWith);
  block.saved = exit;
  u_->open_block(block);
  if (item->optional_vars) store(item->optional_vars, entered);
  if (index + 1 < items.size())
    with_statement(items, index + 1, statements, is_async, s);
  else
    body(statements);
  block = u_->close_block();
  set_position(s);
  with_exit(block, exit);
  Label end;
  u_->jump(end);
  with_handler(block, is_async, s);
  u_->bind(end);
}

// exit(None, None, None). The window may be the exit function's own register: nothing above it is needed any more.
void Codegen::with_exit(const Block& block, Reg window) {
  Temps temps(*this);
  Position position = u_->position;
  u_->position = block.position;
  u_->move(window, block.saved);
  u_->next_temp = window;
  u_->alloc(kFrameHeaderWords);
  for (int i = 0; i < 3; i++) u_->emit_bx(Opcode::LOAD_CONST, u_->alloc(), none());
  u_->emit(Opcode::CALL, window, 3, window);
  if (block.kind == BlockKind::kAsyncWith) {
    u_->next_temp = window + 1;
    await_value(window, window, 2);
  }
  u_->position = position;
}

void Codegen::with_handler(const Block& block, bool is_async, const Stmt* s) {
  u_->bind_handler(block.handler, block.bound);
  set_position(s);
  Label suppressed;
  Block handler = guarded_block(BlockKind::kFinallyHandler);
  handler.saved = u_->alloc();
  Reg result = u_->alloc();
  u_->emit(Opcode::PUSH_EXC, handler.saved, block.exception);
  u_->open_block(handler);
  u_->emit(Opcode::WITH_EXCEPT_START, result, block.saved, block.exception);
  if (is_async) await_value(result, result, 2);
  u_->jump(Opcode::JUMP_IF_TRUE, result, suppressed);
  handler = u_->close_block();
  u_->emit(Opcode::POP_EXC, handler.saved);
  u_->emit(Opcode::RERAISE, block.exception);
  u_->dead = true;
  cleanup_handler(handler);
  u_->bind(suppressed);
  u_->emit(Opcode::POP_EXC, handler.saved);
}

}  // namespace pyvm::compile
