// try statements and leaving blocks.
//
// A handler finds the exception in a register of its own. PUSH_EXC makes it the handled one and keeps the one before; every
// way out of the handler restores that with POP_EXC: the normal end, return/break/continue (leave_block), and an exception
// raised inside (cleanup_handler). The code of a way out lies outside of the ranges of the blocks it leaves.
#include "vm/compile/codegen.h"

namespace pyvm::compile {

Block Codegen::guarded_block(BlockKind kind) {
  Block block;
  block.kind = kind;
  block.guarded = true;
  block.handler = u_->new_handler();
  block.exception = u_->alloc();
  return block;
}

void Codegen::reopen(Block& block) {
  block.open = u_->here();
  u_->blocks.push_back(block);
}

// ---- leaving blocks

void Codegen::leave_blocks(size_t depth, std::vector<Block>& left) {
  left.assign(u_->blocks.begin() + static_cast<ptrdiff_t>(depth), u_->blocks.end());
  while (u_->blocks.size() > depth) leave_block(u_->close_block());
}

void Codegen::reenter_blocks(const std::vector<Block>& left) {
  for (Block block : left) reopen(block);
}

void Codegen::leave_block(const Block& block) {
  Temps temps(*this);
  switch (block.kind) {
    case BlockKind::kLoop: case BlockKind::kGuard: return;
    case BlockKind::kExceptHandler:
      u_->emit(Opcode::POP_EXC, block.saved);
      if (block.name) unbind_exception_name(block.name);
      return;
    case BlockKind::kFinallyHandler: return u_->emit(Opcode::POP_EXC, block.saved);
    case BlockKind::kFinally: {
      Position position = u_->position;
      body(*block.final_body);
      u_->position = position;
      return;
    }
    case BlockKind::kWith: case BlockKind::kAsyncWith: return with_exit(block, u_->alloc());
  }
}

void Codegen::cleanup_handler(const Block& block) {
  u_->bind_handler(block.handler, block.bound);
  u_->emit(Opcode::POP_EXC, block.saved);
  if (block.name) unbind_exception_name(block.name);
  u_->emit(Opcode::RERAISE, block.exception);
  u_->dead = true;
}

void Codegen::unbind_exception_name(Identifier* name) {
  Place place = resolve(mangled(name));
  if (place.kind == Place::kRegister) {
    u_->emit(Opcode::UNSET, place.reg);
    return u_->bound.remove(place.reg);
  }
  Temps temps(*this);
  Reg value = u_->alloc();
  u_->emit_bx(Opcode::LOAD_CONST, value, none());
  store_name(name, value);
  delete_name(name);
}

// ---- try

void Codegen::try_statement(const Stmt* s) {
  const Seq<Stmt*>& final_body = s->kind == Kind::Try ? as<Try>(s)->finalbody : as<TryStar>(s)->finalbody;
  if (!final_body.empty()) return try_finally(final_body, s);
  if (s->kind == Kind::Try) return try_except(as<Try>(s));
  except_star(as<TryStar>(s));
}

void Codegen::try_finally(const Seq<Stmt*>& final_body, const Stmt* s) {
  Temps temps(*this);
  Label end;
  Block block = guarded_block(BlockKind::kFinally);
  block.final_body = &final_body;
  u_->open_block(block);
  if (s->kind == Kind::TryStar)
    except_star(as<TryStar>(s));
  else if (as<Try>(s)->handlers.empty())
    body(as<Try>(s)->body);
  else
    try_except(as<Try>(s));
  block = u_->close_block();
  body(final_body);
  u_->jump(end);
  u_->bind_handler(block.handler, block.bound);
  Block handler = guarded_block(BlockKind::kFinallyHandler);
  handler.saved = u_->alloc();
  u_->emit(Opcode::PUSH_EXC, handler.saved, block.exception);
  u_->open_block(handler);
  body(final_body);
  handler = u_->close_block();
  u_->emit(Opcode::POP_EXC, handler.saved);
  u_->emit(Opcode::RERAISE, block.exception);
  u_->dead = true;
  cleanup_handler(handler);
  u_->bind(end);
}

void Codegen::try_except(const Try* s) {
  Temps temps(*this);
  Label end;
  Block block = guarded_block(BlockKind::kGuard);
  u_->open_block(block);
  body(s->body);
  block = u_->close_block();
  body(s->orelse);
  u_->jump(end);
  u_->bind_handler(block.handler, block.bound);
  if (!u_->dead) except_clauses(s, block.exception, end);
  u_->bind(end);
}

void Codegen::except_clauses(const Try* s, Reg exception, Label& end) {
  Block clauses = guarded_block(BlockKind::kExceptHandler);
  clauses.saved = u_->alloc();
  u_->emit(Opcode::PUSH_EXC, clauses.saved, exception);
  u_->open_block(clauses);
  for (const Node* node : s->handlers) {
    const ExceptHandler* h = as<ExceptHandler>(node);
    Temps temps(*this);
    Label next;
    set_position(h);
    if (h->type) {
      Reg type = operand(h->type);
      Reg matches = u_->alloc();
      u_->emit(Opcode::CHECK_EXC_MATCH, matches, exception, type);
      u_->jump(Opcode::JUMP_IF_FALSE, matches, next);
    }
    if (h->name) store_name(h->name, exception);
    except_body(h, clauses, end);
    u_->bind(next);
  }
  clauses = u_->close_block();
  u_->emit(Opcode::POP_EXC, clauses.saved);
  u_->emit(Opcode::RERAISE, exception);
  u_->dead = true;
  cleanup_handler(clauses);
}

// The body of one clause; on return the block `clauses` is open again for the next one.
void Codegen::except_body(const ExceptHandler* h, Block& clauses, Label& end) {
  if (!h->name) {
    body(h->body);
    BoundSet bound = clauses.bound;
    clauses = u_->close_block();
    clauses.bound = bound;
    u_->emit(Opcode::POP_EXC, clauses.saved);
    u_->jump(end);
    return reopen(clauses);
  }
  clauses = u_->close_block();
  Block named = guarded_block(BlockKind::kExceptHandler);
  named.saved = clauses.saved;
  named.name = h->name;
  u_->open_block(named);
  body(h->body);
  named = u_->close_block();
  u_->emit(Opcode::POP_EXC, named.saved);
  unbind_exception_name(h->name);
  u_->jump(end);
  cleanup_handler(named);
  reopen(clauses);
}

// ---- except*

void Codegen::except_star(const TryStar* s) {
  Temps temps(*this);
  Label end, done;
  Block block = guarded_block(BlockKind::kGuard);
  u_->open_block(block);
  body(s->body);
  block = u_->close_block();
  body(s->orelse);
  u_->jump(end);
  u_->bind_handler(block.handler, block.bound);
  Block clauses = guarded_block(BlockKind::kExceptHandler);
  clauses.saved = u_->alloc();
  Reg raised = u_->alloc(), rest = u_->alloc();
  u_->emit(Opcode::PUSH_EXC, clauses.saved, block.exception);
  u_->open_block(clauses);
  u_->emit(Opcode::BUILD_LIST, raised, raised, 0);
  u_->move(rest, block.exception);
  for (const ExceptHandler* h : s->handlers) {
    Temps clause_temps(*this);
    Label next;
    set_position(h);
    u_->jump(Opcode::JUMP_IF_NONE, rest, done);
    star_clause(h, rest, raised, next);
    u_->bind(next);
  }
  Label no_rest;
  u_->jump(Opcode::JUMP_IF_NONE, rest, no_rest);
  u_->emit(Opcode::LIST_APPEND, raised, rest);
  u_->bind(no_rest);
  u_->bind(done);
  u_->emit(Opcode::PREP_RERAISE_STAR, rest, block.exception, raised);
  clauses = u_->close_block();
  u_->emit(Opcode::POP_EXC, clauses.saved);
  u_->jump(Opcode::JUMP_IF_NONE, rest, end);
  u_->emit(Opcode::RERAISE, rest);
  u_->dead = true;
  cleanup_handler(clauses);
  u_->bind(end);
}

void Codegen::star_clause(const ExceptHandler* h, Reg rest, Reg raised, Label& next) {
  Reg type = operand(h->type);
  Reg match = u_->alloc(2);
  u_->emit(Opcode::CHECK_EG_MATCH, match, rest, type);
  u_->move(rest, match + 1);
  u_->jump(Opcode::JUMP_IF_NONE, match, next);
  Block block = guarded_block(BlockKind::kExceptHandler);
  block.saved = u_->alloc();
  block.name = h->name;
  u_->emit(Opcode::PUSH_EXC, block.saved, match);
  if (h->name) store_name(h->name, match);
  u_->open_block(block);
  body(h->body);
  block = u_->close_block();
  u_->emit(Opcode::POP_EXC, block.saved);
  if (h->name) unbind_exception_name(h->name);
  u_->jump(next);
  u_->bind_handler(block.handler, block.bound);
  u_->emit(Opcode::POP_EXC, block.saved);
  if (h->name) unbind_exception_name(h->name);
  u_->emit(Opcode::LIST_APPEND, raised, block.exception);
  u_->jump(next);
  u_->dead = true;
}

}  // namespace pyvm::compile
