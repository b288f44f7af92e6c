// The Python-visible frame objects and traceback entries.
#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/boot.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/frame.h"
#include "vm/run/generator.h"
#include "vm/run/thread.h"

namespace pyvm {

// The thread whose frame it is.
static Thread& owner_of(Thread& t, const Value* base) {
  for (Thread* other = all_threads; other; other = other->next) {
    if (base >= other->stack && base < other->stack_end) return *other;
  }
  return t;
}

const Instr* frame_pc(Thread& t, Value* base) {
  Thread& owner = owner_of(t, base);
  if (base == owner.base) return owner.pc;
  for (Value* inner = owner.base; inner; inner = frame_caller(inner)) {
    if (frame_caller(inner) == base) return frame_return_pc(inner) - 1;
  }
  return frame_function(base)->code->instrs;
}

PyFrame* frame_object_of(Thread& t, Value* base) {
  if (frame_object(base)) return frame_object(base);
  auto* frame = reinterpret_cast<PyFrame*>(instance_allocate(type_frame));
  if (!frame) return nullptr;
  frame->function = frame_function(base);
  frame->base = base;
  frame->trace_lines = 1;
  if (frame_info(base).flags & kFrameGenerator) {
    PyGenerator* g = frame_generator(base);
    frame->generator = Value(&g->header);
    g->frame = frame;
    gc::barrier(&g->header);
  }
  frame_object(base) = frame;
  // The interpreter ends a frame that has an object.
  frame_info(base).flags &= static_cast<uint8_t>(~(kFrameCompiled | kFrameCompiledInit));
  return frame;
}

void frame_detach(Thread& t, Value* base, const Instr* pc) {
  PyFrame* frame = frame_object(base);
  PyCode* code = frame->function->code;
  // The caller's frame object is needed for f_back; an exception must not be lost if memory is short.
  Value pending = t.exception;
  t.exception = kNull;
  Value* caller = visible_frame(frame_caller(base));
  PyFrame* back = caller ? frame_object_of(t, caller) : nullptr;
  // What f_locals shows: variables, cells and the namespace; not the temporaries.
  uint32_t visible = code->cell_base + code->cell_count + code->free_count;
  if (code->namespace_register != 0xFFFF) visible = code->namespace_register + 1u;
  if (PyArray* copy = registers_copy(base, visible)) frame->locals = Value(&copy->header);
  frame->back = back;
  t.exception = pending;
  frame->pc = pc;
  frame->base = nullptr;
  gc::barrier(&frame->header);
}

uint32_t frame_instr_index(Thread& t, const PyFrame* frame) {
  const Instr* pc = frame->pc;
  if (frame->base) {
    pc = frame_pc(t, frame->base);
  } else if (!frame->generator.is_null()) {
    pc = frame->generator.as<PyGenerator>()->pc - 1;
  }
  PyCode* code = frame->function->code;
  return pc ? static_cast<uint32_t>(pc - code->instrs) : 0;
}

void traceback_add(Thread& t, Value* base, const Instr* pc) {
  if (frame_is_hidden(base)) return;
  Value pending = t.exception;
  t.exception = kNull;
  PyFrame* frame = frame_object_of(t, base);
  auto* entry = frame ? reinterpret_cast<PyTraceback*>(instance_allocate(type_traceback)) : nullptr;
  if (!entry) {
    t.exception = pending;   // an incomplete traceback is better than another exception
    return;
  }
  auto* exception = pending.as<PyException>();
  PyCode* code = frame_function(base)->code;
  entry->frame = frame;
  entry->instr_index = static_cast<uint32_t>(pc - code->instrs);
  entry->line = code_position(code, entry->instr_index).line;
  entry->next = exception->traceback.is_null() || exception->traceback.is_none()
                    ? nullptr
                    : exception->traceback.as<PyTraceback>();
  exception->traceback = Value(&entry->header);
  gc::barrier(&exception->header);
  t.exception = pending;
}

namespace {

PyArray* frame_registers(PyFrame* frame, Value** out) {
  if (frame->base) {
    *out = frame->base;
    return nullptr;
  }
  PyArray* saved = nullptr;
  if (!frame->generator.is_null()) {
    saved = frame->generator.as<PyGenerator>()->registers;
  } else if (!frame->locals.is_null()) {
    saved = frame->locals.as<PyArray>();
  }
  *out = saved ? saved->items : nullptr;
  return saved;
}

}  // namespace

static bool is_cell_variable(const PyCode* code, Value name) {
  for (int64_t i = 0; i < code->cellvars->length; i++) {
    if (code->cellvars->items[i] == name) return true;
  }
  return false;
}

// The name of the i-th cell: first the cell variables, then the free ones.
static Value cell_name(const PyCode* code, uint32_t i) {
  return i < code->cell_count ? code->cellvars->items[i] : code->freevars->items[i - code->cell_count];
}

// The namespace of a class body or module; for functions a dict of the bound locals, cells and free variables,
// refreshed at every call and kept for the life of the frame.
Value frame_locals(Thread& t, PyFrame* frame) {
  Value* registers;
  (void)frame_registers(frame, &registers);
  PyCode* code = frame->function->code;
  if (registers && code->namespace_register != 0xFFFF) return registers[code->namespace_register];
  if (frame->locals_dict.is_null()) {
    PyDict* dict = dict_new();
    if (!dict) return kNull;
    frame->locals_dict = Value(&dict->header);
    gc::barrier(&frame->header);
  }
  PyDict* dict = as_dict(frame->locals_dict);
  if (!registers) return frame->locals_dict;
  auto put = [&](Value name, Value value) {
    if (value.is_null() || value == kUnbound) {
      dict_delete_str(dict, as_str(name));
      return true;
    }
    return dict_set_str(dict, as_str(name), value);
  };
  for (int64_t i = 0; i < code->varnames->length; i++) {
    if (is_cell_variable(code, code->varnames->items[i])) continue;
    if (!put(code->varnames->items[i], registers[i])) return kNull;
  }
  for (uint32_t i = 0; i < uint32_t{code->cell_count} + code->free_count; i++) {
    Value cell = registers[code->cell_base + i];
    Value value = kUnbound;
    if (cell.is_heap() && type_of(cell) == type_cell) value = cell.as<PyCell>()->value;
    if (!put(cell_name(code, i), value)) return kNull;
  }
  return frame->locals_dict;
}

void frame_store_locals(PyFrame* frame) {
  if (frame->locals_dict.is_null() || !frame->base) return;
  PyCode* code = frame->function->code;
  PyDict* dict = as_dict(frame->locals_dict);
  auto stored = [&](Value name) {
    Value value = dict_get_str(dict, as_str(name));
    return value ? value : kUnbound;
  };
  for (int64_t i = 0; i < code->varnames->length; i++) {
    if (!is_cell_variable(code, code->varnames->items[i])) frame->base[i] = stored(code->varnames->items[i]);
  }
  for (uint32_t i = 0; i < uint32_t{code->cell_count} + code->free_count; i++) {
    Value cell = frame->base[code->cell_base + i];
    if (!cell.is_heap() || type_of(cell) != type_cell) continue;
    Value value = stored(cell_name(code, i));
    cell.as<PyCell>()->value = value;
    gc::barrier(cell.heap(), value.bits());
  }
}

PyFrame* frame_back(Thread& t, PyFrame* frame) {
  if (!frame->base) return frame->generator.is_null() ? frame->back : nullptr;
  Value* caller = visible_frame(frame_caller(frame->base));
  return caller ? frame_object_of(t, caller) : nullptr;
}

namespace {

Value frame_get_back(Thread& t, Value* args) {
  PyFrame* back = frame_back(t, args[0].as<PyFrame>());
  if (!back) return error_occurred(t) ? kNull : kNone;
  return Value(&back->header);
}
Value frame_get_code(Thread&, Value* args) { return Value(&args[0].as<PyFrame>()->function->code->header); }
Value frame_get_globals(Thread&, Value* args) { return Value(&args[0].as<PyFrame>()->function->globals->header); }
Value frame_get_builtins(Thread&, Value* args) { return Value(&args[0].as<PyFrame>()->function->builtins->header); }
Value frame_get_locals(Thread& t, Value* args) { return frame_locals(t, args[0].as<PyFrame>()); }
Value frame_get_lasti(Thread& t, Value* args) {
  return Value::from_small_int(frame_instr_index(t, args[0].as<PyFrame>()) * 8);
}
Value frame_get_lineno(Thread& t, Value* args) {
  auto* frame = args[0].as<PyFrame>();
  if (frame->entry == FrameEntry::kReported) return Value::from_small_int(frame->function->code->first_line);
  return Value::from_small_int(code_position(frame->function->code, frame_instr_index(t, frame)).line);
}
Value or_none(Value v) { return v.is_null() ? kNone : v; }
Value frame_get_trace(Thread&, Value* args) { return or_none(args[0].as<PyFrame>()->trace); }
// The next event is that of another line.
Value frame_set_trace(Thread& t, Value* args) {
  auto* frame = args[0].as<PyFrame>();
  frame->trace = args[1].is_none() ? kNull : args[1];
  gc::barrier(&frame->header, args[1].bits());
  if (frame->base && !frame->traced) frame->traced = frame_pc(t, frame->base);
  return kNone;
}
Value frame_get_trace_lines(Thread&, Value* args) { return Value::from_bool(args[0].as<PyFrame>()->trace_lines); }
Value frame_get_trace_opcodes(Thread&, Value* args) { return Value::from_bool(args[0].as<PyFrame>()->trace_opcodes); }
Value frame_set_trace_lines(Thread&, Value* args) {
  args[0].as<PyFrame>()->trace_lines = args[1].is_true();
  return kNone;
}
Value frame_set_trace_opcodes(Thread&, Value* args) {
  args[0].as<PyFrame>()->trace_opcodes = args[1].is_true();
  return kNone;
}
Value frame_clear(Thread& t, Value* args) {
  auto* frame = args[0].as<PyFrame>();
  if (frame->base) return raise_error(exc::RuntimeError, "cannot clear an executing frame");
  if (!frame->generator.is_null()) {
    if (!generator_close(t, frame->generator.as<PyGenerator>())) return kNull;
  }
  frame->locals = kNull;
  frame->locals_dict = kNull;
  return kNone;
}
Value frame_repr(Thread& t, Value* args) {
  auto* frame = args[0].as<PyFrame>();
  PyCode* code = frame->function->code;
  PyStr* file = object_repr(t, Value(&code->filename->header));
  if (!file) return kNull;
  TextBuffer name, path;
  str_append_utf8(code->name, name);
  str_append_utf8(file, path);
  PyStr* s = str_format("<frame at %p, file %s, line %u, code %s>", static_cast<void*>(frame), path.c_str(),
                        code_position(code, frame_instr_index(t, frame)).line, name.c_str());
  return s ? Value(&s->header) : kNull;
}

const NativeDef kFrameMethods[] = {
    {"@getset f_back", frame_get_back, kEffectReads},
    {"@getset f_code", frame_get_code, kEffectReads},
    {"@getset f_globals", frame_get_globals, kEffectReads},
    {"@getset f_builtins", frame_get_builtins, kEffectReads},
    {"@getset f_locals", frame_get_locals, kEffectAll},
    {"@getset f_lasti", frame_get_lasti, kEffectReads},
    {"@getset f_lineno", frame_get_lineno, kEffectReads},
    {"@getset f_trace", frame_get_trace, kEffectReads, nullptr, frame_set_trace},
    {"@getset f_trace_lines", frame_get_trace_lines, kEffectReads, nullptr, frame_set_trace_lines},
    {"@getset f_trace_opcodes", frame_get_trace_opcodes, kEffectReads, nullptr, frame_set_trace_opcodes},
    {"clear(self, /)", frame_clear, kEffectAll, "F.clear(): clear all references held by the frame"},
    {"__repr__(self, /)", frame_repr, kEffectReads},
    {},
};

void frame_trace(gc::Header* object, gc::Visitor& visitor) {
  auto* frame = reinterpret_cast<PyFrame*>(object);
  visitor.visit(frame->function);
  visitor.visit(frame->generator.bits());
  visitor.visit(frame->locals.bits());
  visitor.visit(frame->back);
  visitor.visit(frame->trace.bits());
  visitor.visit(frame->locals_dict.bits());
  visitor.visit(frame->profiled_call.bits());
}

void registers_trace(gc::Header* object, gc::Visitor& visitor) {
  auto* array = reinterpret_cast<PyArray*>(object);
  visitor.visit_ambiguous_range(array->items, array->items + array->capacity);
}

size_t registers_size(const gc::Header* object) {
  return sizeof(PyArray) + reinterpret_cast<const PyArray*>(object)->capacity * sizeof(Value);
}

const TypeSpec kRegistersSpec = {
    "internal registers", nullptr, kTypeNoNew | kTypeInternal,
    {.trace = registers_trace, .size_of = registers_size, .bytes = sizeof(PyArray)},
    nullptr, nullptr};

const TypeSpec kFrameSpec = {
    "frame", nullptr, kTypeNoNew,
    {.trace = frame_trace, .bytes = sizeof(PyFrame)},
    kFrameMethods, nullptr};

}  // namespace

PyArray* registers_copy(const Value* base, uint32_t count) {
  uint32_t layout = type_registers->root_shape->id();
  auto* array = allocate_object<PyArray>(layout, sizeof(PyArray) + count * sizeof(Value));
  if (!array) return nullptr;
  array->capacity = count;
  for (uint32_t i = 0; i < count; i++) array->items[i] = base[i];
  return array;
}

void boot_frame() {
  type_init_builtin(type_registers, kRegistersSpec);
  type_init_builtin(type_frame, kFrameSpec);
}

}  // namespace pyvm
