// Snapshots: how to rebuild the interpreter's state when a guard fails.
//
// All positions are in words relative to the trace's base (register 0 of the frame in which the trace starts), so
// registers of inlined frames and their headers have positions above it. What a snapshot does not mention is already right
// in memory. Several guards may share a snapshot; nothing with a side effect stands between them.
#pragma once

#include <cstdint>
#include <vector>

namespace pyvm {
struct Instr;
struct PyCode;
}  // namespace pyvm

namespace pyvm::jit {

using Ref = uint32_t;

// One word to restore: where := value of ref, boxed according to the ref's type (PTR and REF: as they are).
struct SnapEntry {
  int32_t where;    // of a frame: word relative to the base; of a virtual object: byte offset in it
  Ref ref;          // a constant, an instruction, or the NEW of a virtual object of this snapshot
  uint8_t bytes;    // 8; fields of virtual objects also 1, 2, 4
};

// A frame above the trace's own one, outermost first. Its header words are entries like all others; this tells the
// deoptimiser where frames begin (for the recursion depth and the running frame).
struct SnapFrame {
  int32_t base;     // its register 0
};

// An object that the trace did not allocate: materialised when the exit is taken.
struct SnapObject {
  Ref alloc;              // the NEW (marked virtual by escape analysis) this stands for
  uint32_t layout, bytes;
  uint32_t first, count;  // its fields in Snapshots::entries
};

enum class ResumeMode : uint8_t {
  kResume,   // go on at pc
  kRaise,    // an exception is pending, raised by the instruction at pc: unwind
};

struct Snapshot {
  uint32_t first, count;           // entries of frames
  uint32_t first_object, objects;  // virtual objects; may refer to each other
  uint32_t first_frame, frames;
  const Instr* pc;
  ResumeMode mode;
};

struct Snapshots {
  std::vector<Snapshot> list;
  std::vector<SnapEntry> entries;
  std::vector<SnapObject> objects;
  std::vector<SnapFrame> frames;
  void clear() {
    list.clear(), entries.clear(), objects.clear(), frames.clear();
  }
};

}  // namespace pyvm::jit
