// Shapes: the layout of an object = its class + the instance attributes it holds, in order of creation.
//
// A shape is a gc::Layout, named by a 32-bit id in the object's header. Adding an attribute follows a transition
// to a child shape, so objects built the same way share a shape and one compare guards class and slot positions.
//
// Instance storage by mode:
//   kFixed     no instance attributes (most builtin types)
//   kSlots     attribute i is the i-th Value of the object, from slots_offset on
//              (slots_offset 0: the builtin part varies in size and the slots follow it; capacity is 1 then)
//   kOverflow  attribute i < inline_capacity-1 as above; the last inline slot points at a PyArray that holds the
//              rest, attribute i at index i - (inline_capacity-1)
//   kDict      the first inline slot holds the instance's __dict__ (a PyDict), the only storage. An object enters
//              this mode when __dict__ is asked for, an attribute is deleted out of order, or it has too many.
#pragma once

#include "gc/object.h"
#include "vm/object/value.h"

namespace pyvm {

struct PyType;
struct PyStr;
struct ShapeTable;

enum class ShapeMode : uint8_t { kFixed, kSlots, kOverflow, kDict };

struct Shape : gc::Layout {
  PyType* type;
  Shape* parent;        // null for a class's root shape
  PyStr* key;           // attribute added last
  ShapeTable* table;    // transitions and name -> index, made when first needed
  uint32_t count;       // number of attributes
  uint16_t slots_offset;
  uint16_t inline_capacity;  // Values in the object from slots_offset on
  ShapeMode mode;
  bool has_dict;        // instances may have arbitrary attributes
  Shape* root;          // the root shape this one grew from
  Shape* dict_mode;     // of a root: its kDict shape, made when first needed
  Shape* next;          // in PyType::shapes

  uint32_t id() const { return gc::layout_id(this); }
};

inline Shape* shape_of(const HeapObject* object) { return static_cast<Shape*>(gc::layout_of(object)); }

// Attributes an object may have before it goes to kDict mode, and children a shape may have.
inline constexpr uint32_t kMaxShapeAttributes = 64;
inline constexpr uint32_t kMaxShapeChildren = 64;

// Fills in `shape` (null: a new one) as a root shape of the class: its layout follows from type->native,
// type->member_words and the inline capacity. Null: MemoryError pending.
Shape* shape_init_root(Shape* shape, PyType* type, bool has_dict, uint32_t inline_capacity);
// A root shape of `type` with the storage geometry of `like` (for __class__ assignment). Null: MemoryError pending.
Shape* shape_root_like(PyType* type, const Shape* like);

// Index of an (interned) attribute, or -1. Never in kDict mode.
int shape_find(Shape* shape, PyStr* name);

// The shape after adding `name`; null when the object must go to kDict mode. Allocates.
Shape* shape_add(Shape* shape, PyStr* name);

// The shape with the last attribute taken away, if `name` is the last one; otherwise null.
Shape* shape_drop_last(Shape* shape, PyStr* name);

// The class's shape for objects in kDict mode. Null: MemoryError pending.
Shape* shape_dict_mode(Shape* shape);

// The first Value after the builtin part: __slots__ members, then attributes.
Value* instance_members(HeapObject* object, const Shape* shape);

// Where attribute `index` of an object with this shape lies.
Value* shape_slot(HeapObject* object, const Shape* shape, int index);

// ---- instance attributes of one object, whatever its mode ----

// The value or null when absent; no lookup on the class, no exception.
Value instance_get(HeapObject* object, PyStr* name);
// Adds or replaces. False: MemoryError pending.
[[nodiscard]] bool instance_set(HeapObject* object, PyStr* name, Value value);
// True if it was there.
bool instance_delete(HeapObject* object, PyStr* name);
// The instance's __dict__, making it (the object goes to kDict mode). Null: MemoryError pending.
Value instance_dict(HeapObject* object);
// Calls visit for every attribute in order of creation; the callback must not change the object.
void instance_for_each(HeapObject* object, void (*visit)(PyStr* name, Value value, void* context), void* context);
// Replaces __dict__ by `dict` (a PyDict).
[[nodiscard]] bool instance_set_dict(HeapObject* object, Value dict);

}  // namespace pyvm
