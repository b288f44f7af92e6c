// Calls and returns: Python functions are inlined, classes make (mostly virtual) instances, natives are called directly.
#include <cmath>

#include "jit/chars.h"
#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ndarray.h"
#include "vm/object/parallel_iter.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"
#include "vm/run/plan.h"

namespace pyvm::jit {

namespace {

constexpr uint32_t H = kFrameHeaderWords;
constexpr uint32_t kMaxSpread = 12;   // arguments in *args

}  // namespace

void Recorder::record_call(uint32_t window, uint32_t argc, const PyTuple* names) {
  Operand callee = operand(window);
  uint32_t layout = layout_of(callee.v);
  Arguments arguments = arguments_of(window, argc, names);
  if (inline_consumer(callee, window, arguments)) return;
  if (inline_object(callee, window_base(window), arguments)) return;
  if (names) return generic(pc_);
  if (layout == layouts.wrapper_descriptor && record_base_init(callee, window, argc)) return;
  if (layout == layouts.builtin || layout == layouts.method_descriptor) {
    if (callee.v.as<PyNative>()->def && callee.v.as<PyNative>()->def->fn == parallel_range &&
        !starts_parallel_loop(base_, pc_) && record_conversion(callee, window, argc, type_range)) {
      return;
    }
    if (record_native(callee, window, argc, callee.v.as<PyNative>())) return;
  } else if (layout && layout == np::ufunc_layout) {
    if (record_ufunc(callee, window, argc)) return;
  } else if (callee.v == Value(&type_super->header) && argc == 0) {
    if (record_super(callee)) return;
  } else if (callee.kind == Kind::kObject && (type_of(callee.v)->flags & kTypeType)) {
    if (record_new_iterator(callee, window, argc, callee.v.as<PyType>())) return;
    if (record_new_exception(callee, arguments, callee.v.as<PyType>())) return;
    if (record_conversion(callee, window, argc, callee.v.as<PyType>())) return;
  }
  record_opaque_call(window, argc);
}

Recorder::Arguments Recorder::arguments_of(uint32_t window, uint32_t argc, const PyTuple* names) {
  Arguments arguments;
  arguments.names = names;
  for (uint32_t i = 0; i < argc; i++) arguments.values.push_back(get(window + H + i));
  return arguments;
}

// f(*args) with a tuple: as many arguments as it has now. The frame stands above the running one.
void Recorder::record_call_ex() {
  Operand callee = operand(pc_->a), spread = operand(pc_->a + H);
  bool is_class = type_of(callee.v)->flags & kTypeType;
  if (pc_->b || is_class || !spread.v.is_layout(layouts.tuple)) return generic(pc_);
  const PyTuple* now = as_tuple(spread.v);
  if (now->length > kMaxSpread) return generic(pc_);
  Arguments arguments;
  Ref tuple = as_object(spread, layouts.tuple);
  b_.guard_true(b_.cmp(IrOp::EQ, b_.load(tuple, kTupleLength), ir_.k_int(now->length)));
  for (int64_t k = 0; k < now->length; k++) {
    Ref item = b_.load_at(b_.aref(tuple, ir_.k_int(k), 3, kTupleItemsDisp), IrType::BOX, MemKind::WORD, Alias::kTuple);
    arguments.values.push_back(b_.strip_box(item));
  }
  int32_t base = frame().base + frame().code->register_count + static_cast<int32_t>(H);
  if (!inline_object(callee, base, arguments)) generic(pc_);
}

// ---- Python functions ----------------------------------------------------------------------------------------------

// Functions, bound methods, classes with a Python __init__, objects with a Python __call__.
bool Recorder::inline_object(const Operand& callee, int32_t base, const Arguments& arguments) {
  uint32_t layout = layout_of(callee.v);
  FrameInfo info{pc_->c, ReturnAction::kStore, 0, 0};
  if (layout == layouts.function) return inline_function(callee, base, arguments, info, kNoRef);
  Arguments more = arguments;
  if (layout == layouts.method) {
    // Bound method: the function with self put before the arguments.
    auto* method = callee.v.as<PyMethod>();
    if (!method->function.is_layout(layouts.function)) return false;
    more.values.insert(more.values.begin(), kNoRef);
    auto* function = method->function.as<PyFunction>();
    if (!may_inline(function) || !binds(function, more, false)) return false;
    Ref object = as_object(callee, layout);
    Operand target = classify(b_.load(object, kMethodFunction), method->function);
    more.values[0] = b_.strip_box(b_.load(object, kMethodSelf));
    return inline_function(target, base, more, info, kNoRef);
  }
  if (callee.kind != Kind::kObject) return false;
  PyType* type = type_of(callee.v);
  if (type->flags & kTypeType) {
    more.values.insert(more.values.begin(), kNoRef);
    return record_new_instance(callee, base, more, callee.v.as<PyType>());
  }
  PyFunction* call = python_special(callee, names::d_call);
  if (!call) return inline_held_call(callee, base, arguments);
  more.values.insert(more.values.begin(), callee.ref);
  if (!may_inline(call) || !binds(call, more, true) || !guard_class(callee)) return false;
  watch_type(type);
  Operand target{ir_.k_box(Value(&call->header).bits()), Kind::kObject, Value(&call->header)};
  return inline_function(target, base, more, info, kNoRef);
}

// An object that has its __call__ in a slot: the function that is there.
bool Recorder::inline_held_call(const Operand& callee, int32_t base, const Arguments& arguments) {
  AttrPlan plan;
  resolve_attr(callee.v, names::d_call, plan);
  if (plan.action != AttrAction::kMember) return false;
  Ref held = attribute_by_plan(callee, plan);
  if (held == kNoRef) return false;
  Value now = *reinterpret_cast<const Value*>(reinterpret_cast<const char*>(callee.v.heap()) + plan.offset);
  if (!now.is_layout(layouts.function)) return false;
  return inline_function(classify(held, now), base, arguments, FrameInfo{pc_->c, ReturnAction::kStore, 0, 0}, kNoRef);
}

bool Recorder::may_inline(PyFunction* function) const {
  const PyCode* code = function->code;
  if (code_is_generator_like(code) || (code->flags & kCodeVarkeywords)) return false;
  return activations(code) < kMaxRecursion || entry_of(code);
}

namespace {

uint32_t count_of(const PyTuple* tuple) { return tuple ? static_cast<uint32_t>(tuple->length) : 0; }
const PyTuple* defaults_of(const PyFunction* f) { return f->defaults.is_null() ? nullptr : as_tuple(f->defaults); }

// The parameter that a keyword names, or -1.
int parameter_named(const PyCode* code, Value keyword) {
  for (int i = code->posonly_count; i < code->arg_count + code->kwonly_count; i++) {
    if (str_equal(as_str(code->varnames->items[i]), as_str(keyword))) return i;
  }
  return -1;
}

Value keyword_default(const PyFunction* f, uint32_t parameter) {
  if (f->kwdefaults.is_null()) return kNull;
  return dict_get_str(as_dict(f->kwdefaults), as_str(f->code->varnames->items[parameter]));
}

}  // namespace

// True if the arguments fit the parameters. fixed: the function is a constant (a dict of defaults may be looked into).
bool Recorder::binds(PyFunction* function, const Arguments& arguments, bool fixed) const {
  const PyCode* code = function->code;
  uint32_t keywords = count_of(arguments.names);
  auto positional = static_cast<uint32_t>(arguments.values.size()) - keywords;
  if (code->flags & kCodeNamespace) return false;
  if (positional > code->arg_count && !(code->flags & kCodeVarargs)) return false;
  if (positional > code->arg_count + kMaxSpread) return false;
  std::vector<bool> given(code->arg_count + size_t{code->kwonly_count}, false);
  for (uint32_t i = 0; i < std::min<uint32_t>(positional, code->arg_count); i++) given[i] = true;
  for (uint32_t k = 0; k < keywords; k++) {
    int at = parameter_named(code, arguments.names->items[k]);
    if (at < 0 || given[static_cast<size_t>(at)]) return false;
    given[static_cast<size_t>(at)] = true;
  }
  uint32_t defaults = count_of(defaults_of(function));
  for (uint32_t i = 0; i + defaults < code->arg_count; i++) {
    if (!given[i]) return false;
  }
  if (defaults > code->arg_count) return false;
  for (uint32_t i = code->arg_count; i < given.size(); i++) {
    if (!given[i] && (!fixed || keyword_default(function, i).is_null())) return false;
  }
  return true;
}

// The registers of the parameters; kNoRef: none is passed to it. Only if binds().
void Recorder::bind(PyFunction* function, Ref callee, const Arguments& arguments, std::vector<Ref>& parameters) {
  const PyCode* code = function->code;
  uint32_t keywords = count_of(arguments.names);
  auto positional = static_cast<uint32_t>(arguments.values.size()) - keywords;
  parameters.assign(code->local_count, kNoRef);
  uint32_t direct = std::min<uint32_t>(positional, code->arg_count);
  for (uint32_t i = 0; i < direct; i++) parameters[i] = arguments.values[i];
  for (uint32_t k = 0; k < keywords; k++) {
    int at = parameter_named(code, arguments.names->items[k]);
    parameters[static_cast<size_t>(at)] = arguments.values[positional + k];
  }
  if (code->flags & kCodeVarargs) {
    std::vector<Ref> rest(arguments.values.begin() + direct, arguments.values.begin() + positional);
    parameters[code->varargs_register] = rest.empty() ? ir_.k_box(Value(&tuple_empty()->header).bits()) : new_tuple(rest);
  }
  const PyTuple* defaults = defaults_of(function);
  for (uint32_t i = direct; i < code->arg_count; i++) {
    if (parameters[i] != kNoRef) continue;
    int64_t k = defaults->length - (code->arg_count - i);
    parameters[i] = is_const(callee) ? ir_.k_box(defaults->items[k].bits()) : default_of(callee, defaults->length, k);
  }
  for (uint32_t i = code->arg_count; i < uint32_t{code->arg_count} + code->kwonly_count; i++) {
    if (parameters[i] != kNoRef) continue;
    auto* dict = as_dict(function->kwdefaults);
    int64_t index = dict_find_str(dict, as_str(code->varnames->items[i]));
    parameters[i] = b_.load_at(entry_address(dict, index), IrType::BOX, MemKind::WORD, Alias::kDictEntry);
  }
}

// Proves which function is called, or at least its code.
Ref Recorder::guard_function(const Operand& callee, PyFunction* function) {
  Ref object = as_object(callee, layouts.function);
  if (!is_const(object)) {
    Ref code = b_.load(object, kFunctionCode);
    b_.guard_true(b_.cmp(IrOp::EQ, code, ir_.k_ptr(function->code)));
    Ref globals = b_.load(object, kFunctionGlobals);
    b_.guard_true(b_.cmp(IrOp::EQ, globals, ir_.k_ptr(function->globals)));
  }
  if (is_const(object)) {
    Ref version = b_.load(object, kFunctionVersion);
    b_.guard_true(b_.cmp(IrOp::EQ, version, ir_.constant(IrType::I32, function->version)));
  }
  return object;
}

// Item k of the defaults of a function that is not known, of which there are `count` now.
Ref Recorder::default_of(Ref callee, int64_t count, int64_t k) {
  Ref boxed = b_.load(callee, kFunctionDefaults);
  Ref tuple = b_.emit(IrOp::UNBOXRU, IrType::REF, boxed);
  b_.guard_true(b_.cmp(IrOp::NE, boxed, ir_.k_box(0)));
  b_.guard_true(b_.cmp(IrOp::EQ, b_.load(tuple, kTupleLength), ir_.k_int(count)));
  return b_.load_at(b_.aref(tuple, ir_.k_int(k), 3, kTupleItemsDisp), IrType::BOX, MemKind::WORD, Alias::kTuple);
}

bool Recorder::inline_function(const Operand& callee, int32_t base, const Arguments& arguments, FrameInfo info,
                               Ref instance) {
  auto* function = callee.v.as<PyFunction>();
  Ref known = ir_.type(callee.ref) == IrType::BOX ? callee.ref : b_.box(callee.ref);
  if (wait_for_entry(function)) return true;
  if (!may_inline(function) || !binds(function, arguments, is_const(known))) return false;
  Ref object = guard_function(callee, function);
  bool jumps = begin_entry_call(function->code, base);
  push_frame(base, function, object, arguments, info, instance);
  if (jumps) finish_entry_call();
  return true;
}

void Recorder::push_frame(int32_t base, PyFunction* function, Ref callee, const Arguments& arguments, FrameInfo info,
                          Ref instance) {
  PyCode* code = function->code;
  std::vector<Ref> parameters;
  bind(function, callee, arguments, parameters);
  for (uint32_t i = 0; i < code->local_count; i++) {
    Ref value = parameters[i] == kNoRef ? ir_.k_box(kUnbound.bits()) : parameters[i];
    set_word(base + static_cast<int32_t>(i), value);
  }
  // What older calls left in the new frame's registers is not of this frame.
  for (uint32_t i = code->local_count; i < code->register_count; i++) slot(base + static_cast<int32_t>(i)) = {};
  const Instr* return_pc = pc_ + 1;
  add_frame({function, code, &liveness_of(code), base, return_pc, info, instance, is_const(callee) ? kNoRef : callee});
  top_ = std::max<int32_t>(top_, base + code->register_count);
  snap_valid_ = false;
}

// A call that an operation makes (property, operator method): the frame stands above the running one.
bool Recorder::push_inlined(PyFunction* function, const std::vector<Ref>& args, FrameInfo info) {
  Arguments arguments;
  arguments.values = args;
  Operand callee{ir_.k_box(Value(&function->header).bits()), Kind::kObject, Value(&function->header)};
  int32_t base = frame().base + frame().code->register_count + static_cast<int32_t>(H);
  return inline_function(callee, base, arguments, info, kNoRef);
}

void Recorder::record_return() {
  if (frames_.size() == 1) return finish_return();
  Operand result = operand(pc_->a);
  Frame done = frame();
  if (done.info.action == ReturnAction::kInit && !result.v.is_none()) return leave(Abort::kException);
  if (frame_object(base_) && done.generator != kNoRef) return leave(Abort::kLeftFrame);
  bool decides = done.info.action == ReturnAction::kBinary || done.info.action == ReturnAction::kTruth ||
                 done.info.action == ReturnAction::kContains;
  if (done.generator != kNoRef && done.info.action != ReturnAction::kIterNext && done.info.action != ReturnAction::kSend) {
    return leave(Abort::kGenerator);
  }
  uint16_t at_return = decides ? snapshot(pc_, ResumeMode::kResume) : uint16_t{0};
  if (done.generator != kNoRef) {
    finish_generator();
  } else if (done.object != kNoRef) {
    if (!can_end_frame(frames_.size() - 1)) return leave(Abort::kLeftFrame);
    end_frame_object(prepare_frame_end(frames_.size() - 1), pc_);
  } else if ((done.info.flags & kFrameSynced) && frame_object(base_)) {   // an object of the recorded frame alone is no matter
    detach_frame();
  } else {
    guard_no_frame_object();
  }
  pop_frame();
  deliver(done, result, at_return);
}

// A frame that ends may have a frame object, which keeps what its variables hold, needed by the code or not.
void Recorder::store_variables(const Frame& f) {
  for (uint32_t r = 0; r < f.code->local_count; r++) {
    int32_t word = f.base + static_cast<int32_t>(r);
    Slot& s = slot(word);
    if (!s.dirty) continue;
    store_word(word, box(s.ref, base0_[word]));
    s.dirty = false;
  }
}

void Recorder::detach_frame() {
  store_variables(frame());
  Ref base = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(frame().base));
  (void)call(Helper::detach_frame, IrType::VOID, {base, ir_.k_ptr(pc_)});
}

// ---- classes -------------------------------------------------------------------------------------------------------

bool Recorder::record_new_instance(const Operand& callee, int32_t base, const Arguments& given, PyType* type) {
  if (!(type->flags & kTypeHeap) || (type->flags & (kTypeAbstract | kTypeHasDel)) || type->root_shape->finalize) {
    return false;
  }
  NewPlan plan;
  resolve_new(type, plan);
  bool exception = (type->flags & kTypeException) && exception_has_plain_new(type);
  if (!plan.type_version || plan.custom_call || plan.forbidden || (!plan.plain_new && !exception) || plan.plain_init) return false;
  if (!plan.init_function.is_layout(layouts.function)) return false;
  auto* init = plan.init_function.as<PyFunction>();
  if (wait_for_entry(init)) return true;
  if (!may_inline(init) || !binds(init, given, true)) return false;
  Ref cls = b_.box(callee.ref);
  if (!is_const(cls)) b_.guard_true(b_.cmp(IrOp::EQ, cls, ir_.k_box(callee.v.bits())));
  watch_type(type);
  Operand target{ir_.k_box(plan.init_function.bits()), Kind::kObject, plan.init_function};
  (void)guard_function(target, init);
  Ref instance;
  if (exception) {
    std::vector<Ref> positional(given.values.begin() + 1, given.values.end() - count_of(given.names));
    instance = new_exception(type, positional);
  } else {
    instance = b_.emit(IrOp::NEW, IrType::REF, type->root_shape->id(), type->root_shape->bytes);
  }
  Arguments arguments = given;
  arguments.values[0] = instance;
  return inline_function(target, base, arguments, FrameInfo{pc_->c, ReturnAction::kInit, 0, 0}, instance);
}

// int(), float(), bool(), range() of plain numbers; type() of anything.
bool Recorder::record_conversion(const Operand& callee, uint32_t window, uint32_t argc, PyType* type) {
  bool is_unsigned = np::ndarray_layout && type->root_shape && type->root_shape->id() == np::scalar_layout(np::DType::kUint64);
  if (is_unsigned && argc == 1) return record_unsigned_conversion(callee, window);
  bool wanted = (argc == 1 && (type == type_int || type == type_float || type == type_bool || type == type_str)) ||
                (argc == 1 && type == type_type) || (argc >= 1 && argc <= 3 && type == type_range);
  if (!wanted) return false;
  Operand x = operand(window + H);
  auto proved = [&] {
    Ref cls = b_.box(callee.ref);
    if (!is_const(cls)) b_.guard_true(b_.cmp(IrOp::EQ, cls, ir_.k_box(callee.v.bits())));
  };
  if (type == type_type) {
    if (!guard_class(x)) return false;
    proved();
    return set(pc_->c, ir_.k_box(Value(&type_of(x.v)->header).bits())), true;
  }
  if (type == type_str) {
    if (!is_plain_text_value(x)) return false;
    proved();
    return set(pc_->c, text_of(x)), true;
  }
  bool whole = x.kind == Kind::kInt || x.kind == Kind::kBool;
  if (type == type_range) {
    Ref part[3] = {ir_.k_int(0), kNoRef, ir_.k_int(1)};
    for (uint32_t i = 0; i < argc; i++) {
      Operand o = operand(window + H + i);
      if (o.kind != Kind::kInt || o.v.is_heap()) return false;
      part[argc == 1 ? 1 : i] = as_int(o);
    }
    int64_t step_now = 1;
    if (argc == 3) (void)int_value(operand(window + H + 2), &step_now);
    if (step_now != 1) {
      if (!is_const(part[2]) || step_now <= 0) return false;
    } else if (!is_const(part[2])) {
      b_.guard_true(b_.cmp(IrOp::EQ, part[2], ir_.k_int(1)));
    }
    proved();
    Ref span = b_.emit(IrOp::SUBOV, IrType::I64, part[1], part[0]);
    if (step_now != 1) {
      span = b_.op2(IrOp::FLOORDIV, b_.op2(IrOp::ADD, span, ir_.k_int(step_now - 1)), ir_.k_int(step_now));
    }
    Ref length = b_.op2(IrOp::MAX, span, ir_.k_int(0));
    Ref boxes[4] = {b_.box(part[0]), b_.box(part[1]), ir_.k_box(Value::from_small_int(step_now).bits()), b_.box(length)};
    static constexpr uint16_t kFields[4] = {kRangeStart, kRangeStop, kRangeStepBox, kRangeLength};
    Ref range = b_.emit(IrOp::NEW, IrType::REF, layouts.range, sizeof(PyRange));
    for (int i = 0; i < 4; i++) b_.store(range, kFields[i], boxes[i]);
    set(pc_->c, range);
    return true;
  }
  if (type == type_float && (whole || x.kind == Kind::kFloat)) {
    proved();
    set(pc_->c, as_float(x));
    return true;
  }
  if (type == type_float || type == type_int) {
    Ref r = type == type_float ? scalar_to_float(x) : scalar_to_int(x);
    if (r != kNoRef) {
      proved();
      set(pc_->c, r);
      return true;
    }
  }
  if (type == type_int && whole) {
    proved();
    set(pc_->c, as_int(x));
    return true;
  }
  if (type == type_int && x.kind == Kind::kFloat && std::fabs(x.v.as_double()) < 4e18) {
    proved();
    set(pc_->c, b_.emit(IrOp::F2I, IrType::I64, as_float(x)));
    return true;
  }
  if (type == type_bool) {
    bool now, known;
    if (x.kind == Kind::kOther) return false;
    proved();
    Ref c = truth(x, &now, &known);
    set(pc_->c, c);
    return true;
  }
  return false;
}

// ---- natives -------------------------------------------------------------------------------------------------------

// min() and max() of two numbers.
bool Recorder::record_extremum(const Operand& callee, uint32_t window, uint32_t argc, PyNative* native) {
  bool min = str_is(native->name, "min");
  if (argc != 2 || layout_of(callee.v) != layouts.builtin || (!min && !str_is(native->name, "max"))) return false;
  Ref boxed = b_.box(callee.ref);
  if (!is_const(boxed)) b_.guard_true(b_.cmp(IrOp::EQ, boxed, ir_.k_box(callee.v.bits())));
  Operand x = operand(window + H), y = operand(window + H + 1);
  if (x.kind == Kind::kInt && y.kind == Kind::kInt) {
    return set(pc_->c, b_.op2(min ? IrOp::MIN : IrOp::MAX, as_int(x), as_int(y))), true;
  }
  if (x.kind == Kind::kFloat && y.kind == Kind::kFloat) {
    Ref a = as_float(x), b = as_float(y);
    Ref other = b_.cmp(min ? IrOp::LT : IrOp::GT, b, a);
    return set(pc_->c, b_.emit(IrOp::SELECT, IrType::F64, other, b_.emit(IrOp::PAIR, IrType::VOID, b, a))), true;
  }
  return record_scalar_minmax(min, x, y);
}

bool Recorder::record_native(const Operand& callee, uint32_t window, uint32_t argc, PyNative* native) {
  if (!native->self.is_null() || !native->def || !native->name) return false;
  NativeSignature* signature = native_signature(native);
  if (signature && signature->star_index >= 0) return record_extremum(callee, window, argc, native);
  if (!signature || signature->kwargs_index >= 0 || argc > signature->positional || argc < signature->required) return false;
  bool method = layout_of(callee.v) == layouts.method_descriptor;
  if (method && (argc == 0 || !type_is_subtype(type_of(actual(window + H)), native->owner.as<PyType>()))) return false;
  for (uint32_t i = argc; i < signature->arg_count; i++) {
    if (!signature->params[i].has_default) return false;
  }
  // Defaults stand above the window, where a frame that the native pushes would have its header.
  if ((native->def->effects & kEffectRunsPython) && signature->arg_count > argc + 1) return false;
  Ref boxed = b_.box(callee.ref);
  if (!is_const(boxed)) b_.guard_true(b_.cmp(IrOp::EQ, boxed, ir_.k_box(callee.v.bits())));
  if (record_known_native(window, argc, native)) return true;
  if (method && !guard_class(operand(window + H))) return false;
  // The general way: boxed arguments in the window.
  std::vector<Ref> args;
  for (uint32_t i = 0; i < argc; i++) args.push_back(as_box(operand(window + H + i)));
  for (uint32_t i = argc; i < signature->arg_count; i++) args.push_back(ir_.k_box(signature->params[i].default_value.bits()));
  uint32_t effects = native->def->effects & kEffectAll;
  if (effects & kEffectRunsPython) effects = kEffectAll;
  before_call(effects);
  int32_t first = frame().base + static_cast<int32_t>(window + H);
  for (size_t i = 0; i < args.size(); i++) store_word(first + static_cast<int32_t>(i), args[i]);
  top_ = std::max<int32_t>(top_, first + static_cast<int32_t>(args.size()));
  Ref address = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(first));
  Ref r = b_.emit(IrOp::CALLP, IrType::BOX, ir_.k_ptr(reinterpret_cast<const void*>(native->def->fn)),
                  arguments({thread(), address}), static_cast<uint16_t>(effects));
  after_call(effects);
  if (effects & kEffectMayRaise) guard_not_null(r);
  set(pc_->c, r);
  return true;
}

// Proves the class of a value by its layout or tag.
bool Recorder::guard_class(const Operand& o) {
  switch (o.kind) {
    case Kind::kInt: (void)as_int(o); return true;
    case Kind::kFloat: (void)as_float(o); return true;
    case Kind::kBool: (void)as_bool(o); return true;
    case Kind::kObject: (void)as_object(o, layout_of(o.v)); return true;
    case Kind::kNone: b_.guard_true(b_.cmp(IrOp::EQ, b_.box(o.ref), ir_.k_box(kNone.bits()))); return true;
    default: return false;
  }
}

// Natives that are instructions of their own.
bool Recorder::record_known_native(uint32_t window, uint32_t argc, PyNative* native) {
  Operand x = argc ? operand(window + H) : Operand{};
  auto is = [&](const char* name, uint32_t n) { return argc == n && str_is(native->name, name); };
  bool builtin = native->owner.is_null();
  if (!builtin) {
    if (native->owner == Value(&type_list->header) && is("append", 2) && layout_of(x.v) == layouts.list) {
      append_to_list(as_object(x, layouts.list), operand(window + H + 1));
      set(pc_->c, ir_.k_box(kNone.bits()));
      return true;
    }
    return false;
  }
  if (native->def->fast && argc <= 2 && record_fast_native(window, argc, native)) return true;
  if (is("next", 1) || is("next", 2)) return record_next(x, window, argc);
  if (is("len", 1)) {
    uint32_t layout = layout_of(x.v);
    uint16_t field = length_field(layout);
    if (layout && layout == np::ndarray_layout) {
      Ref length = array_length(x);
      return length != kNoRef ? (set(pc_->c, length), true) : false;
    }
    if (field == kNoField) return false;
    set(pc_->c, b_.load(as_object(x, layout), field));
    return true;
  }
  if (is("ord", 1) && layout_of(x.v) == layouts.str) {
    Ref code = char_code(ir_, as_object(x, layouts.str));
    return code != kNoRef ? (set(pc_->c, code), true) : false;
  }
  bool whole = x.kind == Kind::kInt;
  if (is("abs", 1)) {
    if (x.kind == Kind::kFloat) return set(pc_->c, b_.op1(IrOp::ABS, as_float(x))), true;
    if (Ref r = scalar_abs(x)) return set(pc_->c, r), true;
    int64_t i;
    if (!whole || !int_value(x, &i) || i == INT64_MIN) return false;
    Ref r = as_int(x);
    b_.guard_true(b_.cmp(IrOp::NE, r, ir_.k_int(INT64_MIN)));
    return set(pc_->c, b_.op1(IrOp::ABS, r)), true;
  }
  if (is("isinstance", 2)) {
    Operand cls = operand(window + H + 1);
    Ref boxed = b_.box(cls.ref);
    if (cls.kind != Kind::kObject || type_of(cls.v) != type_type || !is_const(boxed) || !guard_class(x)) return false;
    PyType* type = type_of(x.v);
    bool subtype = type_is_subtype(type, cls.v.as<PyType>());
    if (!subtype && !class_attribute_is_type(type)) return false;
    watch_type(type);
    return set(pc_->c, ir_.k_bool(subtype)), true;
  }
  return false;
}

// Typed entries: no boxes, no memory. They return NaN / a sentinel where the boxed function raises, see native.h.
bool Recorder::record_fast_native(uint32_t window, uint32_t argc, PyNative* native) {
  const NativeDef* def = native->def;
  bool two = def->fast_kind == FastKind::kF64_F64F64;
  if (def->fast_kind != FastKind::kF64_F64 && !two) return false;
  if (argc != (two ? 2u : 1u)) return false;
  std::vector<Ref> args;
  for (uint32_t i = 0; i < argc; i++) {
    Operand o = operand(window + H + i);
    if (is_scalar(o)) {
      args.push_back(scalar_to_float(o));
      continue;
    }
    if (o.kind != Kind::kFloat && (o.kind != Kind::kInt || o.v.is_heap())) return false;
    args.push_back(as_float(o));
  }
  if (str_is(native->name, "sqrt") && !two) {
    double now = operand(window + H).v.is_double() ? operand(window + H).v.as_double() : 0;
    if (now < 0) return false;
    b_.guard_true(b_.cmp(IrOp::GE, args[0], ir_.k_double(0)));
    set(pc_->c, b_.op1(IrOp::SQRT, args[0]));
    return true;
  }
  Ref list = two ? arguments({args[0], args[1]}) : args[0];
  Ref r = b_.emit(IrOp::CALLP, IrType::F64, ir_.k_ptr(def->fast), list, static_cast<uint16_t>(kEffectPure));
  // A NaN may stand for an exception: the interpreter finds out.
  b_.guard_true(b_.cmp(IrOp::EQ, r, r));
  set(pc_->c, r);
  return true;
}

// ---- everything else -----------------------------------------------------------------------------------------------

void Recorder::record_opaque_call(uint32_t window, uint32_t argc) {
  std::vector<Ref> args;
  Ref callee = as_box(operand(window));
  for (uint32_t i = 0; i < argc; i++) args.push_back(as_box(operand(window + H + i)));
  before_call(kEffectAll);
  int32_t first = frame().base + static_cast<int32_t>(window + H);
  for (size_t i = 0; i < args.size(); i++) store_word(first + static_cast<int32_t>(i), args[i]);
  Ref address = b_.emit(IrOp::SLOTADDR, IrType::PTR, static_cast<Ref>(first));
  Ref r = b_.emit(IrOp::CALL, IrType::BOX, static_cast<Ref>(Helper::call), arguments({callee, address, ir_.k_int(argc)}));
  after_call(kEffectAll);
  guard_not_null(r);
  set(pc_->c, r);
}

}  // namespace pyvm::jit
