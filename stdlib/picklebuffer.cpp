// _picklebuffer: PickleBuffer, which hands the memory of an object to a pickler outside of the stream (PEP 574). A memoryview
// holds the memory until it is released.
#include "gc/heap.h"
#include "stdlib/module_builder.h"
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/object/buffer.h"
#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/sequence.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

struct PyPickleBuffer {
  HeapObject header;
  Value object, view;   // null once released
};

PyType* type_pickle_buffer;

Value new_view(Thread& t, Value object) {
  Value type = builtin_function(t, "memoryview");
  return type ? object_call_args(t, type, object) : kNull;
}

Value release_view(Thread& t, Value view) { return object_call_method(t, view, str_intern("release"), nullptr, 0); }

// The object, or null with a ValueError pending.
Value held_object(Value self) {
  Value object = self.as<PyPickleBuffer>()->object;
  return object ? object : raise_value_error("operation forbidden on released PickleBuffer object");
}

Value make(Thread& t, Value* args) {
  if (!has_buffer(args[1])) return raise_type_error("a bytes-like object is required, not '%s'", type_name(args[1]));
  Value view = new_view(t, args[1]);
  auto* self = view ? reinterpret_cast<PyPickleBuffer*>(instance_allocate(args[0].as<PyType>())) : nullptr;
  if (!self) return kNull;
  self->object = args[1];
  self->view = view;
  gc::barrier(&self->header);
  return Value(&self->header);
}

Value raw(Thread& t, Value* args) {
  Value object = held_object(args[0]);
  Value view = object ? new_view(t, object) : kNull;
  Value contiguous = view ? object_get_attr(t, view, str_intern("c_contiguous")) : kNull;
  int truth = contiguous ? object_is_true(t, contiguous) : -1;
  if (truth < 0) return kNull;
  if (!truth) return raise_error(exc::BufferError, "cannot extract raw buffer from non-contiguous buffer");
  PyStr* bytes = str_from_utf8("B");
  Value format = bytes ? Value(&bytes->header) : kNull;
  Value cast = format ? object_call_method(t, view, str_intern("cast"), &format, 1) : kNull;
  return cast && release_view(t, view) ? cast : kNull;
}

Value release(Thread& t, Value* args) {
  auto* self = args[0].as<PyPickleBuffer>();
  Value view = self->view;
  self->object = self->view = kNull;
  return view ? release_view(t, view) : kNone;
}

bool get_buffer(Thread& t, Value self, Buffer* out, bool writable) {
  Value object = held_object(self);
  return object && buffer_get(t, object, out, writable);
}

const BufferProtocol kProtocol = {get_buffer, nullptr};

const NativeDef kMethods[] = {
    {"__new__(cls, object, /)", make, kEffectAll},
    {"raw(self, /)", raw, kEffectAll,
     "Return a memoryview of the raw memory underlying this buffer.\n\nWill raise BufferError is the buffer isn't contiguous."},
    {"release(self, /)", release, kEffectAll, "Release the underlying buffer exposed by the PickleBuffer object."},
    {}};
const TypeSpec kSpec = {"pickle.PickleBuffer", nullptr, kTypeHasWeakref,
                        {.bytes = sizeof(PyPickleBuffer), .first_value = sizeof(HeapObject)}, kMethods,
                        "Wrapper for potentially out-of-band buffers"};

bool init(Thread&, PyDict* dict) {
  if (!type_pickle_buffer) {
    type_pickle_buffer = type_new_builtin(kSpec);
    buffer_register(type_pickle_buffer, &kProtocol);
  }
  return ModuleBuilder(dict, "_picklebuffer").type("PickleBuffer", type_pickle_buffer).ok();
}

}  // namespace

const NativeModule kPickleBufferModule = {"_picklebuffer", init};

}  // namespace pyvm
