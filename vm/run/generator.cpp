// Resuming and suspending generator frames. Invariants:
//  1. state kRunning <=> the registers are on the VM stack at g->base; otherwise they are in g->registers.
//  2. g->pc[-1] is the instruction that suspended the frame; its R[a] receives the value sent.
//  3. A finished generator holds no registers and no frame.
#include "vm/run/generator.h"

#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/object/unraisable.h"
#include "vm/run/call.h"
#include "vm/run/dispatch.h"
#include "vm/run/layouts.h"
#include "vm/run/slow.h"

namespace pyvm {

const char* generator_kind(const PyGenerator* g) {
  if (g->header.layout == layouts.coroutine) return "coroutine";
  if (g->header.layout == layouts.async_generator) return "async generator";
  return "generator";
}

// cr_origin: (file, line, function) of the frames that lead to `base`, at most origin_depth of them. Null: MemoryError.
static Value coroutine_origin(Thread& t, Value* base) {
  PyList* list = list_new(0);
  Value* frame = visible_frame(base);
  for (uint32_t i = 0; list && frame && i < t.origin_depth; i++, frame = visible_frame(frame_caller(frame))) {
    PyCode* code = frame_function(frame)->code;
    uint32_t line = code_position(code, static_cast<uint32_t>(frame_pc(t, frame) - code->instrs)).line;
    Value items[3] = {Value(&code->filename->header), Value::from_small_int(line), Value(&code->name->header)};
    PyTuple* entry = tuple_from(items, 3);
    if (!entry || !list_append(list, Value(&entry->header))) return kNull;
  }
  return list ? to_value(tuple_from(list->items->items, list->length)) : kNull;
}

Value slow_return_generator(Thread& t, Value* base, const Instr* pc) {
  PyFunction* function = frame_function(base);
  PyCode* code = function->code;
  PyType* type = code->flags & kCodeCoroutine        ? type_coroutine
                 : code->flags & kCodeAsyncGenerator ? type_async_generator
                                                     : type_generator;
  // One that may be suspended inside try or with is closed when it is collected; a coroutine should have been awaited.
  bool finalizable = code->handler_count || type == type_coroutine;
  HeapObject* object = finalizable ? gc::allocate_finalizable(type->root_shape->id(), sizeof(PyGenerator))
                                   : instance_allocate(type);
  if (!object) return error_occurred(t) ? kNull : Value(raise_memory_error());
  auto* g = reinterpret_cast<PyGenerator*>(object);
  g->function = function;
  g->pc = pc + 1;
  g->exc = ExcItem{};
  g->name = function->name;
  g->qualname = function->qualname;
  g->state = GeneratorState::kCreated;
  base[code->generator_register] = Value(&g->header);
  g->registers = registers_copy(base, code->register_count);
  if (!g->registers) return kNull;
  g->registers->items[pc->a] = kNone;
  gc::barrier(&g->registers->header);
  gc::barrier(&g->header);
  if (PYVM_UNLIKELY(t.origin_depth) && type == type_coroutine) {
    g->origin = coroutine_origin(t, frame_caller(base));
    if (!g->origin) return kNull;
    gc::barrier(&g->header);
  }
  if (frame_object(base)) {
    g->frame = frame_object(base);
    g->frame->generator = Value(&g->header);
    g->frame->base = nullptr;
    gc::barrier(&g->frame->header);
  }
  return Value(&g->header);
}

bool generator_push(Thread& t, PyGenerator* g, Value* new_base, Value sent, const Instr* return_pc, FrameInfo info) {
  PyCode* code = g->function->code;
  if (PYVM_UNLIKELY(t.depth >= t.recursion_limit || new_base + code->register_count + kStackSlack > t.stack_end)) {
    return raise_recursion_error(t, "");
  }
  t.depth++;
  for (uint32_t i = 0; i < code->register_count; i++) new_base[i] = g->registers->items[i];
  new_base[g->pc[-1].a] = sent;
  frame_function(new_base) = g->function;
  frame_object(new_base) = g->frame;
  if (g->frame) g->frame->base = new_base;
  frame_return_pc(new_base) = return_pc;
  frame_caller(new_base) = t.base;
  info.flags |= kFrameGenerator;
  frame_info(new_base) = info;
  generator_enter(t, g, new_base);
  return true;
}

void generator_suspend(Thread& t, PyGenerator* g, Value* base, const Instr* pc) {
  PyCode* code = g->function->code;
  for (uint32_t i = 0; i < code->register_count; i++) g->registers->items[i] = base[i];
  gc::barrier(&g->registers->header);
  g->pc = pc;
  g->base = nullptr;
  g->state = GeneratorState::kSuspended;
  t.exc_item = g->exc.previous;
  g->exc.previous = nullptr;
  if (frame_object(base)) {
    g->frame = frame_object(base);
    g->frame->generator = Value(&g->header);
    g->frame->base = nullptr;
    gc::barrier(&g->header);
    gc::barrier(&g->frame->header);
  }
  gc::barrier(&g->header);
}

void generator_finish(Thread& t, PyGenerator* g) {
  if (frame_object(g->base)) frame_object(g->base)->generator = kNull;
  t.exc_item = g->exc.previous;
  g->exc = ExcItem{};
  g->state = GeneratorState::kFinished;
  g->base = nullptr;
  g->registers = nullptr;
  g->frame = nullptr;
}

Value generator_busy_error(PyGenerator* g) {
  return raise_value_error("%s already executing", generator_kind(g));
}

// The pending exception was raised because of another one.
static void set_cause(Value cause) {
  PyException* e = as_exception(error_pending());
  e->cause = e->context = cause;
  e->suppress_context = true;
  gc::barrier(&e->header);
}

void generator_convert_stop(Thread& t, PyGenerator* g) {
  bool stop = error_matches(exc::StopIteration);
  bool async_stop = g->header.layout == layouts.async_generator && error_matches(exc::StopAsyncIteration);
  if (!stop && !async_stop) return;
  Value original = error_take();
  (void)raise_error(exc::RuntimeError, "%s raised %s", generator_kind(g), stop ? "StopIteration" : "StopAsyncIteration");
  set_cause(original);
}

namespace {

Value finish_resume(Thread& t, PyGenerator* g, Value* base, const Instr* pc, Value* result) {
  Value value = interpret(t, base, pc);
  if (!value) return kNull;
  if (g->state == GeneratorState::kFinished) {
    *result = value;
    return kStop;
  }
  return value;
}

// Puts the generator's frame on top of the stack, for C++ code. Null: RecursionError.
Value* push_on_top(Thread& t, PyGenerator* g, Value sent) {
  Value* base = (t.base ? frame_top(t.base) : t.stack) + kFrameHeaderWords;
  const Instr* return_pc = t.pc ? t.pc + 1 : nullptr;
  return generator_push(t, g, base, sent, return_pc, FrameInfo{0, ReturnAction::kNative, 0, 0}) ? base : nullptr;
}

// Runs the generator frame from C++; with an exception pending it is raised at the suspension point.
Value resume(Thread& t, PyGenerator* g, Value sent, Value* result) {
  if (!native_recursion_ok(t)) return kNull;
  Value* base = push_on_top(t, g, sent);
  if (!base) return kNull;
  if (error_occurred(t) && !g->exc.handled.is_none()) error_set_context(t);
  // A pending exception is raised at the suspending instruction; interpret() looks at pc[-1] through pc.
  const Instr* pc = t.exception.is_null() ? g->pc : g->pc - 1;
  return finish_resume(t, g, base, pc, result);
}

}  // namespace

Value generator_send(Thread& t, PyGenerator* g, Value sent, Value* result) {
  switch (g->state) {
    case GeneratorState::kRunning: return generator_busy_error(g);
    case GeneratorState::kFinished:
      if (g->header.layout == layouts.coroutine) {
        return raise_error(exc::RuntimeError, "cannot reuse already awaited coroutine");
      }
      *result = kNone;
      return kStop;
    case GeneratorState::kCreated:
      if (!sent.is_none()) {
        return raise_type_error("can't send non-None value to a just-started %s", generator_kind(g));
      }
      break;
    case GeneratorState::kSuspended: break;
  }
  return resume(t, g, sent, result);
}

Value generator_delegate(PyGenerator* g) {
  if (g->state != GeneratorState::kSuspended) return kNull;
  const Instr* send = g->pc - 2;   // a YIELD right after SEND delegates
  if (send < g->function->code->instrs || send->opcode() != Opcode::SEND) return kNull;
  return g->registers->items[send->a];
}

namespace {

// Goes on at `pc` after a delegate returned `value`, which belongs into register `reg`.
Value resume_at(Thread& t, PyGenerator* g, const Instr* pc, uint16_t reg, Value value, Value* result) {
  Value* base = push_on_top(t, g, kNone);
  if (!base) return kNull;
  base[reg] = value;
  return finish_resume(t, g, base, pc, result);
}

// Throws into a generator to which another one delegates, whose frame stands on the stack meanwhile, for tracebacks and
// sys._getframe().
Value throw_below(Thread& t, PyGenerator* delegator, PyGenerator* inner, Value exception, Value* result) {
  delegator->state = GeneratorState::kSuspended;
  Value* base = push_on_top(t, delegator, kNone);
  if (!base) return kNull;
  Value* caller = t.base;
  const Instr* pc = t.pc;
  t.base = base;
  t.pc = delegator->pc - 1;
  Value value = generator_throw(t, inner, exception, result);
  generator_suspend(t, delegator, base, delegator->pc);
  t.base = caller;
  t.pc = pc;
  t.depth--;
  return value;
}

// Throws into what the generator delegates to. kNotImplemented: there is no delegate (or it has no throw).
Value throw_into_delegate(Thread& t, PyGenerator* g, Value exception, Value* result) {
  Value inner = generator_delegate(g);
  if (!inner) return kNotImplemented;
  g->state = GeneratorState::kRunning;   // re-entry is an error meanwhile
  Value value;
  Value inner_result = kNone;
  bool closing = type_is_subtype(type_of(exception), exc::GeneratorExit);
  bool is_generator = inner.is_layout(layouts.generator) || inner.is_layout(layouts.coroutine);
  if (closing) {
    bool ok = true;
    if (is_generator) {
      ok = generator_close(t, inner.as<PyGenerator>());
    } else if (Value close = object_find_attr(t, inner, names::close); close) {
      ok = static_cast<bool>(object_call(t, close, nullptr, 0));
    } else if (error_occurred(t)) {
      unraisable_report(t, inner);
    }
    g->state = GeneratorState::kSuspended;
    if (ok) return kNotImplemented;
    return resume(t, g, kNone, result);   // the error of close() is raised inside
  }
  if (is_generator) {
    value = throw_below(t, g, inner.as<PyGenerator>(), exception, &inner_result);
  } else {
    Value method = object_find_attr(t, inner, names::throw_);
    if (!method) {
      g->state = GeneratorState::kSuspended;
      return error_occurred(t) ? kNull : kNotImplemented;
    }
    value = object_call_args(t, method, exception);
    if (!value && error_matches(exc::StopIteration)) {
      Value stop = error_take();
      inner_result = stop.as<PyException>()->fields[0];
      if (inner_result.is_null()) inner_result = kNone;
      value = kStop;
    }
  }
  g->state = GeneratorState::kSuspended;
  if (!value) return resume(t, g, kNone, result);
  if (value != kStop) return value;
  // The delegate returned: go on after the SEND with its value.
  const Instr* send = g->pc - 2;
  return resume_at(t, g, send + 1 + static_cast<int16_t>(send->c), send->b, inner_result, result);
}

}  // namespace

Value generator_throw(Thread& t, PyGenerator* g, Value exception, Value* result) {
  if (g->state == GeneratorState::kRunning) return generator_busy_error(g);
  if (g->state == GeneratorState::kSuspended) {
    Value value = throw_into_delegate(t, g, exception, result);
    if (value != kNotImplemented) return value;
  }
  if (g->state == GeneratorState::kFinished) {
    if (g->header.layout == layouts.coroutine) {
      return raise_error(exc::RuntimeError, "cannot reuse already awaited coroutine");
    }
    error_restore(exception);
    return kNull;
  }
  error_restore(exception);
  return resume(t, g, kNone, result);
}

Value generator_thrown(Thread& t, Value type, Value value, Value traceback) {
  if (!traceback.is_null() && !traceback.is_none() && type_of(traceback) != type_traceback) {
    return raise_type_error("throw() third argument must be a traceback object");
  }
  Value exception = type;
  if ((type_of(type)->flags & kTypeType) && type_is_subtype(type.as<PyType>(), exc::BaseException)) {
    if (value.is_null() || value.is_none()) {
      exception = object_call(t, type, nullptr, 0);
    } else if (type_is_subtype(type_of(value), type.as<PyType>())) {
      exception = value;
    } else if (type_of(value)->flags & kTypeTuple) {
      exception = object_call_tuple(t, type, value.as<PyTuple>(), nullptr);
    } else {
      exception = object_call_args(t, type, value);
    }
    if (exception && !is_exception(exception)) {
      PyStr* shown = object_repr(t, type);
      if (!shown) return kNull;
      exception = raise_type_error("calling %s should have returned an instance of BaseException, not %s",
                                   CText(shown).c_str(), type_name(exception));
    }
    if (!exception) exception = error_take();   // what making it raised is raised inside
  } else if (!is_exception(type)) {
    return raise_type_error("exceptions must be classes or instances deriving from BaseException, not %s", type_name(type));
  } else if (!value.is_null() && !value.is_none()) {
    return raise_type_error("instance exception may not have a separate value");
  }
  if (!traceback.is_null() && !traceback.is_none()) {
    exception.as<PyException>()->traceback = traceback;
    gc::barrier(exception.heap());
  }
  return exception;
}

bool generator_close(Thread& t, PyGenerator* g) {
  if (g->state == GeneratorState::kFinished) return true;
  if (g->state == GeneratorState::kRunning) {
    (void)generator_busy_error(g);
    return false;
  }
  if (g->state == GeneratorState::kCreated) {
    g->state = GeneratorState::kFinished;
    g->registers = nullptr;
    g->frame = nullptr;
    return true;
  }
  (void)raise_error(exc::GeneratorExit, "%s", "");
  Value exception = error_take();
  if (!exception) return false;
  exception.as<PyException>()->args = Value(&tuple_empty()->header);
  Value result = kNone;
  Value value = generator_throw(t, g, exception, &result);
  if (value == kStop) return true;
  if (value) {
    (void)raise_error(exc::RuntimeError, "%s ignored GeneratorExit", generator_kind(g));
    return false;
  }
  if (error_matches(exc::GeneratorExit) || error_matches(exc::StopIteration)) {
    error_clear();
    return true;
  }
  return false;
}

namespace {

// Iterators whose StopIteration carries no value.
bool has_no_result(Value iterator) {
  return iterator.is_layout(layouts.list_iterator) || iterator.is_layout(layouts.tuple_iterator) ||
         iterator.is_layout(layouts.range_iterator);
}

}  // namespace

Value slow_send(Thread& t, Value iterator, Value sent, uint16_t ret) {
  if (iterator.is_layout(layouts.generator) || iterator.is_layout(layouts.coroutine)) {
    auto* g = iterator.as<PyGenerator>();
    if (g->state == GeneratorState::kRunning) return generator_busy_error(g);
    if (g->state == GeneratorState::kFinished) {
      if (g->header.layout == layouts.coroutine) {
        return raise_error(exc::RuntimeError, "cannot reuse already awaited coroutine");
      }
      t.returned = kNone;
      return kStop;
    }
    if (g->state == GeneratorState::kCreated && !sent.is_none()) {
      return raise_type_error("can't send non-None value to a just-started %s", generator_kind(g));
    }
    Value* base = frame_top(t.base) + kFrameHeaderWords;
    if (!generator_push(t, g, base, sent, t.pc + 1, FrameInfo{ret, ReturnAction::kSend, kFrameGenerator, 0})) return kNull;
    t.pushed = base;
    return kFramePushed;
  }
  Value value;
  if (sent.is_none() && has_no_result(iterator)) {
    value = iter_next(t, iterator);
    if (value == kStop) {
      t.returned = kNone;
      return kStop;
    }
  } else if (sent.is_none()) {
    Value next = type_lookup(type_of(iterator), names::d_next);
    if (!next) return raise_type_error("'%s' object is not an iterator", type_name(iterator));
    value = object_call_args(t, next, iterator);
  } else {
    value = object_call_method(t, iterator, names::send, &sent, 1);
  }
  if (!value && error_matches(exc::StopIteration)) {
    Value stop = error_take();
    t.returned = stop.as<PyException>()->fields[0];
    if (t.returned.is_null()) t.returned = kNone;
    return kStop;
  }
  return value;
}

Value slow_yield_from_iter(Thread& t, Value object, PyCode* code) {
  if (object.is_layout(layouts.generator)) return object;
  if (object.is_layout(layouts.coroutine)) {
    if (code->flags & (kCodeCoroutine | kCodeIterableCoroutine)) return object;
    return raise_type_error("cannot 'yield from' a coroutine object in a non-coroutine generator");
  }
  return object_iter(t, object);
}

Value slow_get_awaitable(Thread& t, Value object, int where) {
  if (object.is_layout(layouts.coroutine)) {
    if (generator_delegate(object.as<PyGenerator>())) {
      // being awaited already
      if (object.as<PyGenerator>()->state == GeneratorState::kSuspended) {
        return raise_error(exc::RuntimeError, "coroutine is being awaited already");
      }
    }
    return object;
  }
  if (object.is_layout(layouts.generator) &&
      (object.as<PyGenerator>()->function->code->flags & kCodeIterableCoroutine)) {
    return object;
  }
  Value method = object_find_special(t, object, names::d_await);
  if (!method) {
    if (error_occurred(t)) return kNull;
    if (where == 1 || where == 2) {
      return raise_type_error("'async with' received an object from __a%s__ that does not implement __await__: %s",
                              where == 1 ? "enter" : "exit", type_name(object));
    }
    return raise_type_error("object %s can't be used in 'await' expression", type_name(object));
  }
  Value iterator = object_call(t, method, nullptr, 0);
  if (!iterator) return kNull;
  if (iterator.is_layout(layouts.coroutine)) return raise_type_error("__await__() returned a coroutine");
  if (type_lookup(type_of(iterator), names::d_next).is_null()) {
    return raise_type_error("__await__() returned non-iterator of type '%s'", type_name(iterator));
  }
  return iterator;
}

Value slow_get_aiter(Thread& t, Value object) {
  Value method = object_find_special(t, object, names::d_aiter);
  if (!method) {
    if (error_occurred(t)) return kNull;
    return raise_type_error("'async for' requires an object with __aiter__ method, got %s", type_name(object));
  }
  Value iterator = object_call(t, method, nullptr, 0);
  if (!iterator) return kNull;
  if (type_lookup(type_of(iterator), names::d_anext).is_null()) {
    return raise_type_error("'async for' received an object from __aiter__ that does not implement __anext__: %s",
                            type_name(iterator));
  }
  return iterator;
}

Value slow_get_anext(Thread& t, Value object) {
  Value method = object_find_special(t, object, names::d_anext);
  if (!method) {
    if (error_occurred(t)) return kNull;
    return raise_type_error("'async for' requires an iterator with __anext__ method, got %s", type_name(object));
  }
  Value awaitable = object_call(t, method, nullptr, 0);
  if (!awaitable) return kNull;
  if (is_async_await(awaitable)) return awaitable;
  Value result = slow_get_awaitable(t, awaitable, 0);
  if (result) return result;
  Value cause = error_take();
  (void)raise_type_error("'async for' received an invalid object from __anext__: %s", type_name(awaitable));
  set_cause(cause);
  return kNull;
}

}  // namespace pyvm
