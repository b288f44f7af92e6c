// Frames on the VM stack.
//
// The VM stack of a thread is one contiguous reservation of Values that never moves. A frame is a pointer to its
// register 0 ("base") with kFrameHeaderWords words before it:
//
//   base[-5]  PyFunction* being run
//   base[-4]  PyFrame* (the Python-visible frame object) or null
//   base[-3]  caller's resume point (const Instr*), or this frame's while it calls
//   base[-2]  caller's base (Value*), null for the first frame of a native entry
//   base[-1]  FrameInfo
//
// A caller puts callee and arguments where the callee's frame will have them, so a call copies nothing.
#pragma once

#include "vm/object/code.h"
#include "vm/object/value.h"

namespace pyvm {

struct PyFrame;

// What happens with a frame's result.
enum class ReturnAction : uint8_t {
  kStore,        // caller's R[ret] := result
  kNative,       // leave the dispatch loop: a C++ caller waits
  kInit,         // __init__: result must be None; caller's R[ret] := the instance, kept in the frame's self slot
  kBinary,       // operator method: NotImplemented goes on to the next candidate
  kCompare,      // the same for comparisons
  kTruth,        // JUMP_IF_*/NOT: result must be bool (or int for __len__)
  kIterNext,     // FOR_ITER: StopIteration ends the loop
  kGenerator,    // a generator's frame: return or yield goes to whoever resumed it
  kDiscard,      // __setattr__, __setitem__, setters...: result ignored
  kSetItem,      // ...
};

struct FrameInfo {
  uint16_t ret;              // register of the caller
  ReturnAction action;
  uint8_t flags;
  uint32_t extra;            // by action
};
static_assert(sizeof(FrameInfo) == 8);

inline PyFunction*& frame_function(Value* base) { return reinterpret_cast<PyFunction**>(base)[-5]; }
inline PyFrame*& frame_object(Value* base) { return reinterpret_cast<PyFrame**>(base)[-4]; }
inline const Instr*& frame_return_pc(Value* base) { return reinterpret_cast<const Instr**>(base)[-3]; }
inline Value*& frame_caller(Value* base) { return reinterpret_cast<Value**>(base)[-2]; }
inline FrameInfo& frame_info(Value* base) { return reinterpret_cast<FrameInfo*>(base)[-1]; }

}  // namespace pyvm
