#include "stdlib/compression/decompressor.h"

#include <algorithm>

#include "gc/heap.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

constexpr size_t kChunk = 16384;

Decompressor* self_of(Value* args) { return args[0].as<Decompressor>(); }

Value bytes_value(const void* data, size_t size) { return to_value(bytes_from(data, size)); }

// Keeps what the step left of the input.
bool keep_rest(Decompressor* d, const CodecStep& step, bool full) {
  Value rest = bytes_value(step.next_in, step.avail_in), empty = bytes_value("", 0);
  if (!rest || !empty) return false;
  d->eof = step.ended;
  d->leftover = step.ended ? empty : rest;
  d->unused_data = step.ended ? rest : empty;
  d->needs_input = !step.ended && step.avail_in == 0 && !(full && d->waits_for_room);
  gc::barrier(&d->header);
  return true;
}

}  // namespace

bool decompressor_start(Decompressor* d) {
  d->leftover = d->unused_data = bytes_value("", 0);
  d->needs_input = true;
  gc::barrier(&d->header);
  return !d->leftover.is_null();
}

Value decompressor_run(Thread& t, Value* args, DecompressStep run, const char* at_end) {
  Decompressor* d = self_of(args);
  BytesArg data;
  int64_t most;
  if (!data.get(t, args[1]) || !int_argument(t, args[2], &most)) return kNull;
  if (d->eof) return raise_error(exc::EOFError, "%s", at_end);
  TextBuffer in, out;
  in.append({reinterpret_cast<const char*>(as_bytes(d->leftover)->data), static_cast<size_t>(as_bytes(d->leftover)->length)});
  in.append({reinterpret_cast<const char*>(data.data()), data.size()});
  uint8_t chunk[kChunk];
  CodecStep step{reinterpret_cast<const uint8_t*>(in.data()), in.size(), chunk, 0, false};
  bool full = false;
  do {
    size_t room = most < 0 ? kChunk : std::min(kChunk, static_cast<size_t>(most) - out.size());
    step.next_out = chunk;
    step.avail_out = room;
    if (!run(t, d, &step)) return kNull;
    out.append({reinterpret_cast<const char*>(chunk), room - step.avail_out});
    full = step.avail_out == 0;
  } while (!step.ended && (full || step.avail_in) && !(most >= 0 && out.size() >= static_cast<size_t>(most)));
  return keep_rest(d, step, full) ? bytes_value(out.data(), out.size()) : kNull;
}

void decompressor_trace(HeapObject* object, gc::Visitor& visitor) {
  auto* d = reinterpret_cast<Decompressor*>(object);
  visitor.visit(d->leftover.bits());
  visitor.visit(d->unused_data.bits());
}

Value decompressor_eof(Thread&, Value* args) { return Value::from_bool(self_of(args)->eof); }
Value decompressor_needs_input(Thread&, Value* args) { return Value::from_bool(self_of(args)->needs_input); }
Value decompressor_unused_data(Thread&, Value* args) { return self_of(args)->unused_data; }

Value compressor_run(Thread& t, void* stream, const uint8_t* data, size_t size, bool finish, CompressStep run) {
  TextBuffer out;
  uint8_t chunk[kChunk];
  CodecStep step{data, size, chunk, 0, false};
  do {
    step.next_out = chunk;
    step.avail_out = kChunk;
    if (!run(t, stream, &step, finish)) return kNull;
    out.append({reinterpret_cast<const char*>(chunk), kChunk - step.avail_out});
  } while (finish ? !step.ended : step.avail_in > 0 || step.avail_out == 0);
  return bytes_value(out.data(), out.size());
}

}  // namespace pyvm
