// Shapes and the instance attributes stored by them.
//
// 1. An object's slots and its layout id change together: the value is written first, then the layout id, with no
//    allocation between them.
// 2. A transition to `name` exists only in a shape that does not hold `name`.
// 3. Keys are kept alive by the class, whose trace visits every shape of PyType::shapes; so a new key needs the
//    barrier of the class.
// 4. In kDict mode the first inline slot holds a PyDict; in kOverflow mode the last one holds a PyArray.
#include "vm/object/shape.h"

#include <cstdlib>
#include <new>

#include "gc/heap.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

struct ShapeTable {
  Shape** children = nullptr;
  uint32_t child_count = 0;
  uint32_t searches = 0;        // linear searches done so far
  PyStr** index_keys = nullptr;   // open addressing, index_mask + 1 places; null: not built
  uint8_t* index_values = nullptr;
  uint32_t index_mask = 0;
};

static constexpr uint32_t kSearchesBeforeIndex = 32;
static constexpr uint32_t kLinearCount = 6;

static size_t align8(size_t n) { return (n + 7) & ~size_t{7}; }

// ---- layouts of instances ---------------------------------------------------------------------------------------

// Bytes of the builtin part of an object.
static size_t native_size(const HeapObject* object, const PyType* type) {
  return align8(type->native.size_of ? type->native.size_of(object) : type->native.bytes);
}

static size_t varying_size_of(const HeapObject* object) {
  const Shape* shape = shape_of(object);
  const PyType* type = shape->type;
  return native_size(object, type) + 8 * (size_t{type->member_words} + shape->inline_capacity);
}

// Visits the builtin part as its type says, then the slots.
static void trace_extended(HeapObject* object, gc::Visitor& visitor) {
  const Shape* shape = shape_of(object);
  const PyType* type = shape->type;
  size_t native_bytes = native_size(object, type);
  auto* start = reinterpret_cast<const uint64_t*>(object);
  if (type->native.trace) {
    type->native.trace(object, visitor);
  } else if (!type->native.leaf) {
    visitor.visit_range(start + type->native.first_value / 8, start + native_bytes / 8);
  }
  const uint64_t* slots = start + native_bytes / 8;
  visitor.visit_range(slots, slots + type->member_words + shape->inline_capacity);
}

// Fills the gc::Layout part and slots_offset of a shape of `type` with room for `capacity` attributes.
static void fill_layout(Shape* shape, PyType* type, uint32_t capacity) {
  const gc::Layout& native = type->native;
  uint32_t extra = type->member_words + capacity;
  static_cast<gc::Layout&>(*shape) = native;
  shape->inline_capacity = static_cast<uint16_t>(capacity);
  shape->owner = (type->flags & kTypeHeap) ? &type->header : nullptr;
  shape->has_del = type->flags & kTypeHasDel;
  shape->slots_offset = 0;
  if (native.size_of) {
    if (extra) shape->size_of = varying_size_of;
  } else {
    uint32_t bytes = static_cast<uint32_t>(align8(native.bytes));
    shape->bytes = bytes + 8 * extra;
    shape->slots_offset = static_cast<uint16_t>(bytes + 8 * type->member_words);
  }
  if (extra == 0) return;
  shape->leaf = false;
  if (native.trace || (native.leaf && (native.size_of || native.bytes > sizeof(HeapObject)))) {
    shape->trace = trace_extended;
  } else if (native.leaf) {
    shape->first_value = sizeof(HeapObject);
  }
}

// Null when there is no room for more layouts.
static Shape* new_shape() { return static_cast<Shape*>(gc::allocate_layout(sizeof(Shape))); }

static void link_shape(Shape* shape, PyType* type) {
  shape->type = type;
  shape->next = type->shapes;
  type->shapes = shape;
}

Shape* shape_init_root(Shape* shape, PyType* type, bool has_dict, uint32_t inline_capacity) {
  if (!shape && !(shape = new_shape())) {
    raise_memory_error();
    return nullptr;
  }
  bool linked = shape->type != nullptr;
  if (has_dict && inline_capacity == 0) inline_capacity = 1;
  if (type->native.size_of && inline_capacity) inline_capacity = 1;
  fill_layout(shape, type, has_dict ? inline_capacity : 0);
  if (!linked) link_shape(shape, type);
  shape->has_dict = has_dict;
  shape->mode = has_dict ? ShapeMode::kSlots : ShapeMode::kFixed;
  shape->root = shape;
  return shape;
}

Shape* shape_root_like(PyType* type, const Shape* like) {
  for (Shape* shape = type->shapes; shape; shape = shape->next) {
    if (shape->root == shape && shape->inline_capacity == like->inline_capacity && shape->has_dict == like->has_dict) {
      return shape;
    }
  }
  return shape_init_root(nullptr, type, like->has_dict, like->inline_capacity);
}

// A shape with the storage of `from` in another state, or null.
static Shape* derive_shape(Shape* from) {
  Shape* shape = new_shape();
  if (!shape) return nullptr;
  static_cast<gc::Layout&>(*shape) = static_cast<const gc::Layout&>(*from);
  shape->slots_offset = from->slots_offset;
  shape->inline_capacity = from->inline_capacity;
  shape->has_dict = from->has_dict;
  shape->root = from->root;
  link_shape(shape, from->type);
  return shape;
}

Shape* shape_dict_mode(Shape* shape) {
  Shape* root = shape->root;
  if (!root->dict_mode) {
    Shape* dict_mode = derive_shape(root);
    if (!dict_mode) {
      raise_memory_error();
      return nullptr;
    }
    dict_mode->mode = ShapeMode::kDict;
    root->dict_mode = dict_mode;
    if (!shape->type->dict_shape) shape->type->dict_shape = dict_mode;
  }
  return root->dict_mode;
}

// ---- transitions and lookup -------------------------------------------------------------------------------------

static ShapeTable* table_of(Shape* shape) {
  if (!shape->table) shape->table = new (std::calloc(1, sizeof(ShapeTable))) ShapeTable();
  return shape->table;
}

static uint32_t key_hash(const PyStr* name) { return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(name) >> 4); }

static void build_index(Shape* shape, ShapeTable* table) {
  uint32_t size = 8;
  while (size < shape->count * 2) size *= 2;
  table->index_keys = static_cast<PyStr**>(std::calloc(size, sizeof(PyStr*)));
  table->index_values = static_cast<uint8_t*>(std::calloc(size, 1));
  table->index_mask = size - 1;
  for (Shape* s = shape; s->parent; s = s->parent) {
    uint32_t at = key_hash(s->key) & table->index_mask;
    while (table->index_keys[at]) at = (at + 1) & table->index_mask;
    table->index_keys[at] = s->key;
    table->index_values[at] = static_cast<uint8_t>(s->count - 1);
  }
}

int shape_find(Shape* shape, PyStr* name) {
  PYVM_DCHECK(shape->mode != ShapeMode::kDict);
  if (shape->count > kLinearCount) {
    ShapeTable* table = table_of(shape);
    if (!table->index_keys && ++table->searches > kSearchesBeforeIndex) build_index(shape, table);
    if (table->index_keys) {
      for (uint32_t at = key_hash(name) & table->index_mask; table->index_keys[at];
           at = (at + 1) & table->index_mask) {
        if (table->index_keys[at] == name) return table->index_values[at];
      }
      return -1;
    }
  }
  for (Shape* s = shape; s->parent; s = s->parent) {
    if (s->key == name) return static_cast<int>(s->count) - 1;
  }
  return -1;
}

static Shape* find_child(const Shape* shape, PyStr* name) {
  if (!shape->table) return nullptr;
  for (uint32_t i = 0; i < shape->table->child_count; i++) {
    Shape* child = shape->table->children[i];
    if (child->key == name) return child;
  }
  return nullptr;
}

Shape* shape_add(Shape* shape, PyStr* name) {
  if (Shape* child = find_child(shape, name)) return child;
  ShapeTable* table = table_of(shape);
  if (shape->count >= kMaxShapeAttributes || table->child_count >= kMaxShapeChildren) return nullptr;
  Shape* child = derive_shape(shape);
  if (!child) return nullptr;
  child->parent = shape;
  child->key = name;
  child->count = shape->count + 1;
  bool fits = child->slots_offset != 0 && child->count <= child->inline_capacity;
  child->mode = fits ? ShapeMode::kSlots : ShapeMode::kOverflow;
  if ((table->child_count & (table->child_count - 1)) == 0) {   // grow at powers of two
    size_t capacity = table->child_count ? table->child_count * 2 : 1;
    table->children = static_cast<Shape**>(std::realloc(table->children, capacity * sizeof(Shape*)));
  }
  table->children[table->child_count++] = child;
  gc::barrier(&shape->type->header);
  return child;
}

Shape* shape_drop_last(Shape* shape, PyStr* name) {
  return shape->parent && shape->key == name ? shape->parent : nullptr;
}

// ---- storage ----------------------------------------------------------------------------------------------------

Value* instance_members(HeapObject* object, const Shape* shape) {
  if (shape->slots_offset) {
    return reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + shape->slots_offset) - shape->type->member_words;
  }
  return reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + native_size(object, shape->type));
}

static Value* inline_slots(HeapObject* object, const Shape* shape) {
  if (PYVM_LIKELY(shape->slots_offset != 0)) {
    return reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + shape->slots_offset);
  }
  return instance_members(object, shape) + shape->type->member_words;
}

Value* shape_slot(HeapObject* object, const Shape* shape, int index) {
  Value* slots = inline_slots(object, shape);
  if (shape->mode != ShapeMode::kOverflow) return slots + index;
  int last = shape->inline_capacity - 1;
  if (index < last) return slots + index;
  return &slots[last].as<PyArray>()->items[index - last];
}

static void store(HeapObject* object, Value* slot, Value value) {
  *slot = value;
  gc::barrier(object, value.bits());
}

// Where a value of an attribute lies is in the object itself or in its overflow array; the barrier goes to the owner.
static void store_attribute(HeapObject* object, const Shape* shape, int index, Value value) {
  Value* slot = shape_slot(object, shape, index);
  *slot = value;
  if (shape->mode == ShapeMode::kOverflow && index >= shape->inline_capacity - 1) {
    gc::barrier(inline_slots(object, shape)[shape->inline_capacity - 1].heap(), value.bits());
  } else {
    gc::barrier(object, value.bits());
  }
}

// Makes room for one more attribute in the overflow array; `shape` is the current one, next->mode is kOverflow.
static bool grow_overflow(HeapObject* object, const Shape* shape, const Shape* next) {
  int last = next->inline_capacity - 1;
  uint32_t needed = next->count - static_cast<uint32_t>(last);
  Value* slot = inline_slots(object, shape) + last;
  PyArray* old = shape->mode == ShapeMode::kOverflow ? slot->as<PyArray>() : nullptr;
  if (old && old->capacity >= needed) return true;
  PyArray* array = array_new(old ? old->capacity * 2 : 4);
  if (!array) return false;
  if (old) {
    std::memcpy(static_cast<void*>(array->items), old->items, old->capacity * sizeof(Value));
  } else if (shape->count > static_cast<uint32_t>(last)) {
    array->items[0] = *slot;   // the attribute that used the last inline slot
  }
  store(object, slot, Value(&array->header));
  return true;
}

// Objects of this class need more inline slots: the next fresh ones get them.
static void raise_capacity(PyType* type, const Shape* full) {
  if (full->root != type->root_shape || full->slots_offset == 0 || type->growths >= 3) return;
  uint32_t capacity = full->inline_capacity < 4 ? 4 : full->inline_capacity * 2u;
  if (capacity > 32) return;
  type->growths++;
  if (Shape* wider = shape_init_root(nullptr, type, true, capacity)) {
    type->root_shape = wider;
  } else {
    error_clear();   // the old one will do
  }
}

static bool enter_dict_mode(HeapObject* object) {
  Shape* shape = shape_of(object);
  PyDict* dict = shape_dict_mode(shape) ? dict_new_sized(shape->count) : nullptr;
  if (!dict) return false;
  const Shape* chain[kMaxShapeAttributes];
  for (Shape* s = shape; s->parent; s = s->parent) chain[s->count - 1] = s;
  for (uint32_t i = 0; i < shape->count; i++) {
    if (!dict_set_str(dict, chain[i]->key, *shape_slot(object, shape, static_cast<int>(i)))) return false;
  }
  Value* slots = inline_slots(object, shape);
  for (uint32_t i = 1; i < shape->inline_capacity; i++) slots[i] = kNull;
  slots[0] = Value(&dict->header);
  object->layout = shape_dict_mode(shape)->id();
  gc::barrier(object);
  return true;
}

static PyDict* dict_of(HeapObject* object, const Shape* shape) { return inline_slots(object, shape)[0].as<PyDict>(); }

// ---- instance attributes ----------------------------------------------------------------------------------------

Value instance_get(HeapObject* object, PyStr* name) {
  Shape* shape = shape_of(object);
  switch (shape->mode) {
    case ShapeMode::kFixed: return kNull;
    case ShapeMode::kDict: return dict_get_str(dict_of(object, shape), name);
    default: break;
  }
  int index = shape_find(shape, name);
  return index < 0 ? kNull : *shape_slot(object, shape, index);
}

bool instance_set(HeapObject* object, PyStr* name, Value value) {
  Shape* shape = shape_of(object);
  PYVM_DCHECK(shape->has_dict);
  if (shape->mode == ShapeMode::kDict) return dict_set_str(dict_of(object, shape), name, value);
  Shape* next = find_child(shape, name);
  if (!next) {
    int index = shape_find(shape, name);
    if (index >= 0) {
      store_attribute(object, shape, index, value);
      return true;
    }
    next = shape_add(shape, name);
    if (!next) return enter_dict_mode(object) && dict_set_str(dict_of(object, shape_of(object)), name, value);
  }
  if (next->mode == ShapeMode::kOverflow) {
    if (!grow_overflow(object, shape, next)) return false;
    raise_capacity(shape->type, next);
  }
  store_attribute(object, next, static_cast<int>(next->count) - 1, value);
  object->layout = next->id();
  return true;
}

bool instance_delete(HeapObject* object, PyStr* name) {
  Shape* shape = shape_of(object);
  switch (shape->mode) {
    case ShapeMode::kFixed: return false;
    case ShapeMode::kDict: return dict_delete_str(dict_of(object, shape), name);
    default: break;
  }
  int index = shape_find(shape, name);
  if (index < 0) return false;
  Shape* before = shape_drop_last(shape, name);
  // Back from kOverflow to kSlots the last inline slot would change its meaning.
  if (before && before->mode == shape->mode) {
    *shape_slot(object, shape, index) = kNull;
    object->layout = before->id();
    return true;
  }
  if (!enter_dict_mode(object)) return false;
  return dict_delete_str(dict_of(object, shape_of(object)), name);
}

Value instance_dict(HeapObject* object) {
  Shape* shape = shape_of(object);
  PYVM_DCHECK(shape->has_dict);
  if (shape->mode != ShapeMode::kDict && !enter_dict_mode(object)) return kNull;
  return inline_slots(object, shape_of(object))[0];
}

bool instance_set_dict(HeapObject* object, Value dict) {
  Shape* shape = shape_of(object);
  Shape* dict_mode = shape_dict_mode(shape);
  if (!dict_mode) return false;
  Value* slots = inline_slots(object, shape);
  for (uint32_t i = 1; i < shape->inline_capacity; i++) slots[i] = kNull;
  slots[0] = dict;
  object->layout = dict_mode->id();
  gc::barrier(object);
  return true;
}

void instance_for_each(HeapObject* object, void (*visit)(PyStr*, Value, void*), void* context) {
  Shape* shape = shape_of(object);
  if (shape->mode == ShapeMode::kFixed) return;
  if (shape->mode == ShapeMode::kDict) {
    int64_t position = 0;
    Value key, value;
    while (dict_next(dict_of(object, shape), &position, &key, &value)) {
      if (is_str(key)) visit(as_str(key), value, context);
    }
    return;
  }
  const Shape* chain[kMaxShapeAttributes];
  for (Shape* s = shape; s->parent; s = s->parent) chain[s->count - 1] = s;
  for (uint32_t i = 0; i < shape->count; i++) {
    visit(chain[i]->key, *shape_slot(object, shape, static_cast<int>(i)), context);
  }
}

}  // namespace pyvm
