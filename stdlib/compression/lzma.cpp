// The _lzma module, on liblzma, which is loaded with it.
#include <lzma.h>

#include <algorithm>
#include <cstdlib>

#include "gc/heap.h"
#include "stdlib/compression/decompressor.h"
#include "stdlib/library.h"
#include "stdlib/module_builder.h"
#include "stdlib/modules.h"
#include "stdlib/support.h"
#include "vm/object/alloc.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

#define LZMA_FUNCTIONS(F)                                                                                     \
  F(easy_encoder) F(stream_encoder) F(alone_encoder) F(raw_encoder) F(auto_decoder) F(stream_decoder)          \
  F(alone_decoder) F(raw_decoder) F(code) F(end) F(lzma_preset) F(check_is_supported) F(get_check)             \
  F(properties_size) F(properties_encode) F(properties_decode)
struct Lzma {
#define F(name) decltype(&lzma_##name) name;
  LZMA_FUNCTIONS(F)
#undef F
} lzma;

bool load_lzma() {
  const LibrarySymbol symbols[] = {
#define F(name) {"lzma_" #name, &lzma.name},
      LZMA_FUNCTIONS(F)
#undef F
  };
  return load_library("liblzma.so.5", symbols, std::size(symbols));
}

enum Format : int { kFormatAuto, kFormatXz, kFormatAlone, kFormatRaw };

struct Compressor {
  HeapObject header;
  lzma_stream* stream;
  bool flushed;
};
PyType* type_compressor;
PyType* type_decompressor;
PyType* type_error;

struct LzmaDecompressor {
  Decompressor base;
  int64_t check;
};

Raised raise_lzma_error(lzma_ret code) {
  switch (code) {
    case LZMA_UNSUPPORTED_CHECK: return raise_error(type_error, "Unsupported integrity check");
    case LZMA_MEM_ERROR: return raise_memory_error();
    case LZMA_MEMLIMIT_ERROR: return raise_error(type_error, "Memory usage limit exceeded");
    case LZMA_FORMAT_ERROR: return raise_error(type_error, "Input format not supported by decoder");
    case LZMA_OPTIONS_ERROR: return raise_error(type_error, "Invalid or unsupported options");
    case LZMA_DATA_ERROR: return raise_error(type_error, "Corrupt input data");
    case LZMA_BUF_ERROR: return raise_error(type_error, "Insufficient buffer space");
    case LZMA_PROG_ERROR: return raise_error(type_error, "Internal error");
    default: return raise_error(type_error, "Unrecognized error from liblzma: %d", code);
  }
}
bool is_failure(lzma_ret code) {
  return code != LZMA_OK && code != LZMA_STREAM_END && code != LZMA_GET_CHECK && code != LZMA_NO_CHECK;
}

// ---- filters

uint32_t* lzma_option(lzma_options_lzma* o, PyStr* name) {
  if (str_is(name, "dict_size")) return &o->dict_size;
  if (str_is(name, "lc")) return &o->lc;
  if (str_is(name, "lp")) return &o->lp;
  if (str_is(name, "pb")) return &o->pb;
  if (str_is(name, "nice_len")) return &o->nice_len;
  if (str_is(name, "depth")) return &o->depth;
  return nullptr;
}

// Reads the entries of a filter's dict, apart from "id", with `store(name, number)`, which denies a name it does not know.
template <class Store>
bool read_options(Thread& t, Value spec, const char* kind, Store store) {
  Value items = object_call_method(t, spec, str_intern("items"), nullptr, 0);
  Value list = items ? object_to_list(t, items) : kNull;
  if (!list) return false;
  for (int64_t i = 0; i < as_list(list)->length; i++) {
    const Value* pair = as_tuple(as_list(list)->items->items[i])->items;
    if (is_str(pair[0]) && str_is(as_str(pair[0]), "id")) continue;
    int64_t number;
    bool known = is_str(pair[0]);
    if (known && !int_argument(t, pair[1], &number)) return false;
    if (!known || !store(as_str(pair[0]), static_cast<uint32_t>(number))) {
      return raise_value_error("Invalid filter specifier for %s filter", kind);
    }
  }
  return true;
}

class Filters {
 public:
  ~Filters() {
    for (auto& filter : chain_) std::free(filter.options);
  }
  lzma_filter* chain() { return chain_; }

  bool set(Thread& t, Value specs) {
    int64_t n = object_len(t, specs);
    if (n < 0) return false;
    if (n > LZMA_FILTERS_MAX) return raise_value_error("Too many filters - liblzma supports a maximum of %d", LZMA_FILTERS_MAX);
    for (int64_t i = 0; i < n; i++) {
      Value spec = object_get_item(t, specs, Value::from_small_int(i));
      if (!spec || !add(t, spec, &chain_[i])) return false;
    }
    chain_[n].id = LZMA_VLI_UNKNOWN;
    return true;
  }
  bool add(Thread& t, Value spec, lzma_filter* out) {
    if (!object_is_mapping(spec)) return raise_type_error("Filter specifier must be a dict or dict-like object");
    Value id = object_get_item(t, spec, str_value("id"));
    if (!id) {
      if (!error_matches(exc::KeyError)) return false;
      error_clear();
      return raise_value_error("Filter specifier must have an \"id\" entry");
    }
    uint64_t number;
    if (!is_int(id) || !int_to_uint64(id, &number)) return raise_type_error("an integer is required");
    out->id = number;
    if (number == LZMA_FILTER_LZMA1 || number == LZMA_FILTER_LZMA2) return add_lzma(t, spec, out);
    if (number == LZMA_FILTER_DELTA) return add_delta(t, spec, out);
    if (number >= LZMA_FILTER_X86 && number <= LZMA_FILTER_SPARC) return add_branch(t, spec, out);
    return raise_value_error("Invalid filter ID: %lu", number);
  }

 private:
  template <class Options>
  Options* allocate(lzma_filter* out) {
    auto* options = static_cast<Options*>(std::calloc(1, sizeof(Options)));
    out->options = options;
    return options;
  }
  bool add_lzma(Thread& t, Value spec, lzma_filter* out) {
    auto* options = allocate<lzma_options_lzma>(out);
    uint32_t preset = LZMA_PRESET_DEFAULT;
    auto find_preset = [&](PyStr* name, uint32_t number) {
      if (str_is(name, "preset")) preset = number;
      return true;
    };
    if (!read_options(t, spec, "LZMA", find_preset)) return false;
    if (lzma.lzma_preset(options, preset)) return raise_error(type_error, "Invalid compression preset: %u", preset);
    return read_options(t, spec, "LZMA", [&](PyStr* name, uint32_t number) {
      if (str_is(name, "preset")) return true;
      if (str_is(name, "mode")) options->mode = static_cast<lzma_mode>(number);
      else if (str_is(name, "mf")) options->mf = static_cast<lzma_match_finder>(number);
      else if (uint32_t* field = lzma_option(options, name)) *field = number;
      else return false;
      return true;
    });
  }
  bool add_delta(Thread& t, Value spec, lzma_filter* out) {
    auto* options = allocate<lzma_options_delta>(out);
    options->type = LZMA_DELTA_TYPE_BYTE;
    options->dist = 1;
    return read_options(t, spec, "delta", [&](PyStr* name, uint32_t number) {
      options->dist = number;
      return str_is(name, "dist");
    });
  }
  bool add_branch(Thread& t, Value spec, lzma_filter* out) {
    auto* options = allocate<lzma_options_bcj>(out);
    return read_options(t, spec, "BCJ", [&](PyStr* name, uint32_t number) {
      options->start_offset = number;
      return str_is(name, "start_offset");
    });
  }

  lzma_filter chain_[LZMA_FILTERS_MAX + 1] = {};
};

// ---- compressing

void set_step(lzma_stream* stream, const CodecStep& step) {
  stream->next_in = step.next_in;
  stream->avail_in = step.avail_in;
  stream->next_out = step.next_out;
  stream->avail_out = step.avail_out;
}
void take_step(const lzma_stream* stream, CodecStep* step) {
  step->next_in = stream->next_in;
  step->avail_in = stream->avail_in;
  step->avail_out = stream->avail_out;
}

bool compress_step(Thread&, void* stream, CodecStep* step, bool finish) {
  auto* s = static_cast<lzma_stream*>(stream);
  set_step(s, *step);
  lzma_ret code = lzma.code(s, finish ? LZMA_FINISH : LZMA_RUN);
  bool idle = code == LZMA_BUF_ERROR && s->avail_in == 0 && s->avail_out > 0;   // nothing to do
  take_step(s, step);
  step->ended = code == LZMA_STREAM_END;
  return idle || !is_failure(code) || raise_lzma_error(code);
}

bool start_compressor(Thread& t, lzma_stream* stream, int format, int check, Value preset_value, Value specs) {
  int64_t preset = LZMA_PRESET_DEFAULT;
  if (!preset_value.is_none() && !int_argument(t, preset_value, &preset)) return false;
  Filters filters;
  bool filtered = !specs.is_none();
  if (filtered && !filters.set(t, specs)) return false;
  lzma_ret code;
  lzma_options_lzma options;
  switch (format) {
    case kFormatXz: {
      auto kind = static_cast<lzma_check>(check == -1 ? LZMA_CHECK_CRC64 : check);
      code = filtered ? lzma.stream_encoder(stream, filters.chain(), kind)
                      : lzma.easy_encoder(stream, static_cast<uint32_t>(preset), kind);
      break;
    }
    case kFormatAlone:
      if (!filtered) {
        if (lzma.lzma_preset(&options, static_cast<uint32_t>(preset))) return raise_error(type_error, "Invalid compression preset: %ld", preset);
        code = lzma.alone_encoder(stream, &options);
      } else if (filters.chain()[0].id == LZMA_FILTER_LZMA1 && filters.chain()[1].id == LZMA_VLI_UNKNOWN) {
        code = lzma.alone_encoder(stream, static_cast<lzma_options_lzma*>(filters.chain()[0].options));
      } else {
        return raise_value_error("Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
      }
      break;
    case kFormatRaw:
      if (!filtered) return raise_value_error("Must specify filters for FORMAT_RAW");
      code = lzma.raw_encoder(stream, filters.chain());
      break;
    default: return raise_value_error("Invalid container format: %d", format);
  }
  return !is_failure(code) || raise_lzma_error(code);
}

Value compressor_new(Thread& t, Value* args) {
  int64_t format, check;
  if (!int_argument(t, args[1], &format) || !int_argument(t, args[2], &check)) return kNull;
  if (!args[3].is_none() && !args[4].is_none()) return raise_value_error("Cannot specify both preset and filter chain");
  if (format != kFormatXz && check != -1 && check != LZMA_CHECK_NONE) {
    return raise_value_error("Integrity checks are only supported by FORMAT_XZ");
  }
  auto* c = allocate_instance_of<Compressor>(args[0].as<PyType>());
  if (!c) return kNull;
  c->stream = new lzma_stream(LZMA_STREAM_INIT);
  bool ok = start_compressor(t, c->stream, static_cast<int>(format), static_cast<int>(check), args[3], args[4]);
  return ok ? Value(&c->header) : kNull;
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
void end_stream(void* stream) {
  auto* s = static_cast<lzma_stream*>(stream);
  if (s) lzma.end(s);
  delete s;
}
void compressor_finalize(HeapObject* object) {
  auto* c = reinterpret_cast<Compressor*>(object);
  end_stream(c->stream);
  c->stream = nullptr;
}

// ---- decompressing

LzmaDecompressor* decompressor_of(Value* args) { return args[0].as<LzmaDecompressor>(); }

bool decompress_step(Thread&, Decompressor* d, CodecStep* step) {
  auto* s = static_cast<lzma_stream*>(d->stream);
  set_step(s, *step);
  lzma_ret code = lzma.code(s, LZMA_RUN);
  if (code == LZMA_GET_CHECK || code == LZMA_NO_CHECK) reinterpret_cast<LzmaDecompressor*>(d)->check = lzma.get_check(s);
  bool idle = code == LZMA_BUF_ERROR && (s->avail_in == 0 || s->avail_out == 0);
  take_step(s, step);
  step->ended = code == LZMA_STREAM_END;
  return idle || !is_failure(code) || raise_lzma_error(code);
}

bool start_decompressor(Thread& t, LzmaDecompressor* d, lzma_stream* stream, int format, uint64_t limit, Value specs) {
  const uint32_t flags = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK;
  Filters filters;
  lzma_ret code;
  switch (format) {
    case kFormatAuto: code = lzma.auto_decoder(stream, limit, flags); break;
    case kFormatXz: code = lzma.stream_decoder(stream, limit, flags); break;
    case kFormatAlone:
      d->check = LZMA_CHECK_NONE;
      code = lzma.alone_decoder(stream, limit);
      break;
    case kFormatRaw:
      d->check = LZMA_CHECK_NONE;
      if (!filters.set(t, specs)) return false;
      code = lzma.raw_decoder(stream, filters.chain());
      break;
    default: return raise_value_error("Invalid container format: %d", format);
  }
  return !is_failure(code) || raise_lzma_error(code);
}

constexpr int64_t kCheckUnknown = LZMA_CHECK_ID_MAX + 1;

Value decompressor_new(Thread& t, Value* args) {
  int64_t format;
  uint64_t limit = UINT64_MAX;
  if (!int_argument(t, args[1], &format)) return kNull;
  if (!args[2].is_none()) {
    if (format == kFormatRaw) return raise_value_error("Cannot specify memory limit with FORMAT_RAW");
    if (!is_int(args[2]) || !int_to_uint64(args[2], &limit)) return raise_type_error("an unsigned integer is required");
  }
  if (format == kFormatRaw && args[3].is_none()) return raise_value_error("Must specify filters for FORMAT_RAW");
  if (format != kFormatRaw && !args[3].is_none()) return raise_value_error("Cannot specify filters except with FORMAT_RAW");
  auto* d = allocate_instance_of<LzmaDecompressor>(args[0].as<PyType>());
  if (!d || !decompressor_start(&d->base)) return kNull;
  d->check = kCheckUnknown;
  d->base.waits_for_room = true;
  auto* stream = new lzma_stream(LZMA_STREAM_INIT);
  d->base.stream = stream;
  return start_decompressor(t, d, stream, static_cast<int>(format), limit, args[3]) ? Value(&d->base.header) : kNull;
}
Value decompressor_decompress(Thread& t, Value* args) {
  return decompressor_run(t, args, decompress_step, "Already at end of stream");
}
Value decompressor_check(Thread&, Value* args) { return Value::from_small_int(decompressor_of(args)->check); }
void decompressor_finalize(HeapObject* object) {
  auto* d = reinterpret_cast<LzmaDecompressor*>(object);
  end_stream(d->base.stream);
  d->base.stream = nullptr;
}

// ---- functions

Value lzma_is_check_supported(Thread& t, Value* args) {
  int64_t check;
  if (!int_argument(t, args[0], &check)) return kNull;
  return Value::from_bool(lzma.check_is_supported(static_cast<lzma_check>(check)));
}
Value lzma_encode_properties(Thread& t, Value* args) {
  Filters filters;
  lzma_filter* filter = filters.chain();
  uint32_t size;
  if (!filters.add(t, args[0], filter)) return kNull;
  lzma_ret code = lzma.properties_size(&size, filter);
  if (is_failure(code)) return raise_lzma_error(code);
  PyBytes* out = bytes_new(size);
  if (!out) return kNull;
  code = lzma.properties_encode(filter, out->data);
  return is_failure(code) ? Value(raise_lzma_error(code)) : Value(&out->header);
}
bool add_entry(PyDict* dict, const char* name, uint64_t number) {
  Value value = int_from_uint64(number);
  return value && dict_set_str(dict, str_intern(name), value);
}
Value lzma_decode_properties(Thread& t, Value* args) {
  int64_t id;
  BytesArg data;
  if (!int_argument(t, args[0], &id) || !data.get(t, args[1])) return kNull;
  lzma_filter filter{static_cast<lzma_vli>(id), nullptr};
  lzma_ret code = lzma.properties_decode(&filter, nullptr, data.data(), data.size());
  if (is_failure(code)) return raise_lzma_error(code);
  PyDict* dict = dict_new();
  bool ok = dict && add_entry(dict, "id", filter.id);
  if (ok && filter.options) {
    if (filter.id == LZMA_FILTER_DELTA) {
      ok = add_entry(dict, "dist", static_cast<lzma_options_delta*>(filter.options)->dist);
    } else if (filter.id == LZMA_FILTER_LZMA1 || filter.id == LZMA_FILTER_LZMA2) {
      auto* o = static_cast<lzma_options_lzma*>(filter.options);
      if (filter.id == LZMA_FILTER_LZMA1) {
        ok = add_entry(dict, "lc", o->lc) && add_entry(dict, "lp", o->lp) && add_entry(dict, "pb", o->pb);
      }
      ok = ok && add_entry(dict, "dict_size", o->dict_size);
    } else {
      ok = add_entry(dict, "start_offset", static_cast<lzma_options_bcj*>(filter.options)->start_offset);
    }
  }
  std::free(filter.options);
  return ok ? Value(&dict->header) : kNull;
}

const NativeDef kFunctions[] = {
    {"is_check_supported(check_id, /)", lzma_is_check_supported, kEffectAll,
     "Test whether the given integrity check is supported."},
    {"_encode_filter_properties(filter, /)", lzma_encode_properties},
    {"_decode_filter_properties(filter_id, encoded_props, /)", lzma_decode_properties},
    {},
};
const NativeDef kCompressorMethods[] = {
    {"__new__(cls, format=1, check=-1, preset=None, filters=None)", compressor_new},
    {"compress(self, data, /)", compressor_compress, kEffectAll, "Provide data to the compressor object."},
    {"flush(self, /)", compressor_flush, kEffectAll, "Finish the compression process."},
    {},
};
const NativeDef kDecompressorMethods[] = {
    {"__new__(cls, format=0, memlimit=None, filters=None)", decompressor_new},
    {"decompress(self, data, max_length=-1)", decompressor_decompress, kEffectAll,
     "Decompress *data*, returning uncompressed data as bytes."},
    {"@member check", decompressor_check, kEffectReads, "ID of the integrity check used by the input stream."},
    {"@member eof", decompressor_eof, kEffectReads, "True if the end-of-stream marker has been reached."},
    {"@member unused_data", decompressor_unused_data, kEffectReads, "Data found after the end of the compressed stream."},
    {"@member needs_input", decompressor_needs_input, kEffectReads,
     "True if more input is needed before more decompressed data can be produced."},
    {},
};
const TypeSpec kCompressorSpec = {"_lzma.LZMACompressor", nullptr, kTypeBaseable,
                                  {.finalize = compressor_finalize, .bytes = sizeof(Compressor), .leaf = true},
                                  kCompressorMethods, "Create a compressor object for compressing data incrementally."};
const TypeSpec kDecompressorSpec = {
    "_lzma.LZMADecompressor", nullptr, kTypeBaseable,
    {.trace = decompressor_trace, .finalize = decompressor_finalize, .bytes = sizeof(LzmaDecompressor)}, kDecompressorMethods,
    "Create a decompressor object for decompressing data incrementally."};

const IntRow kConstants[] = {
    {"FORMAT_AUTO", kFormatAuto},           {"FORMAT_XZ", kFormatXz},
    {"FORMAT_ALONE", kFormatAlone},         {"FORMAT_RAW", kFormatRaw},
    {"CHECK_NONE", LZMA_CHECK_NONE},        {"CHECK_CRC32", LZMA_CHECK_CRC32},
    {"CHECK_CRC64", LZMA_CHECK_CRC64},      {"CHECK_SHA256", LZMA_CHECK_SHA256},
    {"CHECK_ID_MAX", LZMA_CHECK_ID_MAX},    {"CHECK_UNKNOWN", kCheckUnknown},
    {"FILTER_LZMA1", LZMA_FILTER_LZMA1},    {"FILTER_LZMA2", LZMA_FILTER_LZMA2},
    {"FILTER_DELTA", LZMA_FILTER_DELTA},    {"FILTER_X86", LZMA_FILTER_X86},
    {"FILTER_IA64", LZMA_FILTER_IA64},      {"FILTER_ARM", LZMA_FILTER_ARM},
    {"FILTER_ARMTHUMB", LZMA_FILTER_ARMTHUMB}, {"FILTER_SPARC", LZMA_FILTER_SPARC},
    {"FILTER_POWERPC", LZMA_FILTER_POWERPC}, {"MF_HC3", LZMA_MF_HC3},
    {"MF_HC4", LZMA_MF_HC4},                {"MF_BT2", LZMA_MF_BT2},
    {"MF_BT3", LZMA_MF_BT3},                {"MF_BT4", LZMA_MF_BT4},
    {"MODE_FAST", LZMA_MODE_FAST},          {"MODE_NORMAL", LZMA_MODE_NORMAL},
    {"PRESET_DEFAULT", LZMA_PRESET_DEFAULT}, {"PRESET_EXTREME", int64_t{LZMA_PRESET_EXTREME}}};

bool init(Thread& t, PyDict* dict) {
  if (!load_lzma()) return false;
  type_compressor = type_new_builtin(kCompressorSpec);
  type_decompressor = type_new_builtin(kDecompressorSpec);
  type_error = make_exception_class(t, "_lzma", "LZMAError", exc::Exception);
  if (!type_compressor || !type_decompressor || !type_error) return false;
  return ModuleFiller(dict, "_lzma")
      .functions(kFunctions)
      .integers(kConstants)
      .type("LZMACompressor", type_compressor)
      .type("LZMADecompressor", type_decompressor)
      .type("LZMAError", type_error)
      .ok();
}

}  // namespace

const NativeModule kLzmaModule = {"_lzma", init};

}  // namespace pyvm
