// The marshal module.
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/marshal/marshal.h"
#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"

namespace pyvm {

namespace {

Value dump_to_bytes(Thread& t, Value value, Value version) {
  int number;
  TextBuffer out;
  if (!arg_int(t, version, &number) || !marshal_write(t, value, number, out)) return kNull;
  return to_value(bytes_from(out.view()));
}

Value marshal_dumps(Thread& t, Value* args) { return dump_to_bytes(t, args[0], args[1]); }

Value marshal_dump(Thread& t, Value* args) {
  Value data = dump_to_bytes(t, args[0], args[2]);
  return data ? object_call_method(t, args[1], str_intern("write"), &data, 1) : kNull;
}

Value marshal_loads(Thread& t, Value* args) {
  BytesArg data;
  if (!data.get(t, args[0])) return kNull;
  return marshal_read(t, {reinterpret_cast<const char*>(data.data()), data.size()});
}

Value marshal_load(Thread& t, Value* args) { return marshal_read_file(t, args[0]); }

const NativeDef kFunctions[] = {
    {"dump(value, file, version=4, /)", marshal_dump, kEffectAll, "Write the value on the open file."},
    {"load(file, /)", marshal_load, kEffectAll, "Read one value from the open file and return it."},
    {"dumps(value, version=4, /)", marshal_dumps, kEffectAll, "Return the bytes object that would be written to a file by dump(value, file)."},
    {"loads(bytes, /)", marshal_loads, kEffectAll, "Convert the bytes-like object to a value."},
    {}};

bool marshal_init(Thread&, PyDict* dict) {
  return ModuleFiller(dict, "marshal").functions(kFunctions).integer("version", kMarshalVersion).ok();
}

}  // namespace

const NativeModule kMarshalModule = {"marshal", marshal_init};

}  // namespace pyvm
