// The garbage-collected heap: allocation, write barrier, roots, collection, weak references.
//
// Non-moving, generational by sticky mark bits, incremental marking. Native stacks and the VM stack are scanned
// conservatively, so native code holds plain pointers in locals; heap objects are traced precisely.
// Any allocation may collect. Between allocate() and the next allocation an object is valid as returned (body
// zeroed), so fields may be filled in any order.
#pragma once

#include <cstddef>
#include <cstdint>

#include "gc/object.h"

namespace pyvm::gc {

// ---- allocation -------------------------------------------------------------------------------------------------

// The run of free cells that allocation of one size class bumps through. allocate() and compiled code take a cell of
// `cell` bytes at cursor while cursor < end (end - cursor is a multiple of the cell size), zero it and fill the header with
// {layout, allocation_mark}.
struct FreeRun {
  char* cursor;
  char* end;
};
extern FreeRun free_runs[];       // by size class, see gc/block.h
extern uint8_t allocation_mark;   // header.mark of fresh objects: 0, or black while a full collection is marking

// Returns an object of `bytes` (>= 8, includes the header) with header.layout = layout and all else zero.
// Returns null when memory is exhausted even after a full collection: the caller raises MemoryError. May collect; never
// runs Python code.
[[nodiscard]] Header* allocate(uint32_t layout, size_t bytes);

// The same for an object whose layout has `finalize`, or whose class has __del__.
[[nodiscard]] Header* allocate_finalizable(uint32_t layout, size_t bytes);

// Allocation by threads that run compiled code for the thread that owns the heap, while that one does not collect: each has
// runs of its own, one per size class. refill_side_run() takes a block for an exhausted one; false: no memory, or *budget,
// the number of blocks still allowed, is 0. retire_side_runs() gives the unused cells of all size classes back.
bool refill_side_run(FreeRun* runs, int size_class, uint32_t* budget);
void retire_side_runs(FreeRun* runs);
// remember() by such a thread.
void remember_from_side(Header* owner);

// A MemoryError is about to be raised: if small objects were refused, they now come from a reserve of a few MiB, until a
// full collection finds room.
void open_reserve();

// Scope in which small objects come from the last part of the reserve if need be: for code that cannot fail.
class ReserveScope {
 public:
  ReserveScope();
  ~ReserveScope();
  ReserveScope(const ReserveScope&) = delete;
  ReserveScope& operator=(const ReserveScope&) = delete;
};

// To be called when the system refused `bytes` of memory outside the heap: collects all garbage and returns true if a
// second try has a chance.
bool relieve(size_t bytes);

// Tells the collector that an object owns `delta` more (or fewer) bytes outside the heap.
void account_external(ptrdiff_t delta);

// ---- write barrier ----------------------------------------------------------------------------------------------

extern uint8_t black;  // the current marking epoch: header.mark == black means old (or already marked)

void remember(Header* owner);  // slow path of the barrier
void remember_slot(Header* owner, void* slot);

// To be called after a reference was stored into `owner` (before the next allocation).
inline void barrier(Header* owner) {
  if (owner->mark == black && !(owner->flags & kRemembered)) remember(owner);
}
// The same, skipped when the stored word is no heap pointer.
inline void barrier(Header* owner, uint64_t stored) {
  if (is_heap_word(stored)) barrier(owner);
}
// The same for one slot of a large array, which holds the stored word: only the slot is looked at again.
inline void barrier_slot(Header* owner, void* slot, uint64_t stored) {
  if (is_heap_word(stored) && owner->mark == black) remember_slot(owner, slot);
}

// ---- tracing ----------------------------------------------------------------------------------------------------

class Visitor {
 public:
  // Visits one word if it is a heap pointer; null and immediates are ignored.
  void visit(uint64_t word) {
    if (is_heap_word(word)) mark(reinterpret_cast<Header*>(word));
  }
  void visit(const void* object) { visit(reinterpret_cast<uint64_t>(object)); }
  void visit_range(const uint64_t* first, const uint64_t* last) {
    if (first < last) visit_items(first, static_cast<size_t>(last - first), 1, 1);
  }
  // Visits the first `words` words of each of `count` items that lie `stride` words apart. Long tables are only noted and
  // visited a slice at a time, so that no single object makes a long pause: they must stay readable until the object dies.
  void visit_items(const uint64_t* first, size_t count, uint32_t stride, uint32_t words) {
    if (PYVM_UNLIKELY(count * stride > kSliceWords)) return visit_later(first, count, stride, words);
    for (; count > 0; count--, first += stride) {
      for (uint32_t i = 0; i < words; i++) visit(first[i]);
    }
  }
  // Conservative: the word may be anything, or point into the middle of an object.
  void visit_ambiguous(uint64_t word);
  void visit_ambiguous_range(const void* first, const void* last);

  static constexpr size_t kSliceWords = 1024;

 private:
  void mark(Header* object);
  void visit_later(const uint64_t* first, size_t count, uint32_t stride, uint32_t words);
};

// Roots: called at every collection.
using RootTracer = void (*)(Visitor&, void* context);
void add_root_tracer(RootTracer tracer, void* context);
void remove_root_tracer(RootTracer tracer, void* context);
// A single global slot (a word holding a Value or an object pointer), a root for the life of the process.
void add_root(void* slot);

// Registers the calling native stack for conservative scanning: from the collector's own frame up to stack_base.
// Stacks that are switched away from are scanned from the saved stack pointer.
struct NativeStack {
  void* base;       // highest address
  void* saved_sp;   // null while the stack is the running one
  NativeStack* next;
};
void add_native_stack(NativeStack* stack);
void remove_native_stack(NativeStack* stack);
// Memory outside the heap that native stacks point into, such as machine code: the object that lives as long, or null. Asked
// about the words of conservatively scanned memory that point to no object.
extern Header* (*owner_of_address)(uint64_t word);

// ---- collection -------------------------------------------------------------------------------------------------

void collect_minor();
// Full collection; returns the number of objects found unreachable that had finalisers or weak references or, when
// exact counting is asked for by the gc module, all objects freed.
size_t collect_full();
void set_enabled(bool on);
bool is_enabled();
// Work that may run only at polls: native finalisers, weak-reference callbacks, __del__. The hook is called by
// run_pending(); wants_poll is set to make the VM call it.
bool has_pending();
extern void (*request_poll)();  // called by the collector when finalisers or weak references are due

struct Stats {
  size_t heap_bytes, external_bytes, minor_collections, full_collections;
  size_t scanned_words;   // of stacks, by the last collection
  uint64_t longest_pause_us;
};
Stats stats();
void set_stress(bool on);       // collect at every Nth allocation (every one in hostile builds)
// Visits every live object (gc.get_objects, the verifier). The callback must not allocate.
void for_each_object(void (*callback)(Header*, void*), void* context);
// Checks that every reference of every live object points at a live object and that the barrier invariant holds;
// aborts with a description otherwise.
void verify();

// ---- weak references and finalisers -----------------------------------------------------------------------------

// A weak slot is a word in a heap object (typically PyWeakref) that does not keep its target alive. The collector
// sets it to 0 when the target dies and, if the owner is alive, puts it into the queue read with next_dead_weak_owner().
void register_weak(Header* owner, Header** slot);
void unregister_weak(Header* owner, Header** slot);
Header* next_dead_weak_owner();    // the last queued, null: none
// Unreachable objects with kFinalizable whose class has __del__ or that have no native finaliser (generators): they are
// kept alive once, kFinalizable is cleared, and they are queued here in the order of allocation. Null: none.
Header* next_to_finalize();
// Queues all of them, alive or not: the program ends.
void queue_all_to_finalize();
// True if the object is alive, for tables that hold words weakly; valid inside weak-table callbacks and native finalisers only.
bool is_live(const Header* object);
// Called after marking and before memory is reused: tables of weak words (interned strings, method caches) drop what
// is_live() denies. `young_only`: after a minor collection, which only objects made since the last one did not survive.
void add_weak_table(void (*sweep)(void* context, bool young_only), void* context);

// ---- start -------------------------------------------------------------------------------------------------------

void initialize();

}  // namespace pyvm::gc
