// The recorder: follows the interpreter instruction by instruction and emits IR for what it does.
//
// Invariants:
//   1. step() is called before an instruction runs: registers hold its operands, and the effects of the instruction before
//      it. What a value is (int, float, which layout) is read off the register when it is used; the guard that proves
//      it for the next time leaves to the start of the instruction that uses it.
//   2. slots_ maps every word the trace knows to its IR value. Snapshots carry every live word that the trace changed, be it
//      in memory by now or not: in the peeled body "not mentioned" means "as at the start of the iteration".
//   3. All guards of an instruction are emitted before its first effect on slots_ and before its first side effect; a guard
//      after a side effect gets a snapshot of its own that resumes behind it.
//   4. Frames of inlined calls exist only in frames_; sync() writes them out before anything that may look at frames.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <unordered_map>
#include <vector>

#include "jit/abort.h"
#include "jit/builder.h"
#include "jit/helpers.h"
#include "jit/liveness.h"
#include "jit/passes.h"
#include "jit/trace.h"
#include "vm/object/jitted.h"
#include "vm/object/ops.h"
#include "vm/object/value.h"
#include "vm/run/frame.h"
#include "vm/run/thread.h"

namespace pyvm {
struct AttrPlan;
struct BinaryPlan;
struct PyDict;
struct PyGenerator;
struct PyNative;
struct PyStr;
struct PyType;
namespace np {
enum class DType : uint8_t;
struct PyNdArray;
}  // namespace np
}  // namespace pyvm

namespace pyvm::jit {

// The optimiser's switches, set from the command line.
extern OptFlags opt_flags;
// False: the function's entry is not worth another attempt.
bool can_get_entry(const PyCode* code);
// True if the loop has no trace because it ended when it was recorded: the trace of the one around it may go around it.
bool loop_is_short(const PyCode* code, const LoopSite* loop);
// Watcher::fire of traces.
void trace_fact_changed(Watcher* watcher);

class Recorder {
 public:
  enum class Status { kGoOn, kCompile, kAborted };

  explicit Recorder(Thread& thread) : t_(thread), b_(ir_) {}
  Thread& owner() { return t_; }

  void start_loop(Trace* trace, Value* base, LoopSite* loop, const Instr* head);
  void start_function(Trace* trace, Value* base, const Instr* entry);
  // After exit `exit` of `parent` was taken and the frames are rebuilt; base is the innermost frame.
  // megamorphic: what the first instruction does changes too often to be guarded; see record_megamorphic().
  void start_side(Trace* trace, Trace* parent, uint32_t exit, Value* base, const Instr* pc, bool megamorphic);

  // Before the instruction at pc. kCompile: the trace is complete in ir().
  Status step(Value* base, const Instr* pc);
  // An exception is pending that the instruction at pc raised in frame `base`; before its handler is looked for.
  Status raised(Value* base, const Instr* pc);

  TraceIr& ir() { return ir_; }
  Abort reason() const { return reason_; }
  const Instr* where() const { return pc_; }
  PyCode* where_code() const { return frames_.empty() ? nullptr : frames_.back().code; }
  Trace* trace() const { return trace_; }
  Value* root_base() const { return base0_; }
  uint32_t bytecodes() const { return bytecodes_; }
  int32_t top() const { return top_; }
  // Abort::kInnerLoop: which it is if it stands in the same function, or null.
  LoopSite* inner_loop() const { return inner_loop_; }
  // The trace this one ends in with a jump, or null.
  Trace* target() const { return target_; }
  // What the recording keeps alive, besides what its frames hold.
  void visit(gc::Visitor& visitor) const;
  // The facts recorded so far are gone (a watchpoint fired while recording).
  void invalidate() { invalidated_ = true; }

 private:
  enum class Kind : uint8_t { kInt, kFloat, kBool, kNone, kObject, kOther };
  struct Operand {
    Ref ref;
    Kind kind;
    Value v;   // what it is now
  };
  struct Frame {
    PyFunction* function;
    PyCode* code;
    const Liveness* live;
    int32_t base;
    const Instr* return_pc;   // in the caller
    FrameInfo info;
    Ref instance;             // kInit: the new instance
    Ref callee = kNoRef;      // the function when it is not known which of several with the same code it is
    Ref generator = kNoRef;   // whose frame it is
    std::vector<Ref> saved = {};   // by register of it: what the suspended generator holds, if the trace resumed it
    Ref object = kNoRef;      // its frame object where an exception needed one, known up to the next call that runs Python
    bool object_made = false; // by the trace: memory does not show it yet
  };
  struct Slot {
    Ref ref = kNoRef;
    bool dirty = false;     // not in memory
    bool changed = false;   // not what memory held when the trace was entered; snapshots mention it
  };

  // ---- recorder.cpp: state
  void begin(Trace* trace, Value* base, const Instr* pc);
  Frame& frame() { return frames_.back(); }
  void add_frame(Frame f);
  Slot& slot(int32_t word);
  Ref get(uint32_t reg);
  void set(uint32_t reg, Ref value);
  void set_word(int32_t word, Ref value);
  Value actual(uint32_t reg) const { return base_[reg]; }
  Operand operand(uint32_t reg);
  Operand constant(uint32_t index);
  Operand classify(Ref ref, Value v);
  Ref as_int(const Operand& o);
  // The running code has Numba's numbers: ints wrap at 64 bits, array elements are plain.
  bool jitted() const { return frames_.back().code->flags & kCodeJitted; }
  Ref as_float(const Operand& o);
  Ref as_bool(const Operand& o);
  Ref as_object(const Operand& o, uint32_t layout);
  Ref as_box(const Operand& o);
  Ref box(Ref value, Value now);
  bool int_value(const Operand& o, int64_t* out) const;
  static uint32_t layout_of(Value v) { return v.is_heap() ? v.heap()->layout : 0; }

  static uint16_t take(void* self);
  uint16_t snapshot(const Instr* pc, ResumeMode mode);
  static bool live_word(const Frame& f, bool innermost, uint32_t at, int32_t word);
  void guard_resuming(Ref condition, bool expected, const Instr* pc);

  Ref inherited(Trace* parent, Ref ref, uint32_t number);
  Ref with_addend(Ref ref, int32_t addend);
  void inherit_snapshot(Trace* parent, const Snapshot& snap);
  void inherit_objects(Trace* parent, const Snapshot& snap);
  Ref memory_word(int32_t word);
  Ref thread();
  void store_word(int32_t word, Ref value);
  void sync(bool frames);
  // Calls a helper; null results leave with the exception pending. Effects decide what is written to memory before.
  Ref call(Helper helper, IrType type, std::initializer_list<Ref> args);
  Ref call_checked(Helper helper, IrType type, std::initializer_list<Ref> args);
  Ref call_pointer(const void* function, IrType type, uint32_t effects, std::initializer_list<Ref> args);
  void guard_not_null(Ref result);
  Ref arguments(std::initializer_list<Ref> args);
  void before_call(uint32_t effects);
  void after_call(uint32_t effects);
  void watch(WatchSet& set);
  void watch_type(PyType* type);

  Status abort(Abort reason);
  Status finish_loop();
  Status finish_link(Trace* target);
  Status finish_exit(const Instr* pc);
  void dispatch();
  void generic(const Instr* pc);          // one instruction by the interpreter itself
  // The instruction as a call that holds for every type, function and namespace. False: it has no such form.
  bool record_megamorphic();
  bool at_loop_head();
  bool parallel_block_ends() const;
  void leave(Abort reason);
  void leave_at(uint16_t snap, Abort reason);
  void record_jump_back();
  void record_check_bound();
  void pop_frame();
  void settle(const Instr* next);         // what the instruction before left open

  // ---- record_link.cpp
  bool enter_body(Trace* target);   // false with unsettled_: a value is not of the type that the target has proved
  void give_slots(const TraceIr& theirs);
  bool emit_preroll(const TraceIr& theirs);
  void store_dirty();
  bool pass_values(Trace* target, uint16_t last);
  uint16_t linked_snapshot(const TraceIr& theirs, uint16_t id, const std::vector<Ref>& subst);

  // ---- record_entry.cpp
  Trace* entry_of(const PyCode* code) const;
  size_t activations(const PyCode* code) const;
  bool begin_entry_call(const PyCode* code, int32_t base);
  void finish_entry_call();
  void mark_frames();
  Ref function_of(size_t index);
  bool wait_for_entry(PyFunction* function);
  static constexpr size_t kMaxRecursion = 3;   // activations of a function without an entry trace
  void finish_return();
  void record_copy_free();
  void prove_globals();

  // ---- record_arith.cpp
  void record_binary(BinaryOp op, const Operand& x, const Operand& y, bool inplace);
  Ref int_binary(BinaryOp op, const Operand& x, const Operand& y);
  Ref wrapped_binary(BinaryOp op, const Operand& x, const Operand& y);
  Operand raw_in_jitted(const Operand& o);
  Ref float_binary(BinaryOp op, Ref x, Ref y, double dy);
  void record_unary();
  void record_compare(CompareOp op, const Operand& x, const Operand& y);
  void record_is(bool negated);
  Ref truth(const Operand& o, bool* now, bool* known);
  void record_jump_if(bool on_true);
  void record_not();
  void record_jump_none(bool on_none);
  void branch(Ref condition, bool taken, const Instr* jump);
  Ref guard_exact_int(Ref i, int64_t now);

  void open_fused();

  // ---- record_wide.cpp
  struct Wide {
    Ref low = kNoRef;
    bool exact = false;               // the int is its low word, unsigned,
    bool exact_if_positive = false;   // once that is proved to be no negative I64
  };
  bool masked_soon() const;
  bool is_boxed_unsigned(Ref r) const;
  bool wide_operand(const Operand& o, Wide* out);
  bool prove_exact(const Wide& w);
  Ref boxed_unsigned(Ref low);
  Ref wide_binary(BinaryOp op, const Operand& x, const Operand& y);
  Ref wrapping(BinaryOp op, const Operand& x, const Operand& y, Ref low);
  Ref wide_compare(CompareOp op, const Operand& x, const Operand& y);

  // ---- record_iter.cpp
  void record_range_iter(Ref range);
  void store_iterator(Ref it, uint16_t field, Ref value);
  bool end_sequence(const Operand& o);
  void generic_for(const Operand& o, const Instr* exhausted);
  void settle_for(const Instr* next);
  bool inline_next(const Operand& o);
  void append_to_list(Ref list, const Operand& item);
  void record_get_iter();
  void record_for_iter();
  void record_unpack();
  void record_build_tuple();
  void record_build_list();
  void record_list_append();

  // ---- record_step.cpp
  struct Step {
    Ref it;
    Value now;        // the iterator
    uint16_t field;   // := after
    Ref after;
  };
  using Steps = std::vector<Step>;
  static bool steps_in_place(uint32_t layout);
  static bool can_make_iterator(const Operand& o);
  Ref make_iterator(const Operand& o);
  Ref sequence_iterator(Ref source, uint32_t layout, uint16_t source_field);
  Ref dict_iterator(Ref dict, uint32_t layout);
  bool record_new_iterator(const Operand& callee, uint32_t window, uint32_t argc, PyType* type);
  bool look_ahead(const Operand& o, Steps& steps, Ref* item);
  bool look_at_sequence(const Operand& o, Steps& steps, Ref* item);
  bool look_at_str(const Operand& o, Steps& steps, Ref* item);
  bool look_at_range(const Operand& o, Steps& steps, Ref* item);
  bool look_at_dict(const Operand& o, Steps& steps, Ref* item);
  bool look_at_enumerate(const Operand& o, Steps& steps, Ref* item);
  bool look_at_zip(const Operand& o, Steps& steps, Ref* item);
  bool add_step(Steps& steps, Ref it, Value now, uint16_t field, Ref after);
  void commit(const Steps& steps);
  bool step_in_place(const Operand& o);
  bool at_end(const Operand& o);
  bool record_next(const Operand& o, uint32_t window, uint32_t argc);

  // ---- record_generator.cpp
  static constexpr size_t kMaxGenerators = 12;
  static constexpr uint32_t kMaxGeneratorRegisters = 100;
  bool guard_apart(Ref generator, const PyGenerator* now);
  bool runs(const PyGenerator* generator) const;
  bool resume_generator(const Operand& o, Ref sent, ReturnAction action, uint16_t ret);
  void guard_no_frame_object();
  void record_yield();
  void finish_generator();
  void forget_generator(Ref generator);
  void record_send();
  void enter_generators();

  // ---- record_subscr.cpp
  static constexpr uint16_t kNoField = 0x7FFF;
  static uint16_t length_field(uint32_t layout);
  static int64_t length_now(Value v, uint32_t layout);
  bool is_plain_key(const Operand& key) const;
  Ref plain_key(const Operand& key);
  bool may_be_pointer(Ref boxed) const;
  // The barrier after `boxed` was stored in `object`, a fresh one too: while a collection marks, objects are born marked.
  void barrier(Ref object, Ref boxed);
  Ref raw_number(Ref loaded, Value now);
  void record_load_subscr();
  void record_store_subscr();
  void record_delete_subscr();
  Ref checked_index(const Operand& index, Ref length, int64_t length_now);

  // ---- record_array.cpp: false when the operation is left to the general path
  bool record_load_element(const Operand& array, const Operand& key);
  bool record_store_element(const Operand& array, const Operand& key, const Operand& value);
  void guard_array_key(Ref array, const np::PyNdArray* now);
  Ref array_length(const Operand& o);
  Ref array_shape(const Operand& o);
  bool record_array_iter(const Operand& o);
  bool for_array(const Operand& o, const Instr* exhausted);
  bool element_address(const Operand& array, const Operand& key, Ref* address);
  bool index_operands(const Operand& key, int ndim, Operand* out);

  // ---- record_scalar.cpp
  struct Number {
    Ref raw;
    np::DType dtype;
    Value now;
  };
  static bool is_traced_dtype(np::DType d);
  static bool is_traced_element(np::DType d);
  static int element_scale(np::DType d);
  bool is_scalar(const Operand& o) const;
  static bool whole_now(Value v, int64_t* out);
  bool whole_number(const Operand& o, Operand* out);
  bool number_of(const Operand& o, Number* out);
  Ref new_scalar(np::DType d, Ref raw);
  Ref wrapped(Ref whole, np::DType d);
  Ref converted(const Number& n, np::DType d);
  Ref element_value(const Operand& value, np::DType d);
  Ref load_element(Ref address, np::DType d);
  void store_element(Ref address, Ref raw, np::DType d);
  bool record_scalar_binary(BinaryOp op, const Operand& x, const Operand& y);
  Ref scalar_float_binary(BinaryOp op, Ref p, Ref q, double x, double y);
  Ref scalar_int_binary(BinaryOp op, Ref p, Ref q, int64_t x, int64_t y);
  bool guard_finite(Ref r, double now);
  Ref guard_fits(Ref whole, np::DType d);
  bool record_scalar_compare(CompareOp op, const Operand& x, const Operand& y);
  bool record_scalar_unary(const Operand& x);
  Ref scalar_truth(const Operand& o, bool* now);
  Ref scalar_to_float(const Operand& o);
  Ref scalar_to_int(const Operand& o);
  Ref scalar_abs(const Operand& o);
  bool record_scalar_minmax(bool min, const Operand& x, const Operand& y);
  bool record_ufunc(const Operand& callee, uint32_t window, uint32_t argc);

  // ---- record_unsigned.cpp
  Ref unsigned_bits(const Operand& o);
  bool record_unsigned_binary(BinaryOp op, const Operand& x, const Operand& y, bool inplace);
  Ref unsigned_division(BinaryOp op, Ref a, Ref b, uint64_t x, uint64_t y);
  bool record_unsigned_compare(CompareOp op, const Operand& x, const Operand& y);
  bool record_unsigned_unary(const Operand& x);
  Ref unsigned_from(const Operand& o);
  bool record_unsigned_conversion(const Operand& callee, uint32_t window);

  // ---- record_attr.cpp
  Ref namespace_value(PyDict* dict, PyStr* name);
  Ref entry_address(PyDict* dict, int64_t index);
  bool namespace_is_globals();
  void store_entry(Ref address, Ref boxed);
  void record_load_global();
  void record_load_name();
  void record_store_name();
  void record_load_attr();
  bool record_store_variable(const Operand& o, PyStr* name, const Operand& value);
  void record_store_attr();
  void record_load_method();
  bool known_kind(Ref boxed) const;
  bool guard_plan(const Operand& receiver, const AttrPlan& plan);
  Ref module_attribute(const Operand& o, PyStr* name);
  Ref attribute_by_plan(const Operand& o, const AttrPlan& plan);
  void record_deref(bool store);

  // ---- record_method.cpp: special methods written in Python, and what becomes of their results. False: none of those
  bool operator_candidate(const BinaryPlan& plan, uint32_t stage, const Operand& x, const Operand& y);
  bool record_operator(BinaryOp op, const Operand& x, const Operand& y, bool inplace, uint32_t stage);
  bool record_comparison(CompareOp op, const Operand& x, const Operand& y, uint32_t stage);
  PyFunction* python_special(const Operand& o, PyStr* name) const;
  bool inline_special(const Operand& o, PyStr* name, const std::vector<Ref>& args, ReturnAction action, uint32_t extra = 0);
  bool record_truth_method(const Operand& o);
  void record_contains();
  void deliver(const Frame& done, const Operand& result, uint16_t at_return);
  void deliver_operator(const Frame& done, const Operand& result, uint16_t at_return);
  void deliver_truth(const Frame& done, const Operand& result, uint16_t at_return);

  // ---- record_raise.cpp
  struct Catch {
    const Handler* handler;   // in a frame of the trace, or null
    size_t frame;             // whose, in frames_
    bool beyond;              // caught in a frame around the trace's

    bool known() const { return handler || beyond; }
  };
  Catch find_catch() const;
  bool passes_through(Value* base, const Instr* pc) const;
  bool expect_raise();
  Ref raise_in_runtime();
  Ref find_handler_point(bool raises);
  void unwind_to(const Catch& found, bool raises);

  // ---- record_traceback.cpp
  struct FrameEnd {
    Ref object, back;              // the frame object and that of the visible caller
    std::vector<Ref> variables;    // boxed
  };
  struct Raise {
    Ref exception = kNoRef;        // REF
    Value known = kNull;           // it, if it existed before
    bool traced = true;            // the raising frame gets an entry of the traceback
    Ref cause = kNoRef, context = kNoRef;
  };
  void note_frame_objects();
  void set_frame_object(Frame& f, Ref object);
  Ref frame_object_at(size_t index);
  int visible_caller(size_t index) const;
  bool can_end_frame(size_t index) const;
  FrameEnd prepare_frame_end(size_t index);
  void end_frame_object(const FrameEnd& end, const Instr* pc);
  void plan_raise(PyType* type, std::vector<Ref> args);
  bool prepare_context(Ref exception, Value now, Ref* context);
  bool exception_operand(const Operand& o, Operand* out);
  bool prepare_raise(Raise& raise);
  bool unwind_here(const Catch& found);

  // ---- record_exception.cpp
  static constexpr size_t kMaxExceptionArgs = 12;
  Ref new_exception(PyType* type, const std::vector<Ref>& args);
  bool record_base_init(const Operand& callee, uint32_t window, uint32_t argc);
  Ref exc_item();
  void store_handled(Ref item, Ref exception);
  void record_push_exc();
  void record_pop_exc();
  bool guard_same(const Operand& o);
  void record_exc_match();
  void record_before_with();
  void record_with_except_start();
  Ref bound_method(Ref function, Ref self);

  // ---- record_super.cpp
  bool record_super(const Operand& callee);
  bool record_super_method(const Operand& o, PyStr* name);

  // ---- record_text.cpp
  bool is_plain_text_value(const Operand& o) const;
  Ref text_of(const Operand& o);
  void record_format_value();
  void record_build_string();

  // ---- record_call.cpp
  void record_call(uint32_t window, uint32_t argc, const PyTuple* names = nullptr);
  struct Arguments {
    std::vector<Ref> values;            // positional ones, then those of `names`
    const PyTuple* names = nullptr;     // keywords or null
  };
  static bool makes_plain_exception(Value callee, PyType* type);
  bool record_new_exception(const Operand& callee, const Arguments& given, PyType* type);
  Arguments arguments_of(uint32_t window, uint32_t argc, const PyTuple* names);
  bool may_inline(PyFunction* function) const;
  bool binds(PyFunction* function, const Arguments& arguments, bool fixed) const;
  void bind(PyFunction* function, Ref callee, const Arguments& arguments, std::vector<Ref>& parameters);
  Ref default_of(Ref callee, int64_t count, int64_t k);
  Ref guard_function(const Operand& callee, PyFunction* function);
  bool inline_function(const Operand& callee, int32_t base, const Arguments& arguments, FrameInfo info, Ref instance);
  bool inline_consumer(const Operand& callee, uint32_t window, const Arguments& arguments);
  bool inline_object(const Operand& callee, int32_t base, const Arguments& arguments);
  bool inline_held_call(const Operand& callee, int32_t base, const Arguments& arguments);
  void push_frame(int32_t base, PyFunction* function, Ref callee, const Arguments& arguments, FrameInfo info, Ref instance);
  bool push_inlined(PyFunction* function, const std::vector<Ref>& args, FrameInfo info);
  int32_t window_base(uint32_t window) const { return frame().base + static_cast<int32_t>(window) + kFrameHeaderWords; }
  const Frame& frame() const { return frames_.back(); }
  Ref new_tuple(const std::vector<Ref>& items);
  void record_call_ex();
  bool record_extremum(const Operand& callee, uint32_t window, uint32_t argc, PyNative* native);
  bool record_native(const Operand& callee, uint32_t window, uint32_t argc, PyNative* native);
  bool record_known_native(uint32_t window, uint32_t argc, PyNative* native);
  bool record_fast_native(uint32_t window, uint32_t argc, PyNative* native);
  bool guard_class(const Operand& o);
  bool record_new_instance(const Operand& callee, int32_t base, const Arguments& arguments, PyType* type);
  bool record_conversion(const Operand& callee, uint32_t window, uint32_t argc, PyType* type);
  void record_opaque_call(uint32_t window, uint32_t argc);
  void record_return();
  bool plain_result();
  Ref plain_value(const Operand& o);
  void store_variables(const Frame& f);
  void store_dead_variables(const Frame& f);
  void detach_frame();

  Thread& t_;
  TraceIr ir_;
  IrBuilder b_;
  Trace* trace_ = nullptr;
  Value* base0_ = nullptr;      // the trace's base
  Value* base_ = nullptr;       // of the running frame
  const Instr* pc_ = nullptr;
  const Instr* start_ = nullptr;
  LoopSite* loop_ = nullptr;
  bool side_ = false;
  bool megamorphic_ = false;   // start_side()
  std::vector<Frame> frames_;
  std::vector<Slot> slots_;     // index: word - kLowestWord
  static constexpr int32_t kLowestWord = -kFrameHeaderWords;
  int32_t top_ = 0;
  uint32_t bytecodes_ = 0;
  Trace* target_ = nullptr;
  Abort reason_ = Abort::kNone;
  Status status_ = Status::kGoOn;
  bool invalidated_ = false;

  // the current snapshot
  uint16_t snap_ = 0;
  bool snap_valid_ = false;
  uint32_t snap_deferred_ = 0;
  const Instr* snap_pc_ = nullptr;

  // left open by the instruction before
  enum class Open : uint8_t { kNothing, kFused, kBranch, kForIter };
  Open open_ = Open::kNothing;
  const Instr* open_pc_ = nullptr;
  std::unordered_map<Ref, Ref> low_words_;   // by the big int that arithmetic made: its low 64 bits
  Ref open_ref_ = kNoRef;
  Value* over_base_ = nullptr;  // a frame that is not followed is running above this one
  uint32_t seen_back_edges_ = 0;
  LoopSite* inner_loop_ = nullptr;
  uint32_t passed_heads_ = 0;   // heads of loops whose traces only lead to an inner loop
  bool unsettled_ = false;
  bool check_invalid_ = false;  // the instruction before may have changed what the trace relies on
  uint32_t forced_ = 0;         // snapshot + 1 that guards get regardless
  Ref raise_guard_ = kNoRef;    // of the running instruction: the helper has not raised; kNoRef: none or several
  uint32_t raise_guards_ = 0;   // how many it has
  std::vector<Slot> raise_slots_;   // before the helper's result was stored
  uint32_t frame_objects_ = 0;      // bit i: frames_[i] had a frame object before the running instruction
  PyType* raise_planned_ = nullptr;   // what the running instruction will raise with these arguments; null: not known
  std::vector<Ref> raise_args_;
  Ref depth_ = kNoRef;
  std::vector<std::pair<Ref, const PyGenerator*>> generators_;   // proved to be different
  uint32_t inner_back_edges_ = 0;
  std::vector<Ref> subst_;      // linking: ours for the target's instructions
  std::vector<std::pair<Ref, Ref>> inherited_objects_;   // the parent's VNEW, ours
  std::vector<std::pair<Ref, Ref>> inherited_values_;    // the parent's value, our PARENT
};

}  // namespace pyvm::jit
