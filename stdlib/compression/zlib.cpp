// The zlib module: checksums and compression by zlib, in one go and in pieces.
#include <zlib.h>

#include "stdlib/module_builder.h"
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

PyType* zlib_error;
PyType* compress_type;
PyType* decompress_type;

// A compressor or decompressor. The stream stands outside the heap: zlib keeps its address.
struct Stream {
  HeapObject header;
  z_stream* z;
  Value dictionary;                    // or null
  Value unused_data, unconsumed_tail;  // bytes
  bool eof;
  bool inflates;
};

void stream_end(Stream* s) {
  if (!s->z) return;
  s->inflates ? inflateEnd(s->z) : deflateEnd(s->z);
  delete s->z;
  s->z = nullptr;
}

Raised raise_zlib(const z_stream& z, int code, const char* what) {
  const char* text = code == Z_VERSION_ERROR ? "library version mismatch" : z.msg;
  if (!text && code == Z_BUF_ERROR) text = "incomplete or truncated stream";
  if (!text && code == Z_STREAM_ERROR) text = "inconsistent stream state";
  if (!text && code == Z_DATA_ERROR) text = "invalid input data";
  if (text) return raise_error(zlib_error, "Error %d %s: %.200s", code, what, text);
  return raise_error(zlib_error, "Error %d %s", code, what);
}

// Runs deflate or inflate over `in` with this flush mode until the output does not grow, the stream ends, or `limit` bytes
// (0: any number) came out. What is left of the input stands in z.avail_in.
template <class Step>
int pump(z_stream& z, const uint8_t* in, size_t size, size_t limit, TextBuffer& out, Step step) {
  uint8_t chunk[16384];
  size_t left = size;
  z.next_in = const_cast<uint8_t*>(in);
  z.avail_in = 0;
  int code;
  do {
    uInt piece = left > (1u << 30) ? 1u << 30 : static_cast<uInt>(left);
    z.avail_in = piece;
    left -= piece;
    do {
      size_t room = limit ? limit - out.size() : sizeof chunk;
      z.next_out = chunk;
      z.avail_out = static_cast<uInt>(room < sizeof chunk ? room : sizeof chunk);
      uInt offered = z.avail_out;
      code = step(left > 0);
      out.append({reinterpret_cast<char*>(chunk), offered - z.avail_out});
      if (code != Z_OK && code != Z_BUF_ERROR) break;
      if (limit && out.size() >= limit) break;
    } while (z.avail_out == 0);
    if ((code != Z_OK && code != Z_BUF_ERROR) || (limit && out.size() >= limit)) break;
  } while (left > 0);
  z.avail_in += static_cast<uInt>(left);
  return code;
}

Value bytes_value(std::string_view text) { return to_value(bytes_from(text)); }

template <uLong (*kSum)(uLong, const Bytef*, z_size_t), uint32_t kStart>
Value checksum(Thread& t, Value* args) {
  BytesArg data;
  if (!data.get(t, args[0])) return kNull;
  Value start = args[1] ? object_as_int(t, args[1]) : Value::from_small_int(kStart);
  Value low = start ? int_and(t, start, int_from_int64(0xFFFFFFFF)) : kNull;
  uint64_t value;
  if (!low || !int_to_uint64(low, &value)) return kNull;
  return int_from_uint64(kSum(value, data.data(), data.size()) & 0xFFFFFFFF);
}

bool number(Thread& t, Value v, int* out) {
  int64_t n;
  if (!int_argument(t, v, &n)) return false;
  if (n < INT32_MIN || n > INT32_MAX) return raise_error(exc::OverflowError, "Python int too large to convert to C int");
  *out = static_cast<int>(n);
  return true;
}

Value zlib_compress(Thread& t, Value* args) {
  BytesArg data;
  int level, bits;
  if (!data.get(t, args[0]) || !number(t, args[1], &level) || !number(t, args[2], &bits)) return kNull;
  z_stream z = {};
  int code = deflateInit2(&z, level, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY);
  if (code == Z_STREAM_ERROR) return raise_error(zlib_error, "Bad compression level");
  if (code != Z_OK) return raise_zlib(z, code, "while compressing data");
  TextBuffer out;
  code = pump(z, data.data(), data.size(), 0, out, [&](bool more) { return deflate(&z, more ? Z_NO_FLUSH : Z_FINISH); });
  deflateEnd(&z);
  return code == Z_STREAM_END ? bytes_value(out.view()) : raise_zlib(z, code, "while compressing data");
}

Value zlib_decompress(Thread& t, Value* args) {
  BytesArg data;
  int bits, size;
  if (!data.get(t, args[0]) || !number(t, args[1], &bits) || !number(t, args[2], &size)) return kNull;
  if (size < 0) return raise_value_error("bufsize must be non-negative");
  z_stream z = {};
  int code = inflateInit2(&z, bits);
  if (code != Z_OK) return raise_zlib(z, code, "while preparing to decompress data");
  TextBuffer out;
  code = pump(z, data.data(), data.size(), 0, out, [&](bool) { return inflate(&z, Z_SYNC_FLUSH); });
  Value result = code == Z_STREAM_END ? bytes_value(out.view())
                                      : raise_zlib(z, code == Z_OK ? Z_BUF_ERROR : code, "while decompressing data");
  inflateEnd(&z);
  return result;
}

Stream* stream_new(PyType* type, bool inflates) {
  auto* s = allocate_instance_of<Stream>(type);
  Value empty = s ? bytes_value("") : kNull;
  if (!empty) return nullptr;
  s->inflates = inflates;
  s->unused_data = s->unconsumed_tail = empty;
  s->z = new z_stream();
  gc::barrier(&s->header);
  return s;
}

Value zlib_compressobj(Thread& t, Value* args) {
  int level, method, bits, memory, strategy;
  if (!number(t, args[0], &level) || !number(t, args[1], &method) || !number(t, args[2], &bits) ||
      !number(t, args[3], &memory) || !number(t, args[4], &strategy)) {
    return kNull;
  }
  Stream* s = stream_new(compress_type, false);
  if (!s) return kNull;
  int code = deflateInit2(s->z, level, method, bits, memory, strategy);
  if (code != Z_OK) {
    delete s->z;
    s->z = nullptr;
    if (code == Z_STREAM_ERROR) return raise_value_error("Invalid initialization option");
    return raise_error(zlib_error, "Error %d while creating compression object", code);
  }
  if (args[5] && !args[5].is_none()) {
    BytesArg dictionary;
    if (!dictionary.get(t, args[5])) return kNull;
    if (deflateSetDictionary(s->z, dictionary.data(), static_cast<uInt>(dictionary.size())) != Z_OK) {
      return raise_value_error("Invalid dictionary");
    }
  }
  return Value(&s->header);
}

bool apply_dictionary(Thread& t, Stream* s) {
  BytesArg dictionary;
  if (!dictionary.get(t, s->dictionary)) return false;
  int code = inflateSetDictionary(s->z, dictionary.data(), static_cast<uInt>(dictionary.size()));
  return code == Z_OK || raise_zlib(*s->z, code, "while setting zdict");
}

Value zlib_decompressobj(Thread& t, Value* args) {
  int bits;
  if (!number(t, args[0], &bits)) return kNull;
  if (args[1] && !args[1].is_none() && !has_buffer(args[1])) {
    return raise_type_error("zdict argument must support the buffer protocol");
  }
  Stream* s = stream_new(decompress_type, true);
  if (!s) return kNull;
  if (args[1] && !args[1].is_none()) {
    s->dictionary = args[1];
    gc::barrier(&s->header);
  }
  int code = inflateInit2(s->z, bits);
  if (code != Z_OK) {
    delete s->z;
    s->z = nullptr;
    if (code == Z_STREAM_ERROR) return raise_value_error("Invalid initialization option");
    return raise_error(zlib_error, "Error %d while creating decompression object", code);
  }
  if (s->dictionary && bits < 0 && !apply_dictionary(t, s)) return kNull;
  return Value(&s->header);
}

Stream* open_stream(Value v, const char* what) {
  auto* s = v.as<Stream>();
  if (s->z) return s;
  return raise_error(zlib_error, "Error -2 %s: inconsistent stream state", what);
}

Value compressor_compress(Thread& t, Value* args) {
  Stream* s = open_stream(args[0], "while compressing data");
  BytesArg data;
  if (!s || !data.get(t, args[1])) return kNull;
  TextBuffer out;
  int code = pump(*s->z, data.data(), data.size(), 0, out, [&](bool) { return deflate(s->z, Z_NO_FLUSH); });
  if (code == Z_STREAM_ERROR) return raise_zlib(*s->z, code, "while compressing data");
  return bytes_value(out.view());
}
Value compressor_flush(Thread& t, Value* args) {
  int mode;
  if (!number(t, args[1], &mode)) return kNull;
  if (mode == Z_NO_FLUSH) return bytes_value("");
  Stream* s = open_stream(args[0], "while flushing");
  if (!s) return kNull;
  TextBuffer out;
  int code = pump(*s->z, nullptr, 0, 0, out, [&](bool) { return deflate(s->z, mode); });
  if (code == Z_STREAM_ERROR) return raise_zlib(*s->z, code, "while flushing");
  if (code == Z_STREAM_END && mode == Z_FINISH) stream_end(s);
  return bytes_value(out.view());
}

// Keeps what the stream did not take: after its end as unused_data, beyond max_length as unconsumed_tail.
bool keep_rest(Stream* s, const uint8_t* end, bool ended) {
  std::string_view rest(reinterpret_cast<const char*>(end - s->z->avail_in), s->z->avail_in);
  Value unused = s->unused_data;
  if (ended) {
    TextBuffer all;
    PyBytes* before = as_bytes(unused);
    all.append({reinterpret_cast<const char*>(before->data), static_cast<size_t>(before->length)});
    all.append(rest);
    unused = bytes_value(all.view());
  }
  // As CPython: at the end a tail that there was is replaced, not emptied.
  bool had_tail = as_bytes(s->unconsumed_tail)->length > 0;
  Value tail = bytes_value(ended && !had_tail ? "" : rest);
  if (!unused || !tail) return false;
  s->unused_data = unused;
  s->unconsumed_tail = tail;
  gc::barrier(&s->header);
  return true;
}

Value inflate_into(Thread& t, Stream* s, const BytesArg& data, size_t limit, int flush, const char* what) {
  TextBuffer out;
  bool failed = false;
  int code = pump(*s->z, data.data(), data.size(), limit, out, [&](bool) {
    int result = inflate(s->z, flush);
    if (result != Z_NEED_DICT || !s->dictionary) return result;
    failed = !apply_dictionary(t, s);
    return failed ? result : inflate(s->z, flush);
  });
  if (failed) return kNull;
  if (code != Z_OK && code != Z_BUF_ERROR && code != Z_STREAM_END) return raise_zlib(*s->z, code, what);
  if (!keep_rest(s, data.data() + data.size(), code == Z_STREAM_END)) return kNull;
  s->eof = code == Z_STREAM_END || s->eof;
  return bytes_value(out.view());
}
Value decompressor_decompress(Thread& t, Value* args) {
  int64_t limit;
  BytesArg data;
  if (!data.get(t, args[1]) || !int_argument(t, args[2], &limit)) return kNull;
  if (limit < 0) return raise_value_error("max_length must be non-negative");
  Stream* s = open_stream(args[0], "while decompressing data");
  return s ? inflate_into(t, s, data, static_cast<size_t>(limit), Z_SYNC_FLUSH, "while decompressing data") : kNull;
}
Value decompressor_flush(Thread& t, Value* args) {
  int64_t size;
  if (!int_argument(t, args[1], &size)) return kNull;
  if (size <= 0) return raise_value_error("length must be greater than zero");
  auto* s = args[0].as<Stream>();
  BytesArg tail;
  if (!s->z) return bytes_value("");
  if (!tail.get(t, s->unconsumed_tail)) return kNull;
  Value result = inflate_into(t, s, tail, 0, Z_FINISH, "while flushing");
  if (result && s->eof) stream_end(s);
  return result;
}

Value stream_copy(Thread&, Value* args) {
  auto* s = args[0].as<Stream>();
  if (!s->z) return raise_value_error("Inconsistent stream state");
  Stream* copy = stream_new(type_of(args[0]), s->inflates);
  if (!copy) return kNull;
  int code = s->inflates ? inflateCopy(copy->z, s->z) : deflateCopy(copy->z, s->z);
  if (code != Z_OK) {
    delete copy->z;
    copy->z = nullptr;
    return raise_zlib(*s->z, code, "while copying");
  }
  copy->dictionary = s->dictionary;
  copy->unused_data = s->unused_data;
  copy->unconsumed_tail = s->unconsumed_tail;
  copy->eof = s->eof;
  gc::barrier(&copy->header);
  return Value(&copy->header);
}
Value stream_unused(Thread&, Value* args) { return args[0].as<Stream>()->unused_data; }
Value stream_tail(Thread&, Value* args) { return args[0].as<Stream>()->unconsumed_tail; }
Value stream_eof(Thread&, Value* args) { return Value::from_bool(args[0].as<Stream>()->eof); }

const NativeDef kZlibFunctions[] = {
    {"adler32(data, value=<absent>, /)", checksum<adler32_z, 1>, kEffectAll, "Compute an Adler-32 checksum of data."},
    {"crc32(data, value=<absent>, /)", checksum<crc32_z, 0>, kEffectAll, "Compute a CRC-32 checksum of data."},
    {"compress(data, /, level=-1, wbits=15)", zlib_compress, kEffectAll, "Returns a bytes object containing compressed data."},
    {"decompress(data, /, wbits=15, bufsize=16384)", zlib_decompress, kEffectAll,
     "Returns a bytes object containing the uncompressed data."},
    {"compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=<absent>)", zlib_compressobj, kEffectAll,
     "Return a compressor object."},
    {"decompressobj(wbits=15, zdict=<absent>)", zlib_decompressobj, kEffectAll, "Return a decompressor object."},
    {}};
const NativeDef kCompressMethods[] = {
    {"compress(self, data, /)", compressor_compress, kEffectAll, "Returns a bytes object containing compressed data."},
    {"flush(self, mode=4, /)", compressor_flush, kEffectAll, "Return a bytes object containing any remaining compressed data."},
    {"copy(self, /)", stream_copy, kEffectAll, "Return a copy of the compression object."},
    {"__copy__(self, /)", stream_copy},
    {"__deepcopy__(self, memo, /)", stream_copy},
    {}};
const NativeDef kDecompressMethods[] = {
    {"decompress(self, data, /, max_length=0)", decompressor_decompress, kEffectAll,
     "Return a bytes object containing the decompressed version of the data."},
    {"flush(self, length=16384, /)", decompressor_flush, kEffectAll,
     "Return a bytes object containing any remaining decompressed data."},
    {"copy(self, /)", stream_copy, kEffectAll, "Return a copy of the decompression object."},
    {"__copy__(self, /)", stream_copy},
    {"__deepcopy__(self, memo, /)", stream_copy},
    {"@member unused_data", stream_unused, kEffectReads},
    {"@member unconsumed_tail", stream_tail, kEffectReads},
    {"@member eof", stream_eof, kEffectReads},
    {}};

void stream_finalize(HeapObject* h) { stream_end(reinterpret_cast<Stream*>(h)); }
void stream_trace(HeapObject* h, gc::Visitor& v) {
  auto* s = reinterpret_cast<Stream*>(h);
  v.visit(s->dictionary.bits());
  v.visit(s->unused_data.bits());
  v.visit(s->unconsumed_tail.bits());
}
const TypeSpec kCompressSpec = {"zlib.Compress", nullptr, kTypeNoNew,
                                {.trace = stream_trace, .finalize = stream_finalize, .bytes = sizeof(Stream)}, kCompressMethods, nullptr};
const TypeSpec kDecompressSpec = {"zlib.Decompress", nullptr, kTypeNoNew,
                                  {.trace = stream_trace, .finalize = stream_finalize, .bytes = sizeof(Stream)}, kDecompressMethods, nullptr};

bool zlib_init(Thread& t, PyDict* dict) {
  compress_type = type_new_builtin(kCompressSpec);
  decompress_type = type_new_builtin(kDecompressSpec);
  zlib_error = make_exception_class(t, "zlib", "error", exc::Exception);
  if (!compress_type || !decompress_type || !zlib_error) return false;
  ModuleFiller fill(dict, "zlib");
  fill.functions(kZlibFunctions).type("error", zlib_error);
#define ROW(name) {#name, name}
  const IntRow rows[] = {ROW(MAX_WBITS), ROW(Z_BEST_COMPRESSION), ROW(Z_BEST_SPEED), ROW(Z_BLOCK), ROW(Z_DEFAULT_COMPRESSION),
                      ROW(Z_DEFAULT_STRATEGY), ROW(Z_FILTERED), ROW(Z_FINISH), ROW(Z_FIXED), ROW(Z_FULL_FLUSH),
                      ROW(Z_HUFFMAN_ONLY), ROW(Z_NO_COMPRESSION), ROW(Z_NO_FLUSH), ROW(Z_PARTIAL_FLUSH), ROW(Z_RLE),
                      ROW(Z_SYNC_FLUSH), ROW(Z_TREES), {"DEFLATED", Z_DEFLATED}, {"DEF_BUF_SIZE", 16384}, {"DEF_MEM_LEVEL", 8}};
#undef ROW
  fill.integers(rows);
  return fill.text("ZLIB_VERSION", ZLIB_VERSION).text("ZLIB_RUNTIME_VERSION", zlibVersion()).text("__version__", "1.0").ok();
}

}  // namespace

const NativeModule kZlibModule = {"zlib", zlib_init};

}  // namespace pyvm
