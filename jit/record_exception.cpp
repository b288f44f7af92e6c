// Making exceptions, what the instructions of a handler do, and with.
#include <algorithm>

#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

// What BaseException.__new__ makes of the positional arguments.
Ref Recorder::new_exception(PyType* type, const std::vector<Ref>& args) {
  const Shape* shape = type->root_shape;
  Ref tuple = args.empty() ? ir_.k_box(Value(&tuple_empty()->header).bits()) : b_.box(new_tuple(args));
  Ref e = b_.emit(IrOp::NEW, IrType::REF, shape->id(), shape->bytes);
  b_.store(e, kExceptionArgs, tuple);
  barrier(e, tuple);
  return e;
}

// Calling the class makes an exception with nothing but `args`.
bool Recorder::makes_plain_exception(Value callee, PyType* type) {
  return (type->flags & kTypeException) && type_of(callee) == type_type && !(type->flags & (kTypeAbstract | kTypeHasDel)) &&
         exception_has_plain_new(type) && exception_has_plain_init(type);
}

bool Recorder::record_new_exception(const Operand& callee, const Arguments& given, PyType* type) {
  if (given.names || !makes_plain_exception(callee.v, type) || given.values.size() > kMaxExceptionArgs || !guard_same(callee)) return false;
  watch_type(type);
  set(pc_->c, new_exception(type, given.values));
  return true;
}

// BaseException.__init__ and object.__init__ where they do no more than keep the arguments or nothing.
bool Recorder::record_base_init(const Operand& callee, uint32_t window, uint32_t argc) {
  if (argc == 0) return false;
  Operand self = operand(window + kFrameHeaderWords);
  bool of_object = argc == 1 && callee.v == type_lookup(type_object, names::d_init);
  bool of_exception = is_exception(self.v) && callee.v == type_lookup(exc::BaseException, names::d_init) &&
                      exception_kind(type_of(self.v))->fields == 0 && argc <= kMaxExceptionArgs;
  if ((!of_object && !of_exception) || !guard_same(callee) || !guard_class(self)) return false;
  if (of_exception) {
    std::vector<Ref> args;
    for (uint32_t i = 1; i < argc; i++) args.push_back(as_box(operand(window + kFrameHeaderWords + i)));
    Ref object = as_object(self, 0);
    Ref tuple = args.empty() ? ir_.k_box(Value(&tuple_empty()->header).bits()) : b_.box(new_tuple(args));
    b_.store(object, kExceptionArgs, tuple);
    barrier(object, tuple);
    snap_valid_ = false;
  }
  set(pc_->c, ir_.k_box(kNone.bits()));
  return true;
}

// ---- in the handler ------------------------------------------------------------------------------------------------

// The item that holds what the running frame handles is that of the thread or of the generator around it.
Ref Recorder::exc_item() {
  for (const Frame& f : frames_) {
    if (f.generator == kNoRef || (f.info.flags & kFrameSynced)) continue;
    sync(true);
    break;
  }
  return b_.load(thread(), kThreadExcItem);
}

void Recorder::record_push_exc() {
  Ref item = exc_item();
  Ref previous = b_.load(item, kExcHandled);
  store_handled(item, b_.box(get(pc_->b)));
  set(pc_->a, previous);
}

void Recorder::record_pop_exc() { store_handled(exc_item(), b_.box(get(pc_->a))); }

// Only what raises or runs Python code looks at the exception being handled. Which item it stands in may change under a
// generator.
void Recorder::store_handled(Ref item, Ref exception) {
  bool plain = std::none_of(frames_.begin(), frames_.end(), [](const Frame& f) { return f.generator != kNoRef; });
  plain ? b_.store_deferred(item, kExcHandled, exception) : b_.store(item, kExcHandled, exception);
  snap_valid_ = false;
}

// Proves that the operand is the object it is now.
bool Recorder::guard_same(const Operand& o) {
  Ref boxed = b_.box(o.ref);
  if (!is_const(boxed)) b_.guard_true(b_.cmp(IrOp::EQ, boxed, ir_.k_box(o.v.bits())));
  return !b_.failed;
}

// The class of the exception decides; the classes looked for are mostly constants.
void Recorder::record_exc_match() {
  Operand exception = operand(pc_->b), wanted = operand(pc_->c);
  std::vector<Operand> classes;
  if (wanted.v.is_layout(layouts.tuple)) {
    const PyTuple* now = as_tuple(wanted.v);
    Ref tuple = as_object(wanted, layouts.tuple);
    b_.guard_true(b_.cmp(IrOp::EQ, b_.load(tuple, kTupleLength), ir_.k_int(now->length)));
    for (int64_t k = 0; k < now->length; k++) {
      Ref item = b_.load_at(b_.aref(tuple, ir_.k_int(k), 3, kTupleItemsDisp), IrType::BOX, MemKind::WORD, Alias::kTuple);
      classes.push_back(classify(item, now->items[k]));
    }
  } else {
    classes.push_back(wanted);
  }
  auto is_class = [](const Operand& o) {
    return o.kind == Kind::kObject && (type_of(o.v)->flags & kTypeType) && type_is_subtype(o.v.as<PyType>(), exc::BaseException);
  };
  PyType* type = type_of(exception.v);
  if (!std::all_of(classes.begin(), classes.end(), is_class) || !guard_class(exception)) return generic(pc_);
  bool match = false;
  for (const Operand& o : classes) {
    if (!guard_same(o)) return;
    match = match || type_is_subtype(type, o.v.as<PyType>());
  }
  watch_type(type);
  set(pc_->a, ir_.k_bool(match));
}

// ---- with ----------------------------------------------------------------------------------------------------------

void Recorder::record_before_with() {
  Operand manager = operand(pc_->b);
  PyFunction *enter = python_special(manager, names::d_enter), *exit = python_special(manager, names::d_exit);
  Arguments arguments;
  arguments.values = {manager.ref};
  if (!enter || !exit || !may_inline(enter) || !binds(enter, arguments, true) || !guard_class(manager)) return generic(pc_);
  watch_type(type_of(manager.v));
  set(pc_->a, bound_method(ir_.k_box(Value(&exit->header).bits()), b_.box(manager.ref)));
  FrameInfo info{static_cast<uint16_t>(pc_->a + 1), ReturnAction::kStore, 0, 0};
  if (!push_inlined(enter, arguments.values, info)) b_.failed = true;   // a guard that only fails
}

// A virtual bound method.
Ref Recorder::bound_method(Ref function, Ref self) {
  Ref method = b_.emit(IrOp::NEW, IrType::REF, layouts.method, kMethodBytes);
  b_.store(method, kMethodFunction, function);
  b_.store(method, kMethodSelf, self);
  barrier(method, self);
  return method;
}

void Recorder::record_with_except_start() {
  Operand exit = operand(pc_->b), exception = operand(pc_->c);
  if (!exit.v.is_layout(layouts.method)) return generic(pc_);
  const auto* now = exit.v.as<PyMethod>();
  Value traceback = exception.v.as<PyException>()->traceback;
  if (!now->function.is_layout(layouts.function) || traceback.is_null() || !guard_class(exception)) return generic(pc_);
  Ref method = as_object(exit, layouts.method);
  Operand function = classify(b_.load(method, kMethodFunction), now->function);
  Ref trace = b_.load(as_object(exception, 0), kExceptionTraceback);
  b_.guard_true(b_.cmp(IrOp::NE, trace, ir_.k_box(0)));
  Arguments arguments;
  arguments.values = {b_.strip_box(b_.load(method, kMethodSelf)), ir_.k_box(Value(&type_of(exception.v)->header).bits()),
                      exception.ref, trace};
  int32_t base = frame().base + frame().code->register_count + kFrameHeaderWords;
  if (!inline_function(function, base, arguments, FrameInfo{pc_->a, ReturnAction::kStore, 0, 0}, kNoRef)) generic(pc_);
}

}  // namespace pyvm::jit
