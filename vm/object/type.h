// Classes. A builtin type and a class made by a class statement are the same PyType.
//
// There is no table of C function slots as in CPython: what an operation does is found by looking the special method
// up along the MRO (type_lookup, cached), whether it is native or Python. Exact builtin types are recognised by
// their layout id before any lookup.
#pragma once

#include <string_view>

#include "vm/object/shape.h"
#include "vm/object/value.h"
#include "vm/object/watch.h"

namespace pyvm {

struct PyDict;
struct PyStr;
struct PyTuple;
struct NativeDef;
struct Thread;

enum TypeFlag : uint32_t {
  kTypeHeap = 1 << 0,         // made by a class statement or type(): attributes may be set
  kTypeBaseable = 1 << 1,     // may be subclassed
  kTypeHasDict = 1 << 2,      // instances have __dict__
  kTypeHasWeakref = 1 << 3,   // instances may be weakly referenced
  kTypeHasDel = 1 << 4,       // __del__ somewhere in the MRO
  kTypeAbstract = 1 << 5,     // __abstractmethods__ is non-empty
  kTypeNoNew = 1 << 6,        // calling the type raises "cannot create 'x' instances"
  kTypeReady = 1 << 7,
  // fast subclass tests: an instance has this builtin layout
  kTypeInt = 1 << 8,
  kTypeStr = 1 << 9,
  kTypeTuple = 1 << 10,
  kTypeList = 1 << 11,
  kTypeDict = 1 << 12,
  kTypeException = 1 << 13,
  kTypeType = 1 << 14,
  kTypeBytes = 1 << 15,
  kTypeFloat = 1 << 16,
  kTypeSet = 1 << 17,          // set or frozenset
  // pattern matching: collections.abc registration
  kTypeSequence = 1 << 18,
  kTypeMapping = 1 << 19,
  // Attribute access may use plans: __getattribute__ / __setattr__ are object's (or type's) own.
  kTypeDefaultGetattr = 1 << 20,
  kTypeDefaultSetattr = 1 << 21,
  kTypeInternal = 1 << 22,     // its objects are parts of others, never seen by Python code
  kTypeUncached = 1 << 23,     // a metaclass's mro() named classes that are no bases: never has a version
};

struct PyType {
  HeapObject header;
  PyStr* name;          // __name__ (last component)
  PyStr* qualname;
  PyDict* dict;         // the namespace; changed only through type_set_attr/type_del_attr
  PyTuple* bases;
  PyTuple* mro;         // null until ready
  PyType* base;         // the solid base: where the instance layout comes from
  Value module;         // __module__ or null: then looked up in dict
  uint32_t flags;
  uint32_t version;     // a new number whenever lookups on the class may answer differently; 0: not cacheable
  Shape* root_shape;    // of fresh instances
  Shape* dict_shape;    // kDict-mode shape, made when first needed
  gc::Layout native;    // trace/finalize/size of the builtin part of instances
  struct SubclassList* subclasses;   // direct subclasses, held weakly; malloc'ed, or null
  const char* signed_doc;     // of a builtin type whose documentation begins with a signature, see TypeSpec; or null
  const char* builtin_name;   // full name of a builtin type ("collections.deque"), null for classes made by Python code
  Value slot_names;     // tuple of __slots__ names (mangled, in order of storage) or null
  Shape* shapes;        // every shape of the class, linked by Shape::next
  uint32_t member_words;      // Values for __slots__ (own and inherited) between the builtin part and the attributes
  Value* (*dict_slot)(HeapObject* object);   // where an instance of a builtin class with a dict of its own keeps it, or null
  uint32_t growths;     // how often inline_capacity of fresh instances was raised
  WatchSet watchers;    // fired when the class (or a base) changes
};

// One row per builtin type; vm/types.def lists them. Pointers are set by vm/object/boot.cpp.
extern PyType* const* const kBuiltinTypesBegin;
#define PYVM_TYPE(symbol, name) extern PyType* symbol;
#include "vm/types.def"
#undef PYVM_TYPE

// The class of any value.
PyType* type_of_constant(Value value);
inline PyType* type_of(Value value);

// Looks `name` (interned) up along the MRO. Returns a borrowed value or null when absent; never raises, never runs
// Python code. Cached by (version, name).
Value type_lookup(PyType* type, PyStr* name);
// True if the class's __init__ is not object's, which takes no arguments.
bool has_own_init(PyType* type);

bool type_is_subtype(const PyType* type, const PyType* base);
inline bool is_instance_exact_or_sub(Value value, const PyType* base) { return type_is_subtype(type_of(value), base); }

// A class variable is an attribute that is rewritten again and again, its values no descriptors and of builtin types (a count, a
// table). Such a write changes what the attribute is but not where lookups find it: neither versions nor watchpoints notice.
// The namespace along the MRO where `name` is one, with the index of its entry, which holds as long as the version does.
// Null: the attribute is none.
PyDict* type_variable(PyType* type, PyStr* name, int64_t* index);
// True if a class variable may have this value.
bool type_variable_value(Value value);

// type.__setattr__ / __delattr__ without the descriptor step: changes the namespace, bumps versions of the class and
// its subclasses, fires watchpoints; unless all that is new is the value of a class variable.
// The namespace of a builtin type may be changed too (this is below the check that forbids it).
[[nodiscard]] bool type_set_attr(PyType* type, PyStr* name, Value value);
[[nodiscard]] bool type_del_attr(PyType* type, PyStr* name);
// Called after anything else that changes lookups (bases, mro).
void type_modified(PyType* type);

// Describes a builtin type. `spec` must live for ever.
inline constexpr std::string_view kSignatureEnd = "\n--\n\n";
inline std::string_view doc_after_signature(std::string_view doc) {
  size_t end = doc.starts_with('(') ? doc.find(kSignatureEnd) : doc.npos;
  return end == doc.npos ? doc : doc.substr(end + kSignatureEnd.size());
}
struct TypeSpec {
  const char* name;           // "list", "collections.deque"
  PyType* base;               // null: object
  uint32_t flags;
  gc::Layout native;          // trace, finalize, size_of, bytes (of a fixed-size instance), first_value, leaf
  const NativeDef* methods;   // null-terminated; see vm/object/native.h
  const char* doc;            // __doc__; may begin with __text_signature__ and kSignatureEnd
  Value* (*dict_slot)(HeapObject* object) = nullptr;   // instances keep a PyDict (or null) of attributes there; inherited
};
// Allocates an instance of `type` (its root shape, all else zero). `bytes` is the size of the builtin part, needed when
// that varies (tuple, str, int, ...); 0: type->native.bytes. Room for __slots__ and instance attributes is added, and
// __del__ is arranged for. Null: MemoryError pending. This is what `__new__` of a builtin type calls.
HeapObject* instance_allocate(PyType* type, size_t bytes = 0);

// How the collector sees a PyType.
extern const gc::Layout kTypeLayout;
// Registers the tables of type.cpp with the collector; once, at boot.
void type_start_tables();

// Fills in a type of vm/types.def; called by the boot functions of vm/object/boot.h, bases before derived classes. A
// name with a dot gives __module__ too; otherwise it is "builtins". Flags of the base's layout (kTypeInt, ...), its
// `native` where spec.native.bytes is 0, and kTypeHasDict are inherited. kTypeBaseable is not.
void type_init_builtin(PyType* type, const TypeSpec& spec);
// Makes a type that is not in vm/types.def. A null spec.base means object.
PyType* type_new_builtin(const TypeSpec& spec);

// C3 linearisation of a class whose bases are set. Null: TypeError pending.
PyTuple* type_compute_mro(PyType* type);
// The MRO becomes `mro`; lookups on the class and its subclasses change.
void type_set_mro(PyType* type, PyTuple* mro);
void type_add_subclass(PyType* base, PyType* type);
void type_remove_subclass(PyType* base, PyType* type);
// Calls visit(subclass) for every direct subclass that is alive, in order of creation.
void type_for_each_subclass(PyType* type, void (*visit)(PyType*, void*), void* context);
// Builds the root shape and the instance layout from native, member_words, flags; `inline_capacity` Values for attributes.
// False: MemoryError pending.
[[nodiscard]] bool type_make_root_shape(PyType* type, uint32_t inline_capacity);
// A fresh PyType of this metatype with nothing set but the header. Null: MemoryError pending.
PyType* type_allocate(PyType* metatype);
// Recomputes kTypeDefaultGetattr, kTypeDefaultSetattr, kTypeHasDel of the class and its subclasses.
void type_update_flags(PyType* type);

// False: ValueError or UnicodeEncodeError, no class may have this name.
[[nodiscard]] bool class_check_name(Thread& t, PyStr* name);
// The statement `class name(bases): ns` after the metaclass is known (type.__new__). Null: exception pending.
Value type_new(Thread& t, PyType* metatype, PyStr* name, PyTuple* bases, PyDict* ns, PyDict* kwargs);

inline PyType* type_of(Value value) {
  if (value.is_heap()) return shape_of(value.heap())->type;
  return type_of_constant(value);
}

}  // namespace pyvm
