// generator and coroutine as Python types.
#include "vm/base/text.h"
#include "vm/object/boot.h"
#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/generator.h"
#include "vm/run/layouts.h"

namespace pyvm {

namespace {

PyGenerator* self_of(Value* args) { return args[0].as<PyGenerator>(); }

Value or_none(Value v) { return v.is_null() ? kNone : v; }

// A return value travels as StopIteration; None gives one without arguments.
Value finish(Value value, Value result) {
  if (value != kStop) return value;
  return raise_stop_iteration(result.is_none() ? kNull : result);
}

Value generator_next(Thread& t, Value* args) {
  Value result = kNone;
  return finish(generator_send(t, self_of(args), kNone, &result), result);
}

Value generator_method_send(Thread& t, Value* args) {
  Value result = kNone;
  return finish(generator_send(t, self_of(args), args[1], &result), result);
}

Value generator_method_throw(Thread& t, Value* args) {
  Value exception = generator_thrown(t, args[1], args[2], args[3]);
  if (!exception) return kNull;
  Value result = kNone;
  return finish(generator_throw(t, self_of(args), exception, &result), result);
}

Value generator_method_close(Thread& t, Value* args) { return generator_close(t, self_of(args)) ? kNone : kNull; }
Value generator_iter(Thread&, Value* args) { return args[0]; }

Value generator_repr(Thread& t, Value* args) {
  PyGenerator* g = self_of(args);
  TextBuffer name;
  str_append_utf8(g->qualname, name);
  PyStr* s = str_format("<%s object %s at %p>", g->header.layout == layouts.async_generator ? "async_generator" : generator_kind(g),
                        name.c_str(), static_cast<void*>(g));
  return s ? Value(&s->header) : kNull;
}

Value get_name(Thread&, Value* args) { return Value(&self_of(args)->name->header); }
Value get_qualname(Thread&, Value* args) { return Value(&self_of(args)->qualname->header); }
template <PyStr* PyGenerator::*field>
Value set_text(Thread&, Value* args) {
  if (args[1].is_null() || !is_str(args[1])) {
    return raise_type_error("%s must be set to a string object",
                            field == &PyGenerator::name ? "__name__" : "__qualname__");
  }
  self_of(args)->*field = as_str(args[1]);
  gc::barrier(args[0].heap());
  return kNone;
}
Value get_code(Thread&, Value* args) { return Value(&self_of(args)->function->code->header); }
Value get_running(Thread&, Value* args) {
  return Value::from_bool(self_of(args)->state == GeneratorState::kRunning);
}
Value get_suspended(Thread&, Value* args) {
  return Value::from_bool(self_of(args)->state == GeneratorState::kSuspended);
}
Value get_delegate(Thread&, Value* args) { return or_none(generator_delegate(self_of(args))); }
Value get_origin(Thread&, Value* args) { return or_none(self_of(args)->origin); }
Value get_frame(Thread& t, Value* args) { return generator_frame(t, self_of(args)); }

void generator_trace(gc::Header* object, gc::Visitor& visitor) {
  auto* g = reinterpret_cast<PyGenerator*>(object);
  visitor.visit(g->function);
  visitor.visit(g->registers);
  visitor.visit(g->frame);
  visitor.visit(g->exc.handled.bits());
  visitor.visit(g->name);
  visitor.visit(g->qualname);
  visitor.visit(g->origin.bits());
  visitor.visit(g->finalizer.bits());
}

#define COMMON_ROWS(prefix, delegate)                                               \
  {"@getset __name__", get_name, kEffectReads, nullptr, set_text<&PyGenerator::name>},              \
      {"@getset __qualname__", get_qualname, kEffectReads, nullptr, set_text<&PyGenerator::qualname>}, \
      {"@getset " prefix "_code", get_code, kEffectReads},                          \
      {"@getset " prefix "_running", get_running, kEffectReads},                    \
      {"@getset " prefix "_frame", get_frame, kEffectReads},                        \
      {"@getset " delegate, get_delegate, kEffectReads},                            \
      {"__repr__(self, /)", generator_repr, kEffectReads}

const NativeDef kGeneratorMethods[] = {
    {"__iter__(self, /)", generator_iter, kEffectPure},
    {"__next__(self, /)", generator_next},
    {"send(self, value, /)", generator_method_send, kEffectAll, "send(arg) -> send 'arg' into generator."},
    {"throw(self, type, value=<absent>, traceback=<absent>, /)", generator_method_throw, kEffectAll,
     "throw(value) -> raise exception in generator."},
    {"close(self, /)", generator_method_close, kEffectAll, "close() -> raise GeneratorExit inside generator."},
    {"@getset gi_suspended", get_suspended, kEffectReads},
    COMMON_ROWS("gi", "gi_yieldfrom"),
    {},
};

Value coroutine_await(Thread& t, Value* args) {
  HeapObject* wrapper = instance_allocate(type_coroutine_wrapper);
  if (!wrapper) return kNull;
  reinterpret_cast<PyCell*>(wrapper)->value = args[0];
  return Value(wrapper);
}

const NativeDef kCoroutineMethods[] = {
    {"__await__(self, /)", coroutine_await, kEffectAllocates},
    {"send(self, value, /)", generator_method_send, kEffectAll, "send(arg) -> send 'arg' into coroutine."},
    {"throw(self, type, value=<absent>, traceback=<absent>, /)", generator_method_throw, kEffectAll,
     "throw(value) -> raise exception in coroutine."},
    {"close(self, /)", generator_method_close, kEffectAll, "close() -> raise GeneratorExit inside coroutine."},
    {"@getset cr_suspended", get_suspended, kEffectReads},
    {"@getset cr_origin", get_origin, kEffectReads},
    COMMON_ROWS("cr", "cr_await"),
    {},
};

// coroutine.__await__() gives an iterator over the coroutine; laid out like a cell.
Value wrapped(Value* args) { return args[0].as<PyCell>()->value; }
Value wrapper_next(Thread& t, Value* args) {
  args[0] = wrapped(args);
  return generator_next(t, args);
}
Value wrapper_send(Thread& t, Value* args) {
  args[0] = wrapped(args);
  return generator_method_send(t, args);
}
Value wrapper_throw(Thread& t, Value* args) {
  args[0] = wrapped(args);
  return generator_method_throw(t, args);
}
Value wrapper_close(Thread& t, Value* args) {
  args[0] = wrapped(args);
  return generator_method_close(t, args);
}
const NativeDef kWrapperMethods[] = {
    {"__iter__(self, /)", generator_iter, kEffectPure},
    {"__next__(self, /)", wrapper_next},
    {"send(self, value, /)", wrapper_send},
    {"throw(self, type, value=<absent>, traceback=<absent>, /)", wrapper_throw},
    {"close(self, /)", wrapper_close},
    {},
};
void wrapper_trace(gc::Header* object, gc::Visitor& visitor) {
  visitor.visit(reinterpret_cast<PyCell*>(object)->value.bits());
}

const gc::Layout kGeneratorLayout{.trace = generator_trace, .bytes = sizeof(PyGenerator)};
const TypeSpec kGeneratorSpec = {"generator", nullptr, kTypeNoNew | kTypeHasWeakref, kGeneratorLayout, kGeneratorMethods,
                                 nullptr};
const TypeSpec kCoroutineSpec = {"coroutine", nullptr, kTypeNoNew | kTypeHasWeakref, kGeneratorLayout, kCoroutineMethods,
                                 nullptr};
const TypeSpec kWrapperSpec = {"coroutine_wrapper", nullptr, kTypeNoNew,
                               {.trace = wrapper_trace, .bytes = sizeof(PyCell)}, kWrapperMethods,
                               "A wrapper object implementing __await__ for coroutines."};

}  // namespace

const gc::Layout& generator_layout() { return kGeneratorLayout; }

Value generator_frame(Thread& t, PyGenerator* g) {
  if (g->state == GeneratorState::kFinished) return kNone;
  if (g->state == GeneratorState::kRunning) {
    PyFrame* frame = frame_object_of(t, g->base);
    return frame ? Value(&frame->header) : kNull;
  }
  if (!g->frame) {
    auto* frame = reinterpret_cast<PyFrame*>(instance_allocate(type_frame));
    if (!frame) return kNull;
    frame->function = g->function;
    frame->generator = Value(&g->header);
    frame->trace_lines = 1;
    g->frame = frame;
    gc::barrier(&g->header);
  }
  return Value(&g->frame->header);
}

void boot_generator() {
  type_init_builtin(type_generator, kGeneratorSpec);
  type_init_builtin(type_coroutine, kCoroutineSpec);
  type_init_builtin(type_coroutine_wrapper, kWrapperSpec);
  boot_async_generator();
}

}  // namespace pyvm
