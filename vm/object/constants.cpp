// None, Ellipsis and NotImplemented: immediates with a class each.
#include "vm/object/boot.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/object/warn.h"

namespace pyvm {

namespace {

Value text(const char* s) { return to_value(str_intern(s)); }

Value none_new(Thread&, Value*) { return kNone; }
Value none_repr(Thread&, Value*) { return text("None"); }
Value none_bool(Thread&, Value*) { return kFalse; }

// The message names the class as types.EllipsisType does.
Value ellipsis_new(Thread&, Value* args) {
  if (as_tuple(args[1])->length == 0 && args[2].as<PyDict>()->length == 0) return kEllipsis;
  return raise_type_error("EllipsisType takes no arguments");
}
Value ellipsis_text(Thread&, Value*) { return text("Ellipsis"); }

Value not_implemented_new(Thread&, Value*) { return kNotImplemented; }
Value not_implemented_text(Thread&, Value*) { return text("NotImplemented"); }
Value not_implemented_bool(Thread& t, Value*) {
  return warn(t, exc::DeprecationWarning, str_intern("NotImplemented should not be used in a boolean context")) ? kTrue : kNull;
}

const NativeDef kNoneMethods[] = {
    {"__new__(cls)", none_new, kEffectPure},
    {"__repr__(self, /)", none_repr, kEffectPure, "Return repr(self)."},
    {"__bool__(self, /)", none_bool, kEffectPure, "True if self else False"},
    {},
};
const NativeDef kEllipsisMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", ellipsis_new, kEffectMayRaise},
    {"__repr__(self, /)", ellipsis_text, kEffectPure, "Return repr(self)."},
    {"__reduce__(self, /)", ellipsis_text, kEffectPure},
    {},
};
const NativeDef kNotImplementedMethods[] = {
    {"__new__(cls)", not_implemented_new, kEffectPure},
    {"__repr__(self, /)", not_implemented_text, kEffectPure, "Return repr(self)."},
    {"__bool__(self, /)", not_implemented_bool, kEffectAll, "True if self else False"},
    {"__reduce__(self, /)", not_implemented_text, kEffectPure},
    {},
};

constexpr gc::Layout kNoLayout = {.trace = nullptr, .finalize = nullptr, .size_of = nullptr,
                                  .bytes = sizeof(HeapObject), .first_value = 8, .leaf = true, .owner = nullptr};

const TypeSpec kNoneSpec = {"NoneType", nullptr, 0, kNoLayout, kNoneMethods, nullptr};
const TypeSpec kEllipsisSpec = {"ellipsis", nullptr, 0, kNoLayout, kEllipsisMethods, nullptr};
const TypeSpec kNotImplementedSpec = {"NotImplementedType", nullptr, 0, kNoLayout, kNotImplementedMethods, nullptr};

}  // namespace

void boot_constants() {
  type_init_builtin(type_none, kNoneSpec);
  type_init_builtin(type_ellipsis, kEllipsisSpec);
  type_init_builtin(type_notimplemented, kNotImplementedSpec);
}

}  // namespace pyvm
