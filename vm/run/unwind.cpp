// Finding the handler of a pending exception, frame by frame. A frame that has none is popped; what waited for its
// result may itself end the search (a loop whose iterator raised StopIteration).
#include <algorithm>

#include "vm/object/error.h"
#include "vm/object/type.h"
#include "vm/run/generator.h"
#include "vm/run/hooks.h"
#include "vm/run/return.h"
#include "vm/run/slow.h"

namespace pyvm {

const Handler* handler_at(const PyCode* code, const Instr* pc) {
  auto index = static_cast<uint32_t>(pc - code->instrs);
  for (uint32_t i = 0; i < code->handler_count; i++) {
    const Handler& h = code->handlers[i];
    if (index >= h.start && index < h.end) return &h;
  }
  return nullptr;
}

bool takes_exceptions(FrameInfo info) {
  if (info.action == ReturnAction::kGetattr) return true;
  bool iterates = info.action == ReturnAction::kIterNext || info.action == ReturnAction::kSend;
  return iterates && !(info.flags & kFrameGenerator);   // none leaves a generator as StopIteration
}

bool takes_pending(FrameInfo info) {
  if (info.action == ReturnAction::kGetattr) return info.extra && error_matches(exc::AttributeError);
  return takes_exceptions(info) && error_matches(exc::StopIteration);
}

const Handler* handler_beyond(Value** base) {
  for (Value* frame = *base;;) {
    FrameInfo info = frame_info(frame);
    if (info.action == ReturnAction::kNative || takes_exceptions(info)) return nullptr;
    const Instr* pc = frame_return_pc(frame) - 1;
    frame = frame_caller(frame);
    if (const Handler* h = handler_at(frame_function(frame)->code, pc)) {
      *base = frame;
      return h;
    }
  }
}

namespace {

const Instr* find_handler(Thread& t, const Instr* pc) {
  const PyCode* code = frame_function(t.base)->code;
  const Handler* h = handler_at(code, pc);
  if (!h) return nullptr;
  t.base[h->exc_register] = t.exception;
  t.exception = kNull;
  return code->instrs + h->target;
}

void pop_raising_frame(Thread& t) {
  Value* base = t.base;
  if (PYVM_UNLIKELY(hooks_active(t))) hook_unwind(t, base);
  if (frame_info(base).flags & kFrameGenerator) {
    PyGenerator* g = frame_generator(base);
    generator_finish(t, g);
    generator_convert_stop(t, g);
  }
  if (frame_object(base)) frame_detach(t, base, t.pc);
  t.depth--;
  t.base = frame_caller(base);
  const Instr* return_pc = frame_return_pc(base);
  t.pc = return_pc ? return_pc - 1 : nullptr;
  // What the frame held must not look alive to the collector while there is no memory.
  if (PYVM_UNLIKELY(type_of(t.exception) == exc::MemoryError)) {
    std::fill(base - kFrameHeaderWords, frame_top(base), kUnbound);
  }
}

// An exception comes out of a callee into the frame t.base.
void enter_caller(Thread& t) {
  traceback_add(t, t.base, t.pc);
  if (PYVM_UNLIKELY(hooks_active(t))) hook_exception(t, t.base);
}

// StopIteration reached the instruction that asked for the next item.
const Instr* end_iteration(Thread& t, FrameInfo info) {
  if (PYVM_UNLIKELY(hooks_active(t))) hook_exception(t, t.base);
  const Instr* instr = t.pc;
  if (info.action == ReturnAction::kSend) {
    Value value = t.exception.as<PyException>()->fields[0];
    t.base[info.ret] = value.is_null() ? kNone : value;
  }
  t.exception = kNull;
  return instr + 1 + static_cast<int16_t>(instr->c);
}

}  // namespace

const Instr* unwind(Thread& t) {
  for (;;) {
    if (const Instr* handler = find_handler(t, t.pc)) return handler;
    FrameInfo info = frame_info(t.base);
    pop_raising_frame(t);
    switch (info.action) {
      case ReturnAction::kNative: return nullptr;
      case ReturnAction::kIterNext:
      case ReturnAction::kSend:
        if (error_matches(exc::StopIteration)) return end_iteration(t, info);
        break;
      case ReturnAction::kGetattr:
        if (error_matches(exc::AttributeError)) {
          Value result = slow_getattr_fallback(t, t.pc, info);
          if (result == kFramePushed) {
            t.base = t.pushed;
            return frame_start(t.base);
          }
          if (!result.is_null()) {
            t.base[info.ret] = result;
            return t.pc + 1;
          }
        }
        break;
      default: break;
    }
    enter_caller(t);
  }
}

}  // namespace pyvm
