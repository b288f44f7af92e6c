// Start of the object system; see boot.h for the stages.
#include "vm/object/boot.h"

#include "gc/heap.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/layouts.h"

namespace pyvm {

#define PYVM_TYPE(symbol, name) PyType* symbol;
#include "vm/types.def"
#undef PYVM_TYPE

namespace exc {
#define PYVM_EXCEPTION(name, base, doc) PyType* name;
#include "vm/object/exceptions.def"
#undef PYVM_EXCEPTION
}  // namespace exc

namespace names {
#define PYVM_NAME(symbol, text) PyStr* symbol;
#include "vm/object/names.def"
#undef PYVM_NAME
}  // namespace names

void error_boot_reserve();

static void trace_tables(gc::Visitor& visitor, void*) {
#define PYVM_TYPE(symbol, name) visitor.visit(symbol);
#include "vm/types.def"
#undef PYVM_TYPE
#define PYVM_EXCEPTION(name, base, doc) visitor.visit(exc::name);
#include "vm/object/exceptions.def"
#undef PYVM_EXCEPTION
#define PYVM_NAME(symbol, text) visitor.visit(names::symbol);
#include "vm/object/names.def"
#undef PYVM_NAME
}

// The type of types has itself as type: its layout is made before any object.
static void make_type_type() {
  auto* shape = static_cast<Shape*>(gc::allocate_layout(sizeof(Shape)));
  PYVM_CHECK(shape);
  static_cast<gc::Layout&>(*shape) = kTypeLayout;
  type_type = reinterpret_cast<PyType*>(gc::allocate(shape->id(), sizeof(PyType)));
  PYVM_CHECK(type_type);
  type_type->native = kTypeLayout;
  type_type->root_shape = shape;
  shape->type = type_type;
  shape->root = shape;
  type_type->shapes = shape;
}

// A type of which only the shape's identity is settled.
static PyType* make_bare_type(const char* name) {
  PyType* type = type_allocate(type_type);
  PYVM_CHECK(type);
  type->builtin_name = name;
  type->native.bytes = sizeof(HeapObject);
  type->native.leaf = true;
  PYVM_CHECK(type_make_root_shape(type, 0));
  return type;
}

static void make_bare_types() {
  make_type_type();
#define PYVM_TYPE(symbol, name) \
  if (!symbol) symbol = make_bare_type(name);
#include "vm/types.def"
#undef PYVM_TYPE
#define PYVM_EXCEPTION(name, base, doc) exc::name = make_bare_type(#name);
#include "vm/object/exceptions.def"
#undef PYVM_EXCEPTION
}

static void intern_names() {
#define PYVM_NAME(symbol, text) names::symbol = str_intern(text);
#include "vm/object/names.def"
#undef PYVM_NAME
}

// A type whose boot function has not described it still is a class with a name and no methods.
static void complete_type(PyType* type) {
  if (type->flags & kTypeReady) return;
  auto* spec = new TypeSpec{};
  spec->name = type->builtin_name;
  spec->native = type->native;
  type_init_builtin(type, *spec);
}

static void complete_types() {
#define PYVM_TYPE(symbol, name) complete_type(symbol);
#include "vm/types.def"
#undef PYVM_TYPE
}

void boot_objects() {
  bool collecting = gc::is_enabled();
  gc::set_enabled(false);
  type_start_tables();
  make_bare_types();
  layouts_boot();
  intern_names();
  gc::add_root_tracer(trace_tables, nullptr);
#define PYVM_BOOT(topic) \
  if (boot_##topic) boot_##topic();
  PYVM_BOOT_ROWS(PYVM_BOOT)
#undef PYVM_BOOT
  complete_types();
  error_boot_reserve();
  gc::set_enabled(collecting);
}

}  // namespace pyvm
