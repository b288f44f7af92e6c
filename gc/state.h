// The collector's state, shared by its own files.
#pragma once

#include <deque>
#include <vector>

#include "gc/block.h"
#include "gc/heap.h"

namespace pyvm::gc {

struct LargeObject {
  Header* object;
  size_t bytes;
};

// What a collection is under way, in steps between allocations.
enum class Cycle : uint8_t { kNone, kMinor, kFull };

// The part of a long table that is still to be visited; see Visitor::visit_items().
struct PendingItems {
  const uint64_t* first;
  size_t count;
  uint32_t stride, words;
};

struct WeakSlot {
  Header* owner;
  Header** slot;
};

struct State {
  // marking: objects, parts of long tables, remembered objects and remembered slots that are still to be visited
  std::vector<Header*> mark_stack;
  std::vector<PendingItems> pending;
  std::vector<Header*> pending_objects;
  std::vector<void*> pending_slots;
  Cycle cycle = Cycle::kNone;
  bool full_is_next = false;      // blocks are being swept so that a full collection can start
  size_t mark_debt = 0;           // work to be done for what was allocated meanwhile
  int rounds = 0;                 // times that it marked from the roots and from written objects before its last pause
  bool collecting = false;        // inside a pause: allocation is forbidden
  Header* verifying = nullptr;    // the object whose references are being checked
  // remembered set: marked objects, and single slots of marked large arrays, written since the last time that they were
  // traced
  std::vector<Header*> remembered;
  std::vector<void*> remembered_slots;
  // blocks allocated into since the last collection; blocks awaiting their sweep by size class
  std::vector<uint32_t> young_blocks;
  std::vector<uint32_t> unswept[kSizeClasses];
  // large objects: those that survived a collection, sorted by address, and those made since, of which sort_large() has
  // sorted the first
  std::vector<LargeObject> large, young_large;
  size_t young_large_sorted = 0;
  size_t large_bytes = 0;                // of the old ones
  std::vector<LargeObject> dead_large;   // to be freed
  // objects to be finalised, weak slots: the second of each pair are those registered since the last collection
  std::vector<Header*> finalizable, young_finalizable;
  std::deque<Header*> to_finalize;
  std::vector<WeakSlot> weak, young_weak;
  std::vector<Header*> dead_weak_owners;
  // pacing, in bytes
  size_t young_bytes = 0;         // since the last collection
  size_t old_bytes = 0;           // estimate of what survived the last full collection and since
  size_t old_block_bytes = 0;     // the part of it that lies in blocks
  size_t external_bytes = 0;
  size_t external_at_full = 0;
  size_t external_at_minor = 0;
  size_t full_threshold = size_t{32} << 20;
  bool enabled = true;
  bool stress = false;
  bool exhausted = false;         // there was no block for an allocation, and no full collection has found room since
  bool reserve_open = false;      // and a MemoryError is being raised or handled: spare blocks are used
  int reserve_scopes = 0;
  uint32_t stress_count = 0;
  size_t minor_count = 0, full_count = 0;
};
extern State state;

inline constexpr size_t kYoungBytes = size_t{4} << 20;   // between minor collections: about the second-level cache
// More slots than that cost as much as the arrays they lie in. Room for them is reserved: the barrier must not fail.
inline constexpr size_t kMaxRememberedSlots = size_t{1} << 18;

// mark.cpp
void mark_roots();
void mark_native_stacks();
// Lets the remembered objects and slots be visited. No slots are pending.
void mark_remembered();
void drain();
// Visits everything an object refers to, at once.
void trace_all(Header* object);
// Marks until about so much work is done; true when nothing is left. One unit is about a nanosecond.
bool drain_some(size_t work);
size_t object_bytes(const Header* object);
// The object that an arbitrary word points at or into, or null.
Header* find_object(uint64_t word);
// Lets find_object() find the young large objects; those made later only when it is called again.
void sort_large();

// collect.cpp: called when a block's worth of allocation is due.
void allocation_step(size_t bytes);

// sweep.cpp
// The next run of free cells of a class, from unswept or free blocks. False: no memory.
bool refill(int size_class);
void sweep_block(uint32_t index);
// Takes the dead out of the large objects; a minor collection looks at young ones only.
void sweep_large(bool minor);
// Frees dead large objects of about that many bytes, one at the least: unmapping much memory takes long.
void free_dead_large(size_t bytes);
// Ends the runs being bumped through, so that every block is in a state that collections understand.
void retire_runs();
// Sweeps up to so many blocks; true when none awaits it.
bool sweep_some(size_t count);
// Takes the blocks without survivors out of the queues for sweeping.
void release_empty_blocks();

// verify.cpp: says that the object state.verifying refers to an unmarked one.
[[noreturn]] void verify_failed(const Header* target);

// weak.cpp: the steps after marking, in this order
void process_weak(bool minor);
void process_finalizable(bool minor);
void drop_dead_weak(bool minor);

}  // namespace pyvm::gc
