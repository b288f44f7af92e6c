// code objects: what the collector and Python see of them. Arrays are malloc'ed; see code.h.
#include "vm/object/code.h"

#include <cstdlib>

#include "gc/heap.h"
#include "vm/object/error.h"
#include "vm/object/native.h"
#include "vm/object/type.h"

namespace pyvm {

PyCode* code_new() {
  gc::Header* object = gc::allocate_finalizable(type_code->root_shape->id(), sizeof(PyCode));
  if (!object) return raise_memory_error();
  return reinterpret_cast<PyCode*>(object);
}

namespace {

void code_trace(gc::Header* object, gc::Visitor& visitor) {
  PyCode* code = reinterpret_cast<PyCode*>(object);
  for (uint32_t i = 0; i < code->const_count; i++) visitor.visit(code->consts[i].bits());
  for (uint32_t i = 0; i < code->site_count; i++) visitor.visit(code->site_names[i]);
  const void* fields[] = {code->name,     code->qualname, code->filename, code->varnames,
                          code->cellvars, code->freevars, code->names,    code->doc};
  for (const void* field : fields) visitor.visit(reinterpret_cast<uint64_t>(field));
}

void code_finalize(gc::Header* object) {
  PyCode* code = reinterpret_cast<PyCode*>(object);
  watch_fire(code->watchers);
  std::free(code->instrs);
  std::free(code->consts);
  std::free(code->site_names);
  std::free(code->caches);
  std::free(code->handlers);
  std::free(code->loops);
  std::free(code->positions);
}

const NativeDef kMethods[] = {{}};

const TypeSpec kSpec = {
    .name = "code",
    .base = nullptr,
    .flags = 0,
    .native = {.trace = code_trace, .finalize = code_finalize, .bytes = sizeof(PyCode)},
    .methods = kMethods,
    .doc = "Create a code object.  Not for mere mortals.",
};

}  // namespace

void boot_code() { type_init_builtin(type_code, kSpec); }

}  // namespace pyvm
