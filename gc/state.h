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
  // marking
  std::vector<Header*> mark_stack;
  std::vector<PendingItems> pending;
  bool marking = false;           // an incremental full collection is under way
  size_t mark_debt = 0;           // bytes to be marked for what was allocated meanwhile
  int rounds = 0;                 // times that it marked from the roots and from written objects before its last pause
  bool collecting = false;        // inside a collection: allocation is forbidden
  // minor collection: objects of late tenure that stacks refer to; then those that nothing else refers to
  bool sparing = false;
  std::vector<Header*> spared;
  size_t scanned_words = 0;       // of stacks, by the last collection
  // remembered set: old objects, and single slots of large arrays, written since the last collection
  std::vector<Header*> remembered;
  std::vector<void*> remembered_slots;
  // blocks allocated into since the last collection; blocks awaiting their sweep by size class
  std::vector<uint32_t> young_blocks;
  std::vector<uint32_t> unswept[kSizeClasses];
  // large objects, sorted by address up to large_sorted; young ones are those with mark 0
  std::vector<LargeObject> large;
  size_t large_sorted = 0;
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
  uint64_t longest_pause_us = 0;
};
extern State state;

inline constexpr size_t kYoungBytes = size_t{4} << 20;   // between minor collections: about the second-level cache
// More slots than that cost as much as the arrays they lie in.
inline constexpr size_t kMaxRememberedSlots = size_t{1} << 20;

// mark.cpp
void mark_roots();
void mark_remembered();
void mark_native_stacks();
// Marks the spared objects and what they refer to, after everything else is marked: leaves in state.spared those that may stay
// young.
void mark_spared();
void drain();
// Marks until about `bytes` were visited; true when nothing is left.
bool drain_some(size_t bytes);
bool marking_is_done();
// Puts the written objects back on the mark stack if tracing them would make a long pause. False: they may wait.
bool retrace_remembered();
size_t object_bytes(const Header* object);
// The object that an arbitrary word points at or into, or null.
Header* find_object(uint64_t word);
void sort_large();

// collect.cpp: called when a block's worth of allocation is due.
void allocation_step(size_t bytes);

// sweep.cpp
// The next run of free cells of a class, from unswept or free blocks. False: no memory.
bool refill(int size_class);
void sweep_block(uint32_t index);
// Sweeps a block that has been allocated into, which goes on.
void reopen_block(uint32_t index);
void sweep_large();
// Frees dead large objects of about that many bytes, one at the least: unmapping much memory takes long.
void free_dead_large(size_t bytes);
// Ends the runs being bumped through, so that every block is in a state that collections understand.
void retire_runs();
void finish_sweeping();
// Takes the blocks without survivors out of the queues for sweeping.
void release_empty_blocks();

// weak.cpp: the steps after marking, in this order
void process_weak(bool minor);
void process_finalizable(bool minor);
void drop_dead_weak(bool minor);
// The survivors to be finalised some day are old now, but for those whose mark was taken back.
void age_finalizable();

}  // namespace pyvm::gc
