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

// One word to restore: where := value of ref. kind WORD: boxed according to the ref's type (PTR, REF and BOX as they are);
// other kinds: the raw value in that width.
constexpr uint16_t kFrameObjectEntry = 0x7FFE;   // SnapEntry::field, below
struct SnapEntry {
  int32_t where;    // of a frame: word relative to the base; of an object: byte offset in it
  Ref ref;          // a constant, an instruction, or the VNEW of a virtual object of this snapshot
  uint8_t kind;     // MemKind; frame entries are WORD
  uint16_t field = 0x7FFF;   // of an object: its field, or 0x7FFF for an item of a tuple. Of a frame: kFrameObjectEntry where
                             // the word is the frame object, wanted only if something else that is restored knows it
  int32_t addend = 0;        // added to an I64
};

// A frame above the trace's own one, outermost first. The deoptimiser writes its header; the function it runs is the entry
// for word base - 5, and for __init__ the instance the entry for base - 6.
constexpr uint8_t kFrameSynced = 0x80;   // of SnapFrame::info's flags: memory shows the frame (its frame object is valid, its
                                         // generator entered)
struct SnapFrame {
  int32_t base;            // its register 0
  int32_t caller;          // register 0 of its caller
  const Instr* return_pc;
  uint64_t info;           // FrameInfo
};

// An object to be allocated when the exit is taken because the trace kept it virtual; or, with bytes 0, an existing object
// whose deferred stores are carried out.
struct SnapObject {
  Ref alloc;              // the VNEW this stands for; or the existing object (an entry of the snapshot has its location)
  uint32_t layout, bytes;
  uint32_t first, count;  // its fields in Snapshots::entries
  uint16_t field;         // existing object: the field of its one entry
};

enum class ResumeMode : uint8_t {
  kResume,   // go on at pc, which does again what the guard decided
  kDecided,  // go on at pc, which relies on the failure of the guard: a branch the other way, an iterator at its end
  kRaise,    // an exception is pending, raised by the instruction at pc: unwind
};

struct Snapshot {
  uint32_t first, count;           // entries of frames
  uint32_t first_object, objects;  // virtual objects; may refer to each other
  uint32_t first_frame, frames;
  const Instr* pc;
  ResumeMode mode;
  bool hoisted = false;    // of a guard moved out of the loop: when it fails often the loop is compiled without moving
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
