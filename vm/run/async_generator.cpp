// async_generator and the awaitables of its __anext__, asend, athrow and aclose.
//
// The frame of an async generator suspends for two reasons: an await inside it (the value goes to the event loop as it
// is) or a `yield` (the value arrives wrapped by ASYNC_GEN_WRAP). An awaitable drives the frame until a wrapped value or
// the end appears and turns that into StopIteration(value) or StopAsyncIteration.
#include "vm/base/text.h"
#include "vm/object/boot.h"
#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/generator.h"
#include "vm/run/layouts.h"
#include "vm/run/slow.h"

namespace pyvm {

namespace {

PyType* type_wrapped_value;
PyType* type_asend;
PyType* type_athrow;

enum class AwaitState : uint8_t { kInit, kIterating, kClosed };

// async_generator_asend, async_generator_athrow.
struct PyAsyncAwait {
  HeapObject header;
  PyGenerator* generator;
  Value sent;        // asend: value; athrow: exception, or null for aclose()
  AwaitState state;
};

PyAsyncAwait* self_of(Value* args) { return args[0].as<PyAsyncAwait>(); }

Value make_await(PyType* type, Value generator, Value sent) {
  auto* await = reinterpret_cast<PyAsyncAwait*>(instance_allocate(type));
  if (!await) return kNull;
  await->generator = generator.as<PyGenerator>();
  await->sent = sent;
  return Value(&await->header);
}

// The value yielded or what ended the frame, as an awaitable's step sees it.
Value unwrap(PyGenerator* g, Value value) {
  if (value == kStop) {
    g->running_async = false;
    g->closed = true;
    return raise_error(exc::StopAsyncIteration, "%s", "");
  }
  if (!value) {
    g->running_async = false;
    if (error_matches(exc::StopAsyncIteration) || error_matches(exc::GeneratorExit)) g->closed = true;
    return kNull;
  }
  if (type_of(value) == type_wrapped_value) {
    g->running_async = false;
    return raise_stop_iteration(value.as<PyCell>()->value);
  }
  return value;
}

Value reuse_error(const char* what) {
  return raise_error(exc::RuntimeError, "cannot reuse already awaited %s", what);
}

Value busy_error(const char* what) {
  return raise_error(exc::RuntimeError, "%s: asynchronous generator is already running", what);
}

Value asend_step(Thread& t, PyAsyncAwait* await, Value sent) {
  if (await->state == AwaitState::kClosed) return reuse_error("__anext__()/asend()");
  PyGenerator* g = await->generator;
  if (await->state == AwaitState::kInit) {
    if (g->running_async) return busy_error("anext()");
    if (sent.is_none()) sent = await->sent;
    await->state = AwaitState::kIterating;
  }
  g->running_async = true;
  Value result = kNone;
  Value value = unwrap(g, generator_send(t, g, sent, &result));
  if (!value) await->state = AwaitState::kClosed;
  return value;
}

Value asend_send(Thread& t, Value* args) { return asend_step(t, self_of(args), args[1]); }
Value asend_next(Thread& t, Value* args) { return asend_step(t, self_of(args), kNone); }
Value asend_throw(Thread& t, Value* args) {
  PyAsyncAwait* await = self_of(args);
  if (await->state == AwaitState::kClosed) return reuse_error("__anext__()/asend()");
  Value exception = generator_thrown(t, args[1], args[2], args[3]);
  if (!exception) return kNull;
  Value result = kNone;
  Value value = unwrap(await->generator, generator_throw(t, await->generator, exception, &result));
  if (!value) await->state = AwaitState::kClosed;
  return value;
}
Value await_close(Thread&, Value* args) {
  self_of(args)->state = AwaitState::kClosed;
  return kNone;
}
Value await_iter(Thread&, Value* args) { return args[0]; }

// aclose() must see the frame end; a value yielded instead is an error.
Value aclose_result(PyAsyncAwait* await, Value value) {
  PyGenerator* g = await->generator;
  if (value && value != kStop && type_of(value) == type_wrapped_value) {
    g->running_async = false;
    await->state = AwaitState::kClosed;
    return raise_error(exc::RuntimeError, "async generator ignored GeneratorExit");
  }
  if (value == kStop || (!value && (error_matches(exc::StopAsyncIteration) || error_matches(exc::GeneratorExit)))) {
    if (!value) error_clear();
    g->running_async = false;
    g->closed = true;
    await->state = AwaitState::kClosed;
    return raise_stop_iteration(kNull);
  }
  if (!value) {
    g->running_async = false;
    await->state = AwaitState::kClosed;
  }
  return value;
}

Value athrow_step(Thread& t, PyAsyncAwait* await, Value sent) {
  PyGenerator* g = await->generator;
  bool closing = await->sent.is_null();
  if (await->state == AwaitState::kClosed) return reuse_error("aclose()/athrow()");
  Value result = kNone;
  if (await->state == AwaitState::kInit) {
    if (g->running_async) {
      await->state = AwaitState::kClosed;
      return busy_error(closing ? "aclose()" : "athrow()");
    }
    if (g->closed || g->state == GeneratorState::kFinished) {
      await->state = AwaitState::kClosed;
      return closing ? raise_stop_iteration(kNull) : raise_error(exc::StopAsyncIteration, "%s", "");
    }
    if (!sent.is_none()) {
      return raise_error(exc::RuntimeError, "can't send non-None value to a just-started coroutine");
    }
    await->state = AwaitState::kIterating;
    g->running_async = true;
    if (closing) {
      g->closed = true;
      Value exit = object_call(t, Value(&exc::GeneratorExit->header), nullptr, 0);
      if (!exit) return kNull;
      if (g->state == GeneratorState::kCreated) {
        return aclose_result(await, generator_close(t, g) ? kStop : kNull);
      }
      return aclose_result(await, generator_throw(t, g, exit, &result));
    }
    Value value = unwrap(g, generator_throw(t, g, await->sent, &result));
    if (!value) await->state = AwaitState::kClosed;
    return value;
  }
  Value value = generator_send(t, g, sent, &result);
  if (closing) return aclose_result(await, value);
  value = unwrap(g, value);
  if (!value) await->state = AwaitState::kClosed;
  return value;
}

Value athrow_send(Thread& t, Value* args) { return athrow_step(t, self_of(args), args[1]); }
Value athrow_next(Thread& t, Value* args) { return athrow_step(t, self_of(args), kNone); }
Value athrow_throw(Thread& t, Value* args) {
  PyAsyncAwait* await = self_of(args);
  if (await->state == AwaitState::kClosed) return reuse_error("aclose()/athrow()");
  Value exception = generator_thrown(t, args[1], args[2], args[3]);
  if (!exception) return kNull;
  Value result = kNone;
  Value value = generator_throw(t, await->generator, exception, &result);
  return await->sent.is_null() ? aclose_result(await, value) : unwrap(await->generator, value);
}

// ---- the generator's own methods

Value call_hooks(Thread& t, PyGenerator* g) {
  if (g->hooks_done) return kNone;
  g->hooks_done = true;
  g->finalizer = t.asyncgen_finalizer;
  gc::barrier(&g->header);
  if (t.asyncgen_firstiter.is_null() || t.asyncgen_firstiter.is_none()) return kNone;
  return object_call_args(t, t.asyncgen_firstiter, Value(&g->header));
}

Value gen_aiter(Thread&, Value* args) { return args[0]; }
Value gen_anext(Thread& t, Value* args) {
  if (!call_hooks(t, args[0].as<PyGenerator>())) return kNull;
  return make_await(type_asend, args[0], kNone);
}
Value gen_asend(Thread& t, Value* args) {
  if (!call_hooks(t, args[0].as<PyGenerator>())) return kNull;
  return make_await(type_asend, args[0], args[1]);
}
Value gen_athrow(Thread& t, Value* args) {
  if (!call_hooks(t, args[0].as<PyGenerator>())) return kNull;
  Value exception = generator_thrown(t, args[1], args[2], args[3]);
  if (!exception) return kNull;
  return make_await(type_athrow, args[0], exception);
}
Value gen_aclose(Thread& t, Value* args) {
  if (!call_hooks(t, args[0].as<PyGenerator>())) return kNull;
  return make_await(type_athrow, args[0], kNull);
}
Value gen_repr(Thread& t, Value* args) {
  auto* g = args[0].as<PyGenerator>();
  TextBuffer name;
  str_append_utf8(g->qualname, name);
  PyStr* s = str_format("<async_generator object %s at %p>", name.c_str(), static_cast<void*>(g));
  return s ? Value(&s->header) : kNull;
}
Value get_name(Thread&, Value* args) { return Value(&args[0].as<PyGenerator>()->name->header); }
Value get_qualname(Thread&, Value* args) { return Value(&args[0].as<PyGenerator>()->qualname->header); }
Value get_code(Thread&, Value* args) { return Value(&args[0].as<PyGenerator>()->function->code->header); }
Value get_running(Thread&, Value* args) { return Value::from_bool(args[0].as<PyGenerator>()->running_async); }
Value get_frame(Thread& t, Value* args) { return generator_frame(t, args[0].as<PyGenerator>()); }
Value get_await(Thread&, Value* args) {
  Value v = generator_delegate(args[0].as<PyGenerator>());
  return v.is_null() ? kNone : v;
}

const NativeDef kAsyncGeneratorMethods[] = {
    {"__aiter__(self, /)", gen_aiter, kEffectPure},
    {"__anext__(self, /)", gen_anext},
    {"asend(self, value, /)", gen_asend, kEffectAll, "asend(v) -> send 'v' in generator."},
    {"athrow(self, type, value=<absent>, traceback=<absent>, /)", gen_athrow, kEffectAll,
     "athrow(value) -> raise exception in generator."},
    {"aclose(self, /)", gen_aclose, kEffectAll, "aclose() -> raise GeneratorExit inside generator."},
    {"__repr__(self, /)", gen_repr, kEffectReads},
    {"@getset __name__", get_name, kEffectReads},
    {"@getset __qualname__", get_qualname, kEffectReads},
    {"@getset ag_code", get_code, kEffectReads},
    {"@getset ag_running", get_running, kEffectReads},
    {"@getset ag_frame", get_frame, kEffectReads},
    {"@getset ag_await", get_await, kEffectReads},
    {},
};
const NativeDef kAsendMethods[] = {
    {"__await__(self, /)", await_iter, kEffectPure},
    {"__iter__(self, /)", await_iter, kEffectPure},
    {"__next__(self, /)", asend_next},
    {"send(self, value, /)", asend_send},
    {"throw(self, type, value=<absent>, traceback=<absent>, /)", asend_throw},
    {"close(self, /)", await_close},
    {},
};
const NativeDef kAthrowMethods[] = {
    {"__await__(self, /)", await_iter, kEffectPure},
    {"__iter__(self, /)", await_iter, kEffectPure},
    {"__next__(self, /)", athrow_next},
    {"send(self, value, /)", athrow_send},
    {"throw(self, type, value=<absent>, traceback=<absent>, /)", athrow_throw},
    {"close(self, /)", await_close},
    {},
};

void await_trace(gc::Header* object, gc::Visitor& visitor) {
  auto* await = reinterpret_cast<PyAsyncAwait*>(object);
  visitor.visit(await->generator);
  visitor.visit(await->sent.bits());
}
void wrapped_trace(gc::Header* object, gc::Visitor& visitor) {
  visitor.visit(reinterpret_cast<PyCell*>(object)->value.bits());
}

const gc::Layout kAwaitLayout{.trace = await_trace, .bytes = sizeof(PyAsyncAwait)};
const TypeSpec kAsendSpec = {"async_generator_asend", nullptr, kTypeNoNew, kAwaitLayout, kAsendMethods, nullptr};
const TypeSpec kAthrowSpec = {"async_generator_athrow", nullptr, kTypeNoNew, kAwaitLayout, kAthrowMethods, nullptr};
const TypeSpec kWrappedSpec = {"async_generator_wrapped_value", nullptr, kTypeNoNew,
                               {.trace = wrapped_trace, .bytes = sizeof(PyCell)}, nullptr, nullptr};

}  // namespace

bool is_async_await(Value v) { return type_of(v) == type_asend || type_of(v) == type_athrow; }

Value slow_async_gen_wrap(Thread& t, Value value) {
  HeapObject* wrapped = instance_allocate(type_wrapped_value);
  if (!wrapped) return kNull;
  reinterpret_cast<PyCell*>(wrapped)->value = value;
  return Value(wrapped);
}

void boot_async_generator() {
  TypeSpec spec = {"async_generator", nullptr, kTypeNoNew | kTypeHasWeakref, generator_layout(), kAsyncGeneratorMethods,
                   nullptr};
  static const TypeSpec kSpec = spec;
  type_init_builtin(type_async_generator, kSpec);
  type_asend = type_new_builtin(kAsendSpec);
  type_athrow = type_new_builtin(kAthrowSpec);
  type_wrapped_value = type_new_builtin(kWrappedSpec);
}

}  // namespace pyvm
