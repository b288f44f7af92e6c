// Names and attributes. What an attribute access means comes from vm/run/plan.h alone; this file turns the facts of a
// plan into guards and watchpoints, and its action into loads.
#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/dict.h"
#include "vm/object/module.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"
#include "vm/run/plan.h"

namespace pyvm::jit {

// ---- namespaces ----------------------------------------------------------------------------------------------------

// True if the code being recorded assigns the global itself: then its value is no constant.
static bool code_stores_name(const PyCode* code, const PyStr* name) {
  for (uint32_t i = 0; i < code->instr_count; i++) {
    const Instr& instr = code->instrs[i];
    bool store = instr.opcode() == Opcode::STORE_GLOBAL || instr.opcode() == Opcode::STORE_NAME;
    if (store && code->site_names[instr.b] == name) return true;
  }
  return false;
}

// The value of a name in a namespace that is a constant of the trace: a constant itself, under a watchpoint, unless it is
// written again and again. kNoRef: absent (also watched).
Ref Recorder::namespace_value(PyDict* dict, PyStr* name) {
  WatchSet* set = dict_watch_set(dict, name);
  int64_t index = dict_find_str(dict, name);
  if (set && index < 0) {
    watch(*set);
    return kNoRef;
  }
  if (index < 0) return kNoRef;
  if (set && dict_watch_writes(dict, name) < 2 && !code_stores_name(frames_.front().code, name)) {
    watch(*set);
    return ir_.k_box(dict->entries->items[index].value.bits());
  }
  return b_.load_at(entry_address(dict, index), IrType::BOX, MemKind::WORD, Alias::kDictEntry);
}

// Where entry `index` of a constant dict has its value; guarded by the version of its keys.
Ref Recorder::entry_address(PyDict* dict, int64_t index) {
  Ref d = ir_.k_ref(dict);
  b_.guard_true(b_.cmp(IrOp::EQ, b_.load(d, kDictKeysVersion), ir_.constant(IrType::I32, dict_number_keys(dict))));
  Ref entries = b_.load(d, kDictEntries);
  int64_t offset = kDictItemsDisp + index * kDictEntryBytes + kDictValueDisp;
  return b_.aref(entries, ir_.k_int(offset), 0, 0);
}

void Recorder::store_entry(Ref address, Ref boxed) {
  Ref entries = ir_.at(address).a;
  b_.store_at(address, boxed, MemKind::WORD, Alias::kDictEntry);
  if (may_be_pointer(boxed)) b_.emit(IrOp::CARD, IrType::VOID, entries, b_.emit(IrOp::PAIR, IrType::VOID, address, boxed));
  snap_valid_ = false;
}

void Recorder::record_load_global() {
  const Frame& f = frame();
  PyStr* name = f.code->site_names[pc_->b];
  prove_globals();
  bool here = dict_find_str(f.function->globals, name) >= 0;
  Ref value = namespace_value(f.function->globals, name);
  if (!here) value = namespace_value(f.function->builtins, name);
  if (value == kNoRef) return generic(pc_);
  set(pc_->a, value);
}

void Recorder::record_load_name() {
  Frame& f = frame();
  if (!namespace_is_globals()) return generic(pc_);
  record_load_global();
  (void)f;
}

// The namespace register holds the function's globals (module level), proved once.
bool Recorder::namespace_is_globals() {
  Frame& f = frame();
  if (f.code->namespace_register == 0xFFFF) return false;
  Value ns = actual(f.code->namespace_register);
  if (ns != Value(&f.function->globals->header)) return false;
  Ref r = get(f.code->namespace_register);
  if (!is_const(r)) b_.guard_true(b_.cmp(IrOp::EQ, r, ir_.k_box(ns.bits())));
  return true;
}

void Recorder::record_store_name() {
  Frame& f = frame();
  if (pc_->opcode() == Opcode::STORE_NAME && !namespace_is_globals()) return generic(pc_);
  PyStr* name = f.code->site_names[pc_->b];
  PyDict* dict = f.function->globals;
  int64_t index = dict_find_str(dict, name);
  WatchSet* set = dict_watch_set(dict, name);
  if (index < 0 || !set) return generic(pc_);
  Ref boxed = as_box(operand(pc_->a));
  Ref address = entry_address(dict, index);
  if (dict_watch_writes(dict, name) >= 2) return store_entry(address, boxed);   // no trace folds the value any more
  (void)call(Helper::dict_set_at, IrType::VOID, {ir_.k_ref(dict), ir_.k_int(index), boxed});
  check_invalid_ = true;
}

void Recorder::record_deref(bool store) {
  uint32_t reg = store ? pc_->a : pc_->b;
  Operand cell = operand(reg);
  Ref object = as_object(cell, layouts.cell);
  if (store) {
    Ref boxed = as_box(operand(pc_->b));
    b_.store(object, kCellValue, boxed);
    barrier(object, boxed);
    snap_valid_ = false;
    return;
  }
  if (actual(reg).as<PyCell>()->value == kUnbound) return generic(pc_);
  Ref value = b_.load(object, kCellValue);
  if (!known_kind(value)) b_.guard_true(b_.cmp(IrOp::NE, value, ir_.k_box(kUnbound.bits())));
  set(pc_->a, b_.strip_box(value));
}

// A boxed value whose class the trace knows.
bool Recorder::known_kind(Ref boxed) const { return is_const(boxed) || b_.strip_box(boxed) != boxed; }

// ---- attributes ------------------------------------------------------------------------------------------------------

// Emits the facts of a plan. False: they cannot be had.
bool Recorder::guard_plan(const Operand& receiver, const AttrPlan& plan) {
  if (!plan.type_version) return false;
  if (plan.layout) {
    (void)as_object(receiver, plan.layout);
  } else if (receiver.kind == Kind::kObject || !guard_class(receiver)) {
    return false;
  }
  watch_type(plan.type);
  if (plan.descriptor_type) watch_type(plan.descriptor_type);
  if (!plan.receiver.is_null()) {
    Ref boxed = b_.box(receiver.ref);
    if (!is_const(boxed)) b_.guard_true(b_.cmp(IrOp::EQ, boxed, ir_.k_box(plan.receiver.bits())));
    if (plan.receiver_version) watch_type(plan.receiver.as<PyType>());
  }
  return true;
}

// The attribute of a module that is a constant of the trace.
Ref Recorder::module_attribute(const Operand& o, PyStr* name) {
  if (layout_of(o.v) != layouts.module) return kNoRef;
  PyDict* dict = o.v.as<PyModule>()->dict;
  if (!dict || dict_find_str(dict, name) < 0) return kNoRef;
  Ref boxed = b_.box(o.ref);
  if (!is_const(boxed)) b_.guard_true(b_.cmp(IrOp::EQ, boxed, ir_.k_box(o.v.bits())));
  return namespace_value(dict, name);
}

// Emits the read of an attribute that needs no call. kNoRef: not of that sort.
Ref Recorder::attribute_by_plan(const Operand& o, const AttrPlan& plan) {
  if (plan.dict_first) return kNoRef;
  switch (plan.action) {
    case AttrAction::kValue:
      return guard_plan(o, plan) ? ir_.k_box(plan.value.bits()) : kNoRef;
    case AttrAction::kVariable:
      if (!guard_plan(o, plan)) return kNoRef;
      return b_.load_at(entry_address(as_dict(plan.value), plan.index), IrType::BOX, MemKind::WORD, Alias::kDictEntry);
    case AttrAction::kSlot:
      if (plan.offset > 0x7FFF || !guard_plan(o, plan)) return kNoRef;
      return b_.load(as_object(o, 0), static_cast<uint16_t>(kSlotField | plan.offset));
    case AttrAction::kMember: {
      if (!plan.offset || plan.offset > 0x7FFF || !guard_plan(o, plan)) return kNoRef;
      const auto* at = reinterpret_cast<const Value*>(reinterpret_cast<const char*>(o.v.heap()) + plan.offset);
      if (at->is_null()) return kNoRef;
      Ref value = b_.load(as_object(o, 0), static_cast<uint16_t>(kSlotField | plan.offset));
      if (!known_kind(value)) b_.guard_true(b_.cmp(IrOp::NE, value, ir_.k_box(0)));
      return value;
    }
    case AttrAction::kItem: {
      if (int64_t{plan.index} >= as_tuple(o.v)->length || !guard_plan(o, plan)) return kNoRef;
      Ref tuple = as_object(o, 0), index = ir_.k_int(plan.index);
      b_.guard_true(b_.cmp(IrOp::ULT, index, b_.load(tuple, kTupleLength)));
      Ref item = b_.load_at(b_.aref(tuple, index, 3, kTupleItemsDisp), IrType::BOX, MemKind::WORD, Alias::kTuple);
      return raw_number(item, as_tuple(o.v)->items[plan.index]);
    }
    case AttrAction::kOverflow: {
      if (plan.offset > 0x7FFF || !guard_plan(o, plan)) return kNoRef;
      Ref more = b_.load(as_object(o, 0), static_cast<uint16_t>(kSlotField | plan.offset));
      Ref array = b_.emit(IrOp::UNBOXRU, IrType::REF, more);
      return b_.load_at(b_.aref(array, ir_.k_int(plan.index), 3, kArrayItemsDisp), IrType::BOX, MemKind::WORD,
                        Alias::kArray);
    }
    case AttrAction::kClassMethod:
      if (!plan.value.is_layout(layouts.function)) return kNoRef;
      [[fallthrough]];
    case AttrAction::kMethod: {
      if (!guard_plan(o, plan)) return kNoRef;
      bool of_class = plan.action == AttrAction::kClassMethod;
      Ref self = of_class ? ir_.k_box(Value(&plan.bound_to->header).bits()) : b_.box(o.ref);
      return b_.box(bound_method(ir_.k_box(plan.value.bits()), self));
    }
    default: return kNoRef;
  }
}

void Recorder::record_load_attr() {
  Operand o = operand(pc_->b);
  PyStr* name = frame().code->site_names[pc_->c];
  if (Ref r = module_attribute(o, name)) return set(pc_->a, r);
  if (layout_of(o.v) && layout_of(o.v) == np::ndarray_layout && str_is(name, "shape")) {
    if (Ref r = array_shape(o)) return set(pc_->a, r);
  }
  AttrPlan plan;
  resolve_attr(o.v, name, plan);
  if (plan.action == AttrAction::kMethod && !plan.value.is_layout(layouts.function)) plan.action = AttrAction::kCustom;
  if (Ref r = attribute_by_plan(o, plan)) {
    if (plan.action == AttrAction::kSlot) {
      r = raw_number(r, *reinterpret_cast<const Value*>(reinterpret_cast<const char*>(o.v.heap()) + plan.offset));
    } else if (plan.action == AttrAction::kVariable) {
      r = raw_number(r, as_dict(plan.value)->entries->items[plan.index].value);
    }
    return set(pc_->a, b_.strip_box(r));
  }
  if (plan.action == AttrAction::kProperty && !plan.dict_first && plan.getter.is_layout(layouts.function) &&
      guard_plan(o, plan)) {
    std::vector<Ref> args = {b_.box(o.ref)};
    FrameInfo info{pc_->a, ReturnAction::kGetattr, 0, plan.hook ? 1u : 0u};
    if (!plan.hook && push_inlined(plan.getter.as<PyFunction>(), args, info)) return;
  }
  Ref r = call_checked(Helper::get_attr, IrType::BOX, {as_box(o), ir_.k_ref(name)});
  set(pc_->a, r);
}

// A class variable of the class itself.
bool Recorder::record_store_variable(const Operand& o, PyStr* name, const Operand& value) {
  if (o.kind != Kind::kObject || type_of(o.v) != type_type || !type_variable_value(value.v)) return false;
  auto* cls = o.v.as<PyType>();
  int64_t index;
  if (type_variable(cls, name, &index) != cls->dict || !guard_same(o) || !guard_class(value)) return false;
  watch_type(cls);
  Ref boxed = as_box(value);
  store_entry(entry_address(cls->dict, index), boxed);
  return true;
}

void Recorder::record_store_attr() {
  Operand o = operand(pc_->a), value = operand(pc_->b);
  PyStr* name = frame().code->site_names[pc_->c];
  if (record_store_variable(o, name, value)) return;
  AttrPlan plan;
  resolve_set_attr(o.v, name, false, plan);
  bool member = plan.action == AttrAction::kMember && plan.offset;
  bool slot = plan.action == AttrAction::kSlot || plan.action == AttrAction::kAddSlot || member;
  if (slot && !plan.dict_first && plan.offset <= 0x7FFF && guard_plan(o, plan)) {
    Ref object = as_object(o, 0);
    Ref boxed = as_box(value);
    b_.store(object, static_cast<uint16_t>(kSlotField | plan.offset), boxed);
    if (plan.action == AttrAction::kAddSlot) {
      b_.store(object, kLayout, ir_.constant(IrType::I32, plan.new_layout));
      b_.kill_layouts();
    }
    barrier(object, boxed);
    snap_valid_ = false;
    return;
  }
  if (plan.action == AttrAction::kProperty && !plan.dict_first && plan.getter.is_layout(layouts.function) &&
      guard_plan(o, plan)) {
    std::vector<Ref> args = {b_.box(o.ref), value.ref};
    if (push_inlined(plan.getter.as<PyFunction>(), args, FrameInfo{0, ReturnAction::kDiscard, 0, 0})) return;
  }
  (void)call_checked(Helper::set_attr, IrType::I1, {as_box(o), ir_.k_ref(name), as_box(value)});
}

void Recorder::record_load_method() {
  Operand o = operand(pc_->b);
  PyStr* name = frame().code->site_names[pc_->c];
  if (record_super_method(o, name)) return;
  Ref attribute = module_attribute(o, name);
  if (!attribute) {
    AttrPlan plan;
    resolve_attr(o.v, name, plan);
    if (plan.action == AttrAction::kMethod && !plan.dict_first && guard_plan(o, plan)) {
      set(pc_->a, ir_.k_box(plan.value.bits()));
      set(pc_->a + kFrameHeaderWords, o.ref);
      return;
    }
    attribute = attribute_by_plan(o, plan);
  }
  if (!attribute) attribute = call_checked(Helper::get_attr, IrType::BOX, {as_box(o), ir_.k_ref(name)});
  set(pc_->a, ir_.k_box(0));
  set(pc_->a + 1u, attribute);
}

}  // namespace pyvm::jit
