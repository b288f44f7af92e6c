// The 8 bytes every heap object starts with, and what the collector must know of its layout.
#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/base/check.h"

namespace pyvm::gc {

class Visitor;

// First word of every heap object.
//
// layout: byte offset of the object's Layout in the layout arena; never 0 for a live object (a free cell
//         has 0), so that one 32-bit compare is a full type and shape guard.
// mark:   owned by the collector: the epoch in which the object was last marked (0: young).
// flags:  HeaderFlag bits of the collector and of the object's type.
// aux:    free for the object's type (a str's character width, a tuple subclass marker, ...).
struct Header {
  uint32_t layout;
  uint8_t mark;
  uint8_t flags;
  uint16_t aux;
};
static_assert(sizeof(Header) == 8);

enum HeaderFlag : uint8_t {
  kRemembered = 1 << 0,   // collector: stands in the remembered set
  kLarge = 1 << 1,        // collector: lives in the large-object space
  kHasWeakrefs = 1 << 2,  // a weak reference to the object exists
  kFinalizable = 1 << 3,  // has a native finaliser or a Python __del__ that has not run
  kTypeFlag0 = 1 << 4,    // meaning belongs to the object's type
  kTypeFlag1 = 1 << 5,
  kTypeFlag2 = 1 << 6,
  kTypeFlag3 = 1 << 7,
};

// What the collector knows of a set of objects. Base of pyvm::Shape; lives in the layout arena, is never moved.
struct Layout {
  // Visits every reference the object holds; null: the words from first_value to the object's end, or nothing at
  // all when kLeaf.
  void (*trace)(Header* object, Visitor& visitor);
  // Frees what is not on the heap (memory, descriptors). Runs inside the collection that finds the object unreachable,
  // after its __del__ if it has one; must not run Python code, allocate on the heap or touch heap objects that is_live() denies.
  // Null: none. Only objects allocated with allocate_finalizable() get it.
  void (*finalize)(Header* object);
  // Bytes of an object; null: `bytes`.
  size_t (*size_of)(const Header* object);
  uint32_t bytes;
  uint16_t first_value;  // byte offset of the first Value when trace == null
  bool leaf;             // holds no references
  bool has_del;          // the class has __del__: dead objects are queued for it (next_to_finalize)
  bool late_tenure;      // owns much memory outside the heap, or an owner: stays young while only stacks know it
  Header* owner;         // visited along with every object of this layout (its class); null: none
};

// Reserved address range for layouts: a layout's id is its byte offset from here.
extern char* layout_arena;

inline Layout* layout_of(const Header* object) {
  return reinterpret_cast<Layout*>(layout_arena + object->layout);
}

// Takes `bytes` zeroed bytes of the layout arena (16-aligned, never moved). Null when its 1 GiB is used up.
void* allocate_layout(size_t bytes);
// Gives memory of allocate_layout() back for reuse.
void free_layout(void* layout, size_t bytes);
inline uint32_t layout_id(const Layout* layout) {
  return static_cast<uint32_t>(reinterpret_cast<const char*>(layout) - layout_arena);
}

// A word is a heap pointer iff its top 16 bits are zero and it is no small constant (see vm/object/value.h).
inline bool is_heap_word(uint64_t word) { return (word >> 48) == 0 && word >= 4096; }

}  // namespace pyvm::gc
