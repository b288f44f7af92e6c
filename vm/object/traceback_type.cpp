// traceback objects.
#include "gc/heap.h"
#include "vm/object/boot.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/frame.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

PyTraceback* self_entry(Value* args) { return args[0].as<PyTraceback>(); }

Value entry_new(Thread& t, Value* args) {
  if (!args[1].is_none() && type_of(args[1]) != type_traceback) {
    return raise_type_error("expected traceback object or None, got '%s'", type_name(args[1]));
  }
  if (type_of(args[2]) != type_frame) {
    return raise_type_error("traceback() argument 'tb_frame' must be frame, not %s", type_name(args[2]));
  }
  int64_t lasti, line;
  if (!object_index(t, args[3], &lasti) || !object_index(t, args[4], &line)) return kNull;
  auto* entry = reinterpret_cast<PyTraceback*>(instance_allocate(type_traceback));
  if (!entry) return kNull;
  entry->next = args[1].is_none() ? nullptr : args[1].as<PyTraceback>();
  entry->frame = args[2].as<PyFrame>();
  uint32_t count = entry->frame->function->code->instr_count;
  entry->instr_index = lasti < 0 || lasti / 8 >= count ? 0 : static_cast<uint32_t>(lasti / 8);
  entry->line = static_cast<uint32_t>(line);
  return to_value(entry);
}

Value entry_get_next(Thread&, Value* args) {
  PyTraceback* next = self_entry(args)->next;
  return next ? to_value(next) : kNone;
}

Value entry_set_next(Thread&, Value* args) {
  if (!args[1]) return raise_type_error("can't delete tb_next attribute");
  PyTraceback* next = nullptr;
  if (!args[1].is_none()) {
    if (type_of(args[1]) != type_traceback) {
      return raise_type_error("expected traceback object, got '%s'", type_name(args[1]));
    }
    next = args[1].as<PyTraceback>();
  }
  for (PyTraceback* e = next; e; e = e->next) {
    if (e == self_entry(args)) return raise_value_error("traceback loop detected");
  }
  self_entry(args)->next = next;
  gc::barrier(args[0].heap());
  return kNone;
}

Value entry_get_frame(Thread&, Value* args) { return to_value(self_entry(args)->frame); }
Value entry_get_lasti(Thread&, Value* args) { return Value::from_small_int(self_entry(args)->instr_index * 8); }
Value entry_get_line(Thread&, Value* args) { return Value::from_small_int(self_entry(args)->line); }

Value entry_dir(Thread&, Value*) {
  Value names[4];
  const char* const kNames[] = {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"};
  for (int i = 0; i < 4; i++) names[i] = to_value(str_intern(kNames[i]));
  return to_value(list_from(names, 4));
}

const NativeDef kMethods[] = {
    {"__new__(cls, tb_next, tb_frame, tb_lasti, tb_lineno)", entry_new, kEffectAllocates | kEffectMayRaise},
    {"__dir__(self, /)", entry_dir, kEffectAllocates},
    {"@getset tb_next", entry_get_next, kEffectReads, nullptr, entry_set_next},
    {"@member tb_frame", entry_get_frame, kEffectReads},
    {"@member tb_lasti", entry_get_lasti, kEffectReads},
    {"@getset tb_lineno", entry_get_line, kEffectReads},
    {},
};

void trace_entry(HeapObject* object, gc::Visitor& visitor) {
  auto* entry = reinterpret_cast<PyTraceback*>(object);
  visitor.visit(entry->next);
  visitor.visit(entry->frame);
}

const TypeSpec kSpec = {
    "traceback", nullptr, 0,
    {.trace = trace_entry, .finalize = nullptr, .size_of = nullptr, .bytes = sizeof(PyTraceback), .first_value = 8,
     .leaf = false, .owner = nullptr},
    kMethods, "Create a new traceback object."};

}  // namespace

void boot_traceback() { type_init_builtin(type_traceback, kSpec); }

}  // namespace pyvm
