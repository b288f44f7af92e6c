// Module dis: its Python part is frozen/dis.py; here are the facts about the instruction set and decoded instructions.
#include "stdlib/dis.h"

#include "stdlib/frozen.h"
#include "vm/base/text.h"
#include "vm/compile/compiler.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/run.h"

namespace pyvm {

namespace {

template <class T>
Value object(T* o) {
  return o ? Value(&o->header) : kNull;
}

bool check_code(Value v) {
  return type_of(v) == type_code || raise_type_error("expected a code object, not %s", type_name(v));
}

// The listing of one code object.
Value dis_listing(Thread&, Value* args) {
  if (!check_code(args[0])) return kNull;
  TextBuffer text;
  disassemble(args[0].as<PyCode>(), text);
  return object(str_from_utf8(text.view()));
}

// (opcode, a, b, c, operands as text, jump target in bytes or None) of every instruction.
Value dis_decode(Thread&, Value* args) {
  if (!check_code(args[0])) return kNull;
  PyCode* code = args[0].as<PyCode>();
  PyList* list = list_new(code->instr_count);
  if (!list) return kNull;
  for (uint32_t i = 0; i < code->instr_count; i++) {
    const Instr& instr = code->instrs[i];
    TextBuffer text;
    int64_t target = disassemble_operands(code, i, text);
    PyStr* operands = str_from_utf8(text.view());
    if (!operands) return kNull;
    Value parts[] = {Value::from_small_int(instr.op), Value::from_small_int(instr.a), Value::from_small_int(instr.b),
                     Value::from_small_int(instr.c), object(operands),
                     target < 0 ? kNone : Value::from_small_int(target * 8)};
    PyTuple* row = tuple_from(parts, 6);
    if (!row || !list_append(list, object(row))) return kNull;
  }
  return object(list);
}

// (start, end, handler) in bytes, for the exception table.
Value dis_handlers(Thread&, Value* args) {
  if (!check_code(args[0])) return kNull;
  PyCode* code = args[0].as<PyCode>();
  PyList* list = list_new(code->handler_count);
  if (!list) return kNull;
  for (uint32_t i = 0; i < code->handler_count; i++) {
    const Handler& h = code->handlers[i];
    Value parts[] = {Value::from_small_int(h.start * 8), Value::from_small_int(h.end * 8),
                     Value::from_small_int(h.target * 8)};
    PyTuple* row = tuple_from(parts, 3);
    if (!row || !list_append(list, object(row))) return kNull;
  }
  return object(list);
}

const NativeDef kFunctions[] = {
    {"_listing(code, /)", dis_listing, kEffectAll},
    {"_decode(code, /)", dis_decode, kEffectAll},
    {"_handlers(code, /)", dis_handlers, kEffectAll},
    {},
};

bool init_native(Thread&, PyDict* dict) {
  PyStr* module = str_intern("_dis");
  for (const NativeDef* row = kFunctions; row->signature; row++) {
    Value function = native_new(*row, module);
    if (!function || !dict_set_str(dict, function.as<PyNative>()->name, function)) return false;
  }
  PyList* names = list_new(kOpcodeCount);
  if (!names) return false;
  for (int i = 0; i < kOpcodeCount; i++) {
    PyStr* name = str_intern(opcode_name(static_cast<Opcode>(i)));
    if (!name || !list_append(names, object(name))) return false;
  }
  return dict_set_str(dict, str_intern("opname"), object(names));
}

bool init(Thread& t, PyDict* dict) { return frozen_run(t, "dis", dict); }

}  // namespace

const NativeModule kDisModule = {"dis", init};
const NativeModule kDisNativeModule = {"_dis", init_native};

}  // namespace pyvm
