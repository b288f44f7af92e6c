// aiter() and anext().
#include "stdlib/builtins/builtins.h"
#include "vm/object/alloc.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/special.h"
#include "vm/object/str.h"
#include "vm/run/slow.h"
#include "vm/run/thread.h"

namespace pyvm {

static Value builtin_aiter(Thread& t, Value* args) {
  Value method = type_lookup(type_of(args[0]), names::d_aiter);
  if (!method) return raise_type_error("'%.200s' object is not an async iterable", type_name(args[0]));
  Value call[2] = {args[0]};
  Value r = call_special(t, method, call, 1);
  if (r && !type_lookup(type_of(r), names::d_anext)) {
    return raise_type_error("aiter() returned not an async iterator of type '%.100s'", type_name(r));
  }
  return r;
}

namespace {

PyType* anext_type;

// The awaitable of anext(it, default): the wrapped one, StopAsyncIteration turned into the default.
struct AnextAwaitable {
  HeapObject header;
  Value wrapped, fallback;
};

Value self_method(Thread&, Value* args) { return args[0]; }

// Calls a method of the wrapped awaitable's iterator.
Value forward(Thread& t, Value self, const char* name, const Value* args, uint32_t n) {
  auto* a = self.as<AnextAwaitable>();
  Value iterator = slow_get_awaitable(t, a->wrapped, 0);
  if (!iterator) return kNull;
  PyStr* key = str_intern(name);
  Value r = key ? object_call_method(t, iterator, key, args, n) : kNull;
  if (r || !error_matches(exc::StopAsyncIteration)) return r;
  error_clear();
  return raise_stop_iteration(a->fallback);
}
Value anext_next(Thread& t, Value* args) { return forward(t, args[0], "__next__", nullptr, 0); }
Value anext_send(Thread& t, Value* args) { return forward(t, args[0], "send", args + 1, 1); }
Value anext_throw(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  return forward(t, args[0], "throw", given->items, static_cast<uint32_t>(given->length));
}
Value anext_close(Thread& t, Value* args) { return forward(t, args[0], "close", nullptr, 0); }

const NativeDef kAnextMethods[] = {
    {"__await__(self, /)", self_method, kEffectPure}, {"__iter__(self, /)", self_method, kEffectPure},
    {"__next__(self, /)", anext_next},                {"send(self, arg, /)", anext_send},
    {"throw(self, /, *args)", anext_throw},           {"close(self, /)", anext_close},
    {}};
const TypeSpec kAnextSpec = {"anext_awaitable", nullptr, kTypeNoNew,
                             {.bytes = sizeof(AnextAwaitable), .first_value = sizeof(HeapObject)}, kAnextMethods, nullptr};

Value builtin_anext(Thread& t, Value* args) {
  Value method = type_lookup(type_of(args[0]), names::d_anext);
  if (!method) return raise_type_error("'%.200s' object is not an async iterator", type_name(args[0]));
  Value call[2] = {args[0]};
  Value awaitable = call_special(t, method, call, 1);
  if (!awaitable || !args[1]) return awaitable;
  auto* a = allocate_instance_of<AnextAwaitable>(anext_type);
  if (!a) return kNull;
  a->wrapped = awaitable;
  a->fallback = args[1];
  gc::barrier(&a->header);
  return Value(&a->header);
}

}  // namespace

bool builtins_make_anext() {
  anext_type = type_new_builtin(kAnextSpec);
  return anext_type != nullptr;
}

const NativeDef kBuiltinAsync[] = {
    {"aiter(async_iterable, /)", builtin_aiter, kEffectAll, "Return an AsyncIterator for an AsyncIterable object."},
    {"anext(async_iterator, default=<absent>, /)", builtin_anext, kEffectAll,
     "async anext(aiterator[, default])\n\nReturn the next item from the async iterator.  If default is given and the async\niterator is "
     "exhausted, it is returned instead of raising StopAsyncIteration."},
    {}};

}  // namespace pyvm
