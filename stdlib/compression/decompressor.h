// What the decompressors of bz2 and lzma share: input that waits, the limit of the output, the end of the stream.
#pragma once

#include <cstdint>

#include "vm/object/native.h"
#include "vm/object/value.h"

namespace pyvm {

class TextBuffer;
struct Thread;

struct Decompressor {
  HeapObject header;
  void* stream;          // of the library
  Value leftover;        // bytes that are not decompressed yet
  Value unused_data;     // bytes after the end
  bool eof, needs_input, waits_for_room;
};

// Input and output of one step; a step moves the pointers. `ended`: the end of the stream is reached. False: exception pending.
struct CodecStep {
  const uint8_t* next_in;
  size_t avail_in;
  uint8_t* next_out;
  size_t avail_out;
  bool ended;
};
using DecompressStep = bool (*)(Thread& t, Decompressor* d, CodecStep* step);

// decompress(data, max_length): args[0] is the Decompressor. `at_end`: the text of EOFError behind the end of the stream.
Value decompressor_run(Thread& t, Value* args, DecompressStep step, const char* at_end);
// Clears a fresh one. False: MemoryError pending.
[[nodiscard]] bool decompressor_start(Decompressor* d);
void decompressor_trace(HeapObject* object, gc::Visitor& visitor);

Value decompressor_eof(Thread& t, Value* args);
Value decompressor_needs_input(Thread& t, Value* args);
Value decompressor_unused_data(Thread& t, Value* args);

// Runs a compressor's step over the input until it is taken and, with `finish`, the end is written. Null: exception pending.
using CompressStep = bool (*)(Thread& t, void* stream, CodecStep* step, bool finish);
Value compressor_run(Thread& t, void* stream, const uint8_t* data, size_t size, bool finish, CompressStep step);

}  // namespace pyvm
