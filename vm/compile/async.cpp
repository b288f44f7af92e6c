// yield, yield from, await and the steps of async for.
#include "vm/compile/codegen.h"

namespace pyvm::compile {

bool Codegen::in_async_generator() const { return u_->flags & kCodeAsyncGenerator; }

// R[value] is sent at first (None) and holds the result in the end.
void Codegen::send_loop(Reg iterator, Reg value) {
  Temps temps(*this);
  Reg exception = u_->alloc();
  Label head, done;
  uint32_t loop = u_->new_loop();
  head.position = u_->here();
  u_->set_loop_head(loop, head);
  BoundSet bound = u_->bound;
  u_->jump_short(Opcode::SEND, iterator, value, done);
  uint32_t yield_at = u_->here();
  u_->emit(Opcode::YIELD, value, value);
  uint32_t handler = u_->new_handler();
  u_->add_range(handler, yield_at, u_->here(), exception, static_cast<uint32_t>(u_->blocks.size()));
  u_->jump_back(loop, head);
  bool reachable = done.reached;
  u_->dead = true;
  u_->bind_handler(handler, bound);
  u_->bound = bound;
  u_->jump_short(Opcode::CLEANUP_THROW, exception, value, done);
  u_->dead = true;
  if (reachable) u_->bind(done);
}

void Codegen::await_value(Reg awaitable, Reg target, Reg kind) {
  Temps temps(*this);
  Reg iterator = u_->alloc();
  u_->emit(Opcode::GET_AWAITABLE, iterator, awaitable, kind);
  Reg value = u_->is_temp(target) ? target : u_->alloc();
  u_->emit_bx(Opcode::LOAD_CONST, value, none());
  send_loop(iterator, value);
  u_->move(target, value);
}

void Codegen::await(const Await* e, Reg target) { await_value(operand(e->value), target); }

void Codegen::yield(const Yield* e, Reg target) {
  Reg value;
  if (e->value) {
    value = operand(e->value);
  } else {
    value = u_->alloc();
    u_->emit_bx(Opcode::LOAD_CONST, value, none());
  }
  if (in_async_generator()) {
    Reg wrapped = u_->alloc();
    u_->emit(Opcode::ASYNC_GEN_WRAP, wrapped, value);
    value = wrapped;
  }
  u_->emit(Opcode::YIELD, target, value);
}

void Codegen::yield_from(const YieldFrom* e, Reg target) {
  Reg iterator = u_->alloc();
  Reg source = operand(e->value);
  u_->emit(Opcode::GET_YIELD_FROM_ITER, iterator, source);
  Reg value = u_->is_temp(target) ? target : u_->alloc();
  u_->emit_bx(Opcode::LOAD_CONST, value, none());
  send_loop(iterator, value);
  u_->move(target, value);
}

Reg Codegen::async_next(Reg iterator, Block& guard) {
  guard.kind = BlockKind::kGuard;
  guard.guarded = true;
  guard.handler = u_->new_handler();
  guard.exception = u_->alloc();
  u_->open_block(guard);
  Reg item = u_->alloc();
  Reg awaitable = u_->alloc();
  u_->emit(Opcode::GET_ANEXT, awaitable, iterator);
  u_->emit_bx(Opcode::LOAD_CONST, item, none());
  send_loop(awaitable, item);
  guard = u_->close_block();
  return item;
}

void Codegen::async_end(const Block& guard) {
  u_->bind_handler(guard.handler, guard.bound);
  u_->emit(Opcode::END_ASYNC_FOR, guard.exception);
}

}  // namespace pyvm::compile
