// _iconv: the C library's character set tables, for _multibytecodec.
#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include "stdlib/support.h"
#include "stdlib/text/text_modules.h"
#include "vm/base/text.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/reduce.h"
#include "vm/object/str.h"

namespace pyvm {

namespace {

enum Outcome : int { kAll, kIncomplete, kInvalid };

// Opening a converter loads tables: those used last stay open.
struct Converter {
  std::string to, from;
  iconv_t handle;
};
constexpr size_t kMostOpen = 8;
std::vector<Converter> converters;   // the last used last

// -1: the C library has none.
iconv_t converter_for(const char* to, const char* from) {
  for (size_t i = 0; i < converters.size(); i++) {
    if (converters[i].to != to || converters[i].from != from) continue;
    std::rotate(converters.begin() + static_cast<ptrdiff_t>(i), converters.begin() + static_cast<ptrdiff_t>(i) + 1, converters.end());
    iconv_t handle = converters.back().handle;
    (void)iconv(handle, nullptr, nullptr, nullptr, nullptr);   // as if new
    return handle;
  }
  iconv_t handle = iconv_open(to, from);
  if (handle == reinterpret_cast<iconv_t>(-1)) return handle;
  if (converters.size() == kMostOpen) {
    iconv_close(converters.front().handle);
    converters.erase(converters.begin());
  }
  converters.push_back({to, from, handle});
  return handle;
}

// convert(to, from, data): what of the data could be converted, how many of its bytes that were, and an Outcome.
Value convert(Thread& t, Value* args) {
  if (!is_str(args[0]) || !is_str(args[1])) return raise_type_error("convert() arguments 1 and 2 must be str");
  BytesArg data;
  if (!data.get(t, args[2])) return kNull;
  iconv_t converter = converter_for(CText(as_str(args[0])).c_str(), CText(as_str(args[1])).c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    return raise_error(exc::LookupError, "the C library does not convert %s to %s", CText(as_str(args[1])).c_str(),
                       CText(as_str(args[0])).c_str());
  }
  TextBuffer out;
  char* from = const_cast<char*>(reinterpret_cast<const char*>(data.data()));   // iconv() only reads
  size_t left = data.size();
  Outcome outcome = kAll;
  for (bool more = true; more;) {
    char room[4096];
    char* to = room;
    size_t room_left = sizeof room;
    more = false;
    if (iconv(converter, &from, &left, &to, &room_left) == static_cast<size_t>(-1)) {
      more = errno == E2BIG;
      if (!more) outcome = errno == EINVAL ? kIncomplete : kInvalid;
    }
    out.append({room, sizeof room - room_left});
  }
  PyBytes* bytes = bytes_from(reinterpret_cast<const uint8_t*>(out.data()), out.size());
  if (!bytes) return kNull;
  return make_tuple(Value(&bytes->header), Value::from_small_int(static_cast<int64_t>(data.size() - left)),
                    Value::from_small_int(outcome));
}

const NativeDef kFunctions[] = {{"convert(to, from_, data, /)", convert}, {}};

bool init(Thread&, PyDict* dict) {
  return ModuleFiller(dict, "_iconv")
      .functions(kFunctions)
      .integer("ALL", kAll)
      .integer("INCOMPLETE", kIncomplete)
      .integer("INVALID", kInvalid)
      .ok();
}

}  // namespace

const NativeModule kIconvModule = {"_iconv", init};

}  // namespace pyvm
