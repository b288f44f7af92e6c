// Frames on the VM stack.
//
// The VM stack of a thread is one contiguous reservation of Values that never moves. A frame is a pointer to its
// register 0 ("base") with kFrameHeaderWords words before it:
//
//   base[-6]  the callee as the caller put it there; for __init__ the new instance (kInit)
//   base[-5]  PyFunction* being run
//   base[-4]  PyFrame* (the Python-visible frame object) or null
//   base[-3]  the caller's resume point (const Instr*): one past the instruction that called
//   base[-2]  the caller's base (Value*), null for the first frame of a thread
//   base[-1]  FrameInfo
//
// A caller puts callee and arguments where the callee's frame will have them, so a call copies nothing.
#pragma once

#include "vm/object/code.h"
#include "vm/object/value.h"

namespace pyvm {

struct PyArray;
struct PyFrame;
struct Thread;

// What happens with a frame's result.
enum class ReturnAction : uint8_t {
  kStore,        // caller's R[ret] := result
  kNative,       // leave the dispatch loop: a C++ caller waits
  kInit,         // __init__: result must be None; caller's R[ret] := the instance in base[-6]
  kBinary,       // operator method, candidate number extra-1 of the caller's instruction: NotImplemented tries the next
  kTruth,        // __bool__ or __len__ (extra 1) for the caller's JUMP_IF_* or NOT
  kContains,     // __contains__ for IN / NOT_IN
  kIterNext,     // __next__ or a generator for FOR_ITER: StopIteration ends the loop
  kSend,         // SEND: StopIteration or return ends it
  kDiscard,      // __setattr__, __setitem__, property setters: the result is ignored
  kGetattr,      // __getattribute__ or a getter: AttributeError goes on to __getattr__ (extra: 1 there is one)
};

struct FrameInfo {
  uint16_t ret;              // register of the caller
  ReturnAction action;
  uint8_t flags;             // FrameFlag
  uint32_t extra;            // by action, or the return point
};
enum FrameFlag : uint8_t {
  kFrameGenerator = 1,       // the frame of a resumed generator, coroutine or async generator
  kFrameCompiled = 2,        // compiled code made it: `extra` is the return point where its caller goes on, see jit/
  kFrameCompiledInit = 4,    // the same for __init__
};
static_assert(sizeof(FrameInfo) == 8);

inline PyFunction*& frame_function(Value* base) { return reinterpret_cast<PyFunction**>(base)[-5]; }
inline PyFrame*& frame_object(Value* base) { return reinterpret_cast<PyFrame**>(base)[-4]; }
inline const Instr*& frame_return_pc(Value* base) { return reinterpret_cast<const Instr**>(base)[-3]; }
inline Value*& frame_caller(Value* base) { return reinterpret_cast<Value**>(base)[-2]; }
inline FrameInfo& frame_info(Value* base) { return reinterpret_cast<FrameInfo*>(base)[-1]; }

// Frames of frozen modules that stand for native code are not shown to Python.
inline bool frame_is_hidden(Value* base) { return frame_function(base)->code->flags & kCodeHidden; }
// The frame itself or the nearest caller that is shown; null: none.
inline Value* visible_frame(Value* base) {
  while (base && frame_is_hidden(base)) base = frame_caller(base);
  return base;
}

// First word above a frame's registers.
inline Value* frame_top(Value* base) { return base + frame_function(base)->code->register_count; }

// Where a frame stands with the `call` event of vm/run/hooks.h.
enum class FrameEntry : uint8_t {
  kOver,
  kDue,         // the frame begins or goes on
  kReported,    // the event of a fresh frame is being delivered: f_lineno is that of the definition
};

// The Python-visible frame. While the frame runs (or its generator is suspended) it reads the registers in place; when
// the frame ends they are copied.
struct PyFrame {
  HeapObject header;
  PyFunction* function;
  Value* base;            // null once the frame ended or while its generator is suspended
  Value generator;        // PyGenerator whose frame it is, or null
  Value locals;           // PyArray with the registers after the end, or null
  PyFrame* back;          // valid when base is null
  const Instr* pc;        // valid when base is null: the last instruction
  Value trace;            // f_trace or null
  Value locals_dict;      // f_locals dict of an optimised frame, made on demand, or null
  uint8_t trace_lines, trace_opcodes;
  FrameEntry entry;
  const Instr* traced;    // the last instruction that a trace function might have been told of, null at the beginning
  Value profiled_call;    // the native function that a profile function was told the call of, or null
};

struct PyTraceback {
  HeapObject header;
  PyTraceback* next;
  PyFrame* frame;
  uint32_t instr_index;
  uint32_t line;
};

// Copies of a frame's registers. Among them are words of dead call windows and of frames that were there before, so the
// collector looks at them as at a stack. Null: MemoryError pending.
PyArray* registers_copy(const Value* base, uint32_t count);

// The frame object of a live frame, made on first use. Null: MemoryError pending.
PyFrame* frame_object_of(Thread& t, Value* base);
// Copies the registers out: the frame is about to end. Called only if the frame has a frame object.
void frame_detach(Thread& t, Value* base, const Instr* pc);
// Index of the instruction a frame object stands at.
uint32_t frame_instr_index(Thread& t, const PyFrame* frame);
// Instruction a live frame stands at: t.pc for the innermost one, else what its callee noted.
const Instr* frame_pc(Thread& t, Value* base);

// f_locals. Null: MemoryError pending.
Value frame_locals(Thread& t, PyFrame* frame);
// Writes what the dict that frame_locals() gave holds now back to the variables of a running function.
void frame_store_locals(PyFrame* frame);
// f_back or null.
PyFrame* frame_back(Thread& t, PyFrame* frame);

// Adds an entry for the frame to the traceback of the pending exception.
void traceback_add(Thread& t, Value* base, const Instr* pc);

}  // namespace pyvm
