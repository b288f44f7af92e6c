// The _bz2 module, on libbz2, which is loaded with it.
#include <bzlib.h>

#include <algorithm>
#include <climits>

#include "stdlib/compression/decompressor.h"
#include "stdlib/library.h"
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/object/alloc.h"
#include "vm/object/buffer.h"
#include "vm/object/error.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

struct Bzip2 {
  decltype(&BZ2_bzCompressInit) compress_init;
  decltype(&BZ2_bzCompress) compress;
  decltype(&BZ2_bzCompressEnd) compress_end;
  decltype(&BZ2_bzDecompressInit) decompress_init;
  decltype(&BZ2_bzDecompress) decompress;
  decltype(&BZ2_bzDecompressEnd) decompress_end;
} bzip2;

bool load_bzip2() {
  const LibrarySymbol symbols[] = {{"BZ2_bzCompressInit", &bzip2.compress_init},
                                   {"BZ2_bzCompress", &bzip2.compress},
                                   {"BZ2_bzCompressEnd", &bzip2.compress_end},
                                   {"BZ2_bzDecompressInit", &bzip2.decompress_init},
                                   {"BZ2_bzDecompress", &bzip2.decompress},
                                   {"BZ2_bzDecompressEnd", &bzip2.decompress_end}};
  return load_library("libbz2.so.1.0", symbols, std::size(symbols));
}

struct Compressor {
  HeapObject header;
  bz_stream* stream;
  bool flushed;
};
PyType* type_compressor;
PyType* type_decompressor;

Raised raise_bz_error(int code) {
  switch (code) {
    case BZ_PARAM_ERROR: return raise_value_error("Internal error - invalid parameters passed to libbzip2");
    case BZ_MEM_ERROR: return raise_memory_error();
    case BZ_DATA_ERROR:
    case BZ_DATA_ERROR_MAGIC: return raise_error(exc::OSError, "Invalid data stream");
    case BZ_IO_ERROR: return raise_error(exc::OSError, "Unknown I/O error");
    case BZ_UNEXPECTED_EOF: return raise_error(exc::EOFError, "Compressed file ended before the logical end-of-stream was detected");
    case BZ_SEQUENCE_ERROR: return raise_error(exc::RuntimeError, "Internal error - Invalid sequence of commands sent to libbzip2");
    default: return raise_error(exc::OSError, "Unrecognized error from libbzip2: %d", code);
  }
}

// Calls `run` on the stream with at most as much of the step as libbz2 can count.
template <class Run>
int with_stream(bz_stream* stream, CodecStep* step, Run run) {
  stream->next_in = reinterpret_cast<char*>(const_cast<uint8_t*>(step->next_in));
  stream->avail_in = static_cast<unsigned>(std::min<size_t>(step->avail_in, UINT_MAX / 2));
  stream->next_out = reinterpret_cast<char*>(step->next_out);
  stream->avail_out = static_cast<unsigned>(step->avail_out);
  unsigned offered = stream->avail_in;
  int code = run(stream);
  step->next_in += offered - stream->avail_in;
  step->avail_in -= offered - stream->avail_in;
  step->avail_out = stream->avail_out;
  return code;
}

bool compress_step(Thread&, void* stream, CodecStep* step, bool finish) {
  int code = with_stream(static_cast<bz_stream*>(stream), step,
                         [&](bz_stream* s) { return bzip2.compress(s, finish ? BZ_FINISH : BZ_RUN); });
  step->ended = code == BZ_STREAM_END;
  // Without input BZ_RUN is a mistake to libbz2, not to us.
  return code >= 0 || (code == BZ_PARAM_ERROR && !finish) || raise_bz_error(code);
}
bool decompress_step(Thread&, Decompressor* d, CodecStep* step) {
  int code = with_stream(static_cast<bz_stream*>(d->stream), step, [](bz_stream* s) { return bzip2.decompress(s); });
  step->ended = code == BZ_STREAM_END;
  return code >= 0 || raise_bz_error(code);
}

Value compressor_new(Thread& t, Value* args) {
  int64_t level;
  if (!int_argument(t, args[1], &level)) return kNull;
  if (level < 1 || level > 9) return raise_value_error("compresslevel must be between 1 and 9");
  auto* c = allocate_instance_of<Compressor>(args[0].as<PyType>());
  if (!c) return kNull;
  c->stream = new bz_stream{};
  int code = bzip2.compress_init(c->stream, static_cast<int>(level), 0, 0);
  return code == BZ_OK ? Value(&c->header) : raise_bz_error(code);
}
Value compressor_compress(Thread& t, Value* args) {
  auto* c = args[0].as<Compressor>();
  BytesArg data;
  if (!data.get(t, args[1])) return kNull;
  if (c->flushed) return raise_value_error("Compressor has been flushed");
  return compressor_run(t, c->stream, data.data(), data.size(), false, compress_step);
}
Value compressor_flush(Thread& t, Value* args) {
  auto* c = args[0].as<Compressor>();
  if (c->flushed) return raise_value_error("Repeated call to flush()");
  c->flushed = true;
  return compressor_run(t, c->stream, nullptr, 0, true, compress_step);
}
void compressor_finalize(HeapObject* object) {
  auto* c = reinterpret_cast<Compressor*>(object);
  if (c->stream) bzip2.compress_end(c->stream);
  delete c->stream;
  c->stream = nullptr;
}

Value decompressor_new(Thread&, Value* args) {
  auto* d = allocate_instance_of<Decompressor>(args[0].as<PyType>());
  if (!d || !decompressor_start(d)) return kNull;
  auto* stream = new bz_stream{};
  d->stream = stream;
  int code = bzip2.decompress_init(stream, 0, 0);
  return code == BZ_OK ? Value(&d->header) : raise_bz_error(code);
}
Value decompressor_decompress(Thread& t, Value* args) {
  return decompressor_run(t, args, decompress_step, "End of stream already reached");
}
void decompressor_finalize(HeapObject* object) {
  auto* d = reinterpret_cast<Decompressor*>(object);
  auto* stream = static_cast<bz_stream*>(d->stream);
  if (stream) bzip2.decompress_end(stream);
  delete stream;
  d->stream = nullptr;
}

const NativeDef kCompressorMethods[] = {
    {"__new__(cls, compresslevel=9, /)", compressor_new},
    {"compress(self, data, /)", compressor_compress, kEffectAll, "Provide data to the compressor object."},
    {"flush(self, /)", compressor_flush, kEffectAll, "Finish the compression process."},
    {},
};
const NativeDef kDecompressorMethods[] = {
    {"__new__(cls, /)", decompressor_new},
    {"decompress(self, data, max_length=-1)", decompressor_decompress, kEffectAll,
     "Decompress *data*, returning uncompressed data as bytes."},
    {"@member eof", decompressor_eof, kEffectReads, "True if the end-of-stream marker has been reached."},
    {"@member unused_data", decompressor_unused_data, kEffectReads, "Data found after the end of the compressed stream."},
    {"@member needs_input", decompressor_needs_input, kEffectReads,
     "True if more input is needed before more decompressed data can be produced."},
    {},
};
const TypeSpec kCompressorSpec = {"_bz2.BZ2Compressor", nullptr, kTypeBaseable,
                                  {.finalize = compressor_finalize, .bytes = sizeof(Compressor), .leaf = true},
                                  kCompressorMethods, "Create a compressor object for compressing data incrementally."};
const TypeSpec kDecompressorSpec = {
    "_bz2.BZ2Decompressor", nullptr, kTypeBaseable,
    {.trace = decompressor_trace, .finalize = decompressor_finalize, .bytes = sizeof(Decompressor)}, kDecompressorMethods,
    "Create a decompressor object for decompressing data incrementally."};

bool init(Thread&, PyDict* dict) {
  if (!load_bzip2()) return false;
  type_compressor = type_new_builtin(kCompressorSpec);
  type_decompressor = type_new_builtin(kDecompressorSpec);
  if (!type_compressor || !type_decompressor) return false;
  return ModuleFiller(dict, "_bz2").type("BZ2Compressor", type_compressor).type("BZ2Decompressor", type_decompressor).ok();
}

}  // namespace

const NativeModule kBz2Module = {"_bz2", init};

}  // namespace pyvm
