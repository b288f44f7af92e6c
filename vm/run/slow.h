// Slow paths of the dispatch loop. Each is called with t.base and t.pc describing the running instruction.
//
// A slow path that yields a value returns it, null with an exception pending, or kFramePushed: it has pushed a frame
// (t.pushed) whose result reaches the instruction through the frame's ReturnAction, so Python code called by an
// operation does not recurse on the native stack.
#pragma once

#include "vm/object/code.h"
#include "vm/object/ops.h"
#include "vm/object/value.h"
#include "vm/run/frame.h"
#include "vm/run/thread.h"

namespace pyvm {

inline constexpr Value kFramePushed{uint64_t{0x70}};
inline constexpr Value kIterDone{uint64_t{0x60}};    // == kStop

// What an inline-cache site remembers; filled from plans (vm/run/plan.h).
enum class CacheKind : uint8_t {
  kEmpty,
  kSlot,          // inline slot at byte offset `index` of the receiver
  kMember,        // __slots__: the Value at byte offset `index` of the receiver; null: AttributeError
  kItem,          // item `index` of the receiver, a tuple; IndexError if it is shorter
  kProperty,      // LOAD_ATTR: Python function `value` called with the receiver; the class has no __getattr__
  kOverflow,      // slot `index` of the overflow array
  kClassValue,    // `value` (class attribute that is no descriptor, or a found function for LOAD_METHOD)
  kVariable,      // LOAD_ATTR: entry `index` of the class namespace `value`
  kTypeVariable,  // the same where the receiver is the class `extra`
  kMethod,        // LOAD_METHOD: function `value` with the receiver as self
  kModule,        // module attribute: receiver is `value`; entry `index` of its dict while keys_version == version
  kTypeValue,     // receiver is the class `value`... its attribute is `extra`
  kAddSlot,       // STORE_ATTR that adds: store at byte offset `index`, new layout id `extra`
  kGlobal,        // entry `index` of globals while keys_version == layout
  kBuiltin,       // entry `index` of builtins while globals keys_version == layout and builtins' == version
};

struct InlineCache {
  uint32_t layout;               // receiver's layout id (or globals' keys_version)
  uint32_t version;              // of the receiver's class
  const uint32_t* version_at;    // where that version stands now
  Value value;
  uint32_t index;
  CacheKind kind;
  uint8_t misses;
  uint16_t padding;
  uint64_t extra;
};

// ---- slow_name.cpp
Value slow_load_global(Thread& t, PyFunction* function, PyStr* name, InlineCache* cache);
bool slow_store_global(Thread& t, PyFunction* function, PyStr* name, Value value);
bool slow_delete_global(Thread& t, PyFunction* function, PyStr* name);
Value slow_load_name(Thread& t, PyFunction* function, Value ns, PyStr* name);
bool slow_store_name(Thread& t, PyFunction* function, Value ns, PyStr* name, Value value);
bool slow_delete_name(Thread& t, PyFunction* function, Value ns, PyStr* name);
Value slow_load_classderef(Thread& t, Value ns, PyStr* name, Value cell, PyCode* code);
Value slow_unbound_local(Thread& t, PyStr* name);
Value slow_unbound_deref(Thread& t, PyCode* code, Value* base, uint32_t cell_register, PyStr* name);

// ---- slow_attr.cpp
Value slow_load_attr(Thread& t, Value object, PyStr* name, InlineCache* cache, uint16_t ret);
bool slow_load_method(Thread& t, Value* window, Value object, PyStr* name, InlineCache* cache);
// After the getter or hook of the LOAD_ATTR raised AttributeError (pending), whose frame had this info: what the __getattr__ that
// is left to be asked gives. Null: there is none, and the error knows now of which object and attribute it is; or it raised too.
Value slow_getattr_fallback(Thread& t, const Instr* instr, FrameInfo info);
// kNone: done.
Value slow_store_attr(Thread& t, Value object, PyStr* name, Value value, InlineCache* cache);

// ---- slow_operator.cpp: `instr` tells operands; candidates from `stage` on
Value slow_binary(Thread& t, Value* base, const Instr* instr, uint32_t stage);
Value slow_compare(Thread& t, Value* base, const Instr* instr, uint32_t stage);
Value slow_unary(Thread& t, Value* base, const Instr* instr);
Value slow_contains(Thread& t, Value* base, const Instr* instr);
// 1, 0, -1 (error), 2 (frame pushed)
int slow_truth(Thread& t, Value value);
Value slow_get_item(Thread& t, Value* base, const Instr* instr);
Value slow_set_item(Thread& t, Value* base, const Instr* instr);   // kNone: done
Value slow_del_item(Thread& t, Value* base, const Instr* instr);

// ---- slow_call.cpp
// Calls the callee in window[0] with argc arguments (the last ones named by kwnames) at window[kFrameHeaderWords...].
Value slow_call(Thread& t, Value* window, uint32_t argc, PyTuple* kwnames, uint16_t ret);
Value slow_call_ex(Thread& t, Value* window, bool has_kwargs, uint16_t ret);
// Binds arguments in place at base: on success all parameters are set. False: TypeError pending.
[[nodiscard]] bool bind_arguments(Thread& t, PyFunction* function, Value* base, uint32_t argc, PyTuple* kwnames);
// Pushes a frame for a call of a Python function made by an operation; args are copied. Null or kFramePushed.
Value push_call(Thread& t, PyFunction* function, const Value* args, uint32_t argc, FrameInfo info);
// Fills the header of a frame whose arguments are bound. False: RecursionError pending.
[[nodiscard]] bool frame_enter(Thread& t, PyFunction* function, Value* base, FrameInfo info);

// ---- slow_iter.cpp
Value slow_get_iter(Thread& t, Value iterable);
// Next item, kStop at the end, null, or kFramePushed.
Value slow_for_iter(Thread& t, Value iterator, uint16_t ret);
bool slow_unpack(Thread& t, Value source, Value* out, uint32_t n);
bool slow_unpack_ex(Thread& t, Value source, Value* out, uint32_t before, uint32_t after);

// ---- slow_build.cpp
Value slow_build_set(Thread& t, const Value* items, uint32_t n);
Value slow_build_map(Thread& t, const Value* items, uint32_t pairs);
Value slow_build_string(Thread& t, const Value* items, uint32_t n);
bool slow_list_extend(Thread& t, Value list, Value iterable);
bool slow_dict_update(Thread& t, Value dict, Value other);
bool fail_argument(Thread& t, Value callee, const char* what);
bool slow_dict_merge(Thread& t, Value dict, Value other, Value callee);
Value slow_format_value(Thread& t, Value value, int conversion, Value spec);
Value slow_make_function(Thread& t, PyFunction* outer, Value code);
void set_function_part(Value function, Value part, int which);

// ---- slow_exception.cpp
void slow_raise(Thread& t, Value exception, Value cause, int count);
Value slow_check_exc_match(Thread& t, Value exception, Value classes);
bool slow_check_eg_match(Thread& t, Value exception, Value classes, Value* out);
Value slow_prep_reraise_star(Thread& t, Value original, Value raised);
// *exit := the bound __exit__; what __enter__ returns is the result, or (kFramePushed) goes to register `ret`.
Value slow_before_with(Thread& t, Value manager, Value* exit, uint16_t ret, bool is_async);
Value slow_with_except_start(Thread& t, Value exit, Value exception, uint16_t ret);
// A special method of a user class that is a Python function, or null.
PyFunction* python_special(Value object, PyStr* name);

// ---- generator.cpp
Value slow_return_generator(Thread& t, Value* base, const Instr* pc);
Value slow_send(Thread& t, Value iterator, Value sent, uint16_t ret);   // value, kStop (t.pushed unused; result in *base), ...
Value slow_yield_from_iter(Thread& t, Value object, PyCode* code);
Value slow_get_awaitable(Thread& t, Value object, int where);
Value slow_get_aiter(Thread& t, Value object);
Value slow_get_anext(Thread& t, Value object);
Value slow_async_gen_wrap(Thread& t, Value value);

// ---- slow_import.cpp
Value slow_import_name(Thread& t, PyFunction* function, Value ns, PyStr* name, Value level_and_list);
Value slow_import_from(Thread& t, Value module, PyStr* name);
bool slow_import_star(Thread& t, PyFunction* function, Value ns, Value module);

// ---- slow_match.cpp
Value slow_match_keys(Thread& t, Value subject, Value keys);
Value slow_match_class(Thread& t, Value subject, Value cls, uint32_t positional, Value names);
Value slow_copy_dict_without(Thread& t, Value subject, Value keys);

// ---- slow_misc.cpp
bool slow_print_expr(Thread& t, Value value);
bool slow_setup_annotations(Thread& t, Value ns);
bool slow_poll(Thread& t);      // false: exception pending

// ---- unwind.cpp
// After an exception in frame t.base at t.pc: finds the handler. Returns the instruction to go on with and sets t.base,
// or null when the native caller must see the exception.
const Instr* unwind(Thread& t);
// The handler of an exception that the instruction at pc raises, or null.
const Handler* handler_at(const PyCode* code, const Instr* pc);
// True for a frame in which some exceptions end a loop or are answered by another method.
bool takes_exceptions(FrameInfo info);
// True if the pending exception is one of them.
bool takes_pending(FrameInfo info);
// Where an exception that leaves the frame *base is caught, whatever it is: the handler, with *base its frame. Null: that depends
// on the exception, or the native caller must see it.
const Handler* handler_beyond(Value** base);

}  // namespace pyvm
