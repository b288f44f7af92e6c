// Loops. A while loop whose test is small tests at the top once and then at the bottom, so that the back-edge is taken only
// when another round follows; the loop's head is then the first instruction of the body.
#include "vm/compile/codegen.h"

namespace pyvm::compile {

void Codegen::while_statement(const While* s) {
  int truth = constant_truth(s->test);
  if (truth == 0) return body(s->orelse);
  Label head, bottom, otherwise, end;
  bool at_bottom = truth < 0 && is_small_test(s->test);
  if (at_bottom) jump_if(s->test, otherwise, false);
  Block block;
  block.kind = BlockKind::kLoop;
  block.break_label = &end;
  block.loop = u_->new_loop();
  u_->bind_head(head);
  u_->set_loop_head(block.loop, head);
  block.head = &head;
  if (at_bottom) block.continue_label = &bottom;
  if (truth < 0 && !at_bottom) jump_if(s->test, otherwise, false);
  u_->open_block(block);
  body(s->body);
  u_->close_block();
  u_->bind(bottom);
  if (at_bottom) jump_if(s->test, otherwise, false);
  At at(*this, s->test);
  u_->jump_back(block.loop, head);
  u_->bind(otherwise);
  body(s->orelse);
  u_->bind(end);
}

uint32_t Codegen::begin_for(Reg iterator, Reg item, Label& head, Label& exhausted) {
  uint32_t loop = u_->new_loop();
  if (u_->long_loops && !u_->dead) {
    Label start, trampoline;
    u_->bound.subtract(u_->ever_deleted);
    u_->jump(start);
    trampoline.position = u_->here();
    u_->dead = false;
    u_->jump(exhausted);
    u_->bind(start);
    u_->bind_head(head);
    u_->jump_short(Opcode::FOR_ITER, iterator, item, trampoline);
  } else {
    u_->bind_head(head);
    u_->jump_short(Opcode::FOR_ITER, iterator, item, exhausted);
  }
  u_->set_loop_head(loop, head);
  return loop;
}

// A list or set display of constants is iterated as a constant.
void Codegen::iterator_into(const Expr* e, bool is_async, Reg target) {
  Temps temps(*this);
  if (!is_async) {
    if (uint32_t id = membership_constant(CmpOperator::In, e); id != UINT32_MAX && e->kind == Kind::List) {
      At at(*this, e);
      load_pool(id, target);
      return u_->emit(Opcode::GET_ITER, target, target);
    }
  }
  Reg iterable = operand_into(e, target);
  u_->emit(is_async ? Opcode::GET_AITER : Opcode::GET_ITER, target, iterable);
}

Reg Codegen::item_register(const Expr* target) {
  Reg r = target_register(target);
  return r == kNoReg ? u_->alloc() : r;
}

void Codegen::store_item(const Expr* target, Reg item) {
  if (target_register(target) == item)
    u_->bound.add(item);
  else
    store(target, item);
}

void Codegen::for_statement(const For* s) {
  Temps temps(*this);
  Reg iterator = u_->alloc();
  iterator_into(s->iter, false, iterator);
  Label head, exhausted, end;
  Reg item = item_register(s->target);
  {
    At at(*this, s->iter);
    uint32_t loop = begin_for(iterator, item, head, exhausted);
    Block block;
    block.kind = BlockKind::kLoop;
    block.break_label = &end;
    block.head = &head;
    block.loop = loop;
    {
      At target(*this, s->target);
      store_item(s->target, item);
    }
    u_->open_block(block);
    body(s->body);
    u_->close_block();
    u_->jump_back(loop, head);
  }
  u_->bind(exhausted);
  body(s->orelse);
  u_->bind(end);
}

void Codegen::async_for(const AsyncFor* s) {
  Temps temps(*this);
  Reg iterator = u_->alloc();
  iterator_into(s->iter, true, iterator);
  Label head, end;
  Block block, guard;
  block.kind = BlockKind::kLoop;
  block.break_label = &end;
  block.head = &head;
  block.loop = u_->new_loop();
  {
    At at(*this, s->iter);
    u_->bind_head(head);
    u_->set_loop_head(block.loop, head);
    Reg item = async_next(iterator, guard);
    store(s->target, item);
    u_->open_block(block);
    body(s->body);
    u_->close_block();
    u_->jump_back(block.loop, head);
    async_end(guard);
  }
  body(s->orelse);
  u_->bind(end);
}

void Codegen::break_statement() {
  size_t depth = u_->blocks.size();
  while (u_->blocks[depth - 1].kind != BlockKind::kLoop) depth--;
  Label* target = u_->blocks[depth - 1].break_label;
  std::vector<Block> left;
  leave_blocks(depth, left);
  u_->jump(*target);
  reenter_blocks(left);
}

void Codegen::continue_statement() {
  size_t depth = u_->blocks.size();
  while (u_->blocks[depth - 1].kind != BlockKind::kLoop) depth--;
  Block loop = u_->blocks[depth - 1];
  std::vector<Block> left;
  leave_blocks(depth, left);
  if (loop.continue_label)
    u_->jump(*loop.continue_label);
  else
    u_->jump_back(loop.loop, *loop.head);
  reenter_blocks(left);
}

}  // namespace pyvm::compile
