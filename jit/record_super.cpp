// super() and methods found through it: the class after the one the method stands in is a constant of the trace, the super
// object is virtual.
#include "jit/layout.h"
#include "jit/recorder.h"
#include "vm/object/descriptor.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"

namespace pyvm::jit {

namespace {

bool is_class(Value v) { return v.is_heap() && (type_of(v)->flags & kTypeType); }

// The register of the cell __class__, or -1. Functions whose first parameter is captured are not looked at.
int class_cell(const PyCode* code) {
  if (code->arg_count == 0) return -1;
  for (int64_t i = 0; i < code->cellvars->length; i++) {
    if (code->cellvars->items[i] == code->varnames->items[0]) return -1;
  }
  for (int64_t i = 0; i < code->freevars->length; i++) {
    if (as_str(code->freevars->items[i]) == names::d_class) return static_cast<int>(code->cell_base + code->cell_count + i);
  }
  return -1;
}

}  // namespace

// super() in a method of an instance.
bool Recorder::record_super(const Operand& callee) {
  int reg = class_cell(frame().code);
  if (reg < 0) return false;
  Operand cell = operand(static_cast<uint32_t>(reg)), self = operand(0);
  if (!cell.v.is_layout(layouts.cell) || self.kind != Kind::kObject || is_class(self.v)) return false;
  Value cls = cell.v.as<PyCell>()->value;
  if (!is_class(cls) || !is_instance_exact_or_sub(self.v, cls.as<PyType>())) return false;
  Operand found = classify(b_.load(as_object(cell, layouts.cell), kCellValue), cls);
  if (!guard_same(callee) || !guard_same(found) || !guard_class(self)) return false;
  PyType* type = type_of(self.v);
  watch_type(type);
  Ref object = b_.box(self.ref);
  Ref super = b_.emit(IrOp::NEW, IrType::REF, layouts.super, type_super->root_shape->bytes);
  b_.store(super, kSuperType, ir_.k_ref(cls.as<PyType>()));
  b_.store(super, kSuperObject, object);
  barrier(super, object);
  b_.store(super, kSuperObjectType, ir_.k_ref(type));
  set(pc_->c, super);
  return true;
}

// LOAD_METHOD of a super object.
bool Recorder::record_super_method(const Operand& o, PyStr* name) {
  if (!o.v.is_layout(layouts.super)) return false;
  const auto* now = o.v.as<PySuper>();
  Value method = super_method(now, name);
  if (method.is_null()) return false;
  Ref super = as_object(o, layouts.super);
  Ref type = b_.load(super, kSuperType), object_type = b_.load(super, kSuperObjectType);
  if (!is_const(type)) b_.guard_true(b_.cmp(IrOp::EQ, type, ir_.k_ref(now->type)));
  if (!is_const(object_type)) b_.guard_true(b_.cmp(IrOp::EQ, object_type, ir_.k_ref(now->object_type)));
  watch_type(now->object_type);
  set(pc_->a, ir_.k_box(method.bits()));
  set(pc_->a + kFrameHeaderWords, b_.strip_box(b_.load(super, kSuperObject)));
  return true;
}

}  // namespace pyvm::jit
