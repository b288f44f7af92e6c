// Declaring builtin functions and methods: one row each.
//
//   static Value list_insert(Thread& t, Value* args);          // args[0]=self, args[1]=index, args[2]=object
//   const NativeDef kListMethods[] = {
//     {"insert(self, index, object, /)", list_insert, kEffectWrites | kEffectMayRaise, "Insert object before index."},
//     {"sort(self, /, *, key=None, reverse=False)", list_sort, kEffectAll},
//     {}};
//
// The signature is Python's own syntax: `/`, `*`, `*args`, `**kwargs`, defaults None, True, False, an int, a float,
// a 'str', or `<absent>` (the argument is then null). `@classmethod ` or `@staticmethod ` before it, `@getset name`
// for an attribute (fn reads; `set` writes, args[1] the value or null to delete; `@member name` is the same but shows as
// a member_descriptor). `@slot ` marks a special method (type wrapper_descriptor instead of method_descriptor); names
// that are slots in CPython get it by themselves unless `@method ` says otherwise. `__new__(cls, ...)` gets the class
// as its first argument.
// A default parameter of one method needs no binding code: args holds exactly one Value per parameter, *args as a
// PyTuple, **kwargs as a PyDict (never null). Functions return null with an exception pending on error.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;
struct PyStr;
struct PyTuple;
struct PyDict;

using NativeFn = Value (*)(Thread& t, Value* args);

// What a native function (or JIT helper) may do; all the optimiser knows of it.
enum Effect : uint32_t {
  kEffectPure = 0,               // result depends on the arguments' values only
  kEffectReads = 1 << 0,         // reads mutable heap state
  kEffectWrites = 1 << 1,        // writes heap state
  kEffectAllocates = 1 << 2,
  kEffectMayRaise = 1 << 3,
  kEffectRunsPython = 1 << 4,    // may call arbitrary Python code (implies everything above)
  kEffectInvalidates = 1 << 5,   // may change classes, globals, shapes of anything: all facts are checked again
  kEffectAll = 0x3F,
  // Not an effect: the row is a sequence's own + or * (CPython's sq_concat, sq_repeat), tried after the number methods of
  // both operands.
  kSequenceOperator = 1 << 8,
  // Not an effect: a wrong number of arguments is told as "find() takes at least 1 argument (0 given)".
  kParseTupleTexts = 1 << 9,
};

// Typed fast entries the JIT may call instead of fn, without boxing. Kind: argument and result classes.
// Where fn raises, a floating-point entry returns NaN: the caller then asks fn (NaN may also be the right result).
// kIterNext: of `__next__`, Value(Thread&, Value self): as iter_next(), kStop at the end instead of StopIteration.
enum class FastKind : uint8_t { kNone, kF64_F64, kF64_F64F64, kI64_I64, kI64_F64, kIterNext };
using IterNextFn = Value (*)(Thread& t, Value iterator);

struct NativeDef {
  const char* signature = nullptr;
  NativeFn fn = nullptr;
  uint32_t effects = kEffectAll;
  const char* doc = nullptr;
  NativeFn set = nullptr;             // @getset only
  void* fast = nullptr;               // typed entry, by fast_kind
  FastKind fast_kind = FastKind::kNone;
};

// The slow entry of a `__next__` row from its fast one: {"__next__(self, /)", native_next<f>, effects, doc, nullptr,
// reinterpret_cast<void*>(f), FastKind::kIterNext}, for which PYVM_NEXT(f, effects) stands.
Value native_stop_iteration();   // raises StopIteration
template <IterNextFn F>
Value native_next(Thread& t, Value* args) {
  Value v = F(t, args[0]);
  return v == kStop ? native_stop_iteration() : v;
}
#define PYVM_NEXT(f, effects)                                                                                \
  {"__next__(self, /)", ::pyvm::native_next<f>, (effects) | ::pyvm::kEffectMayRaise, "Implement next(self).", \
   nullptr, reinterpret_cast<void*>(f), ::pyvm::FastKind::kIterNext}

// A parsed signature.
struct NativeParam {
  PyStr* name;
  Value default_value;   // null with has_default: <absent>
  bool has_default;
};
struct NativeSignature {
  PyStr* name;
  uint16_t positional_only, positional, total;  // counts: `positional` includes positional_only; total includes
                                                // keyword-only, excludes *args/**kwargs
  uint16_t required;                            // leading positional parameters without default
  int16_t star_index, kwargs_index;             // position in args of *args / **kwargs, or -1
  uint16_t arg_count;                           // length of the args array
  bool plain;                                   // parameters are all positional: no keyword-only ones, no *args or **kwargs
  NativeParam* params;
};

enum class NativeKind : uint16_t {
  kFunction, kMethod, kSlot, kClassMethod, kStaticMethod, kGetset, kMember, kNew,
  kSlotMember   // an entry of __slots__: no def; `module` is its index among the instance's members
};

// A builtin function, bound method of a builtin type, or unbound descriptor (type tells which).
struct PyNative {
  HeapObject header;  // aux: NativeKind
  const NativeDef* def;
  NativeSignature* signature;
  Value self;         // bound object or null
  Value owner;        // the class it belongs to, or null
  Value module;       // module name (str) or null
  PyStr* name;

  NativeKind kind() const { return static_cast<NativeKind>(header.aux); }
};

// The descriptor of a __slots__ entry of `owner`. Null: MemoryError.
Value native_new_slot_member(struct PyType* owner, PyStr* name, uint32_t index);
// Puts a row into the namespace of a builtin type that is being made. False: MemoryError.
[[nodiscard]] bool native_add_to_type(struct PyType* type, const NativeDef& def);
// Whether the object is an instance of the class that the method belongs to. A class may name any other's methods.
bool native_takes(const PyNative* method, Value self);
// The descriptor bound to an object: a builtin method or method-wrapper. Null: TypeError, the object is no instance (of a class
// method: no subclass) of the descriptor's class; or MemoryError.
Value native_bind_self(PyNative* descriptor, Value self);
// The signature, parsed when first asked for; null for @getset and @member. Never fails.
NativeSignature* native_signature(PyNative* fn);
// True for values that native_call() calls: builtin functions, bound ones, and descriptors of builtin methods.
bool is_native_callable(Value v);
// Binds and calls.
Value native_call(Thread& t, PyNative* fn, const Value* args, uint32_t n, PyTuple* kwnames);
// Calls with n positional arguments, at least the required ones and fewer than all; the signature is parsed and plain, the
// receiver checked.
Value native_call_filled(Thread& t, PyNative* fn, const Value* args, uint32_t n);
// Reads or writes (value null: deletes) through a getset_descriptor or member_descriptor of a builtin type; checks that
// `object` is an instance of its class.
Value native_getset_get(Thread& t, PyNative* descriptor, Value object);
[[nodiscard]] bool native_getset_set(Thread& t, PyNative* descriptor, Value object, Value value);
// "($self, index, object, /)" or null when there is none.
PyStr* native_text_signature(PyNative* fn);

// A function object for a module-level row. Null: MemoryError.
Value native_new(const NativeDef& def, PyStr* module);

// Binds positional and keyword arguments to the signature into out[signature->arg_count].
// args: positional ones, then one per name in kwnames (a tuple of str, or null).
// False: TypeError pending with CPython's text.
[[nodiscard]] bool native_bind(Thread& t, PyNative* fn, const Value* args, uint32_t positional, PyTuple* kwnames,
                               Value* out);

}  // namespace pyvm
