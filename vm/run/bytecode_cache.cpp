// A compiled file: u32 magic; u32 flags: 0 u32 time and u32 size of the source, 1 the hash of the source, which counts
// unseen, 3 the hash, to be checked; marshalled code. Files are written under another name and moved to their place, so a
// reader sees a whole file or none.
#include "vm/run/bytecode_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "vm/base/text.h"
#include "vm/marshal/marshal.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/import.h"
#include "vm/run/run.h"
#include "vm/run/runtime.h"

namespace pyvm {

namespace {

enum CompiledFlag : uint32_t { kByHash = 1, kCheckHash = 2 };

struct CompiledHeader {
  uint32_t magic, flags;
  union {
    struct {
      uint32_t time, size;
    };
    uint64_t hash;
  };
};
static_assert(sizeof(CompiledHeader) == 16);

Value sys_value(const char* name) { return dict_get_str(sys_namespace(), str_intern(name)); }

// The absolute folder of a source file, without the last "/".
void append_folder(std::string_view source, TextBuffer& out) {
  if (source.empty() || source[0] != '/') {
    char folder[4096];
    if (getcwd(folder, sizeof folder)) out.append(folder);
    out.append('/');
  }
  size_t slash = source.rfind('/');
  if (slash != source.npos) out.append(source.substr(0, slash));
}

// /NAME.TAG[.opt-N].pyc
void append_name(std::string_view source, TextBuffer& out) {
  std::string_view name = source.substr(source.rfind('/') + 1);   // of the whole when there is no slash: npos + 1 is 0
  out.append('/');
  out.append(name.substr(0, name.rfind('.')));
  out.printf(".%s", kCacheTag);
  if (runtime_options.optimize) out.printf(".opt-%d", runtime_options.optimize);
  out.append(".pyc");
}

void append_path(std::string_view source, TextBuffer& out) {
  Value prefix = sys_value("pycache_prefix");
  if (prefix && is_str(prefix)) {
    str_append_utf8(as_str(prefix), out);
    append_folder(source, out);
  } else {
    size_t slash = source.rfind('/');
    if (slash != source.npos) out.append(source.substr(0, slash + 1));
    out.append("__pycache__");
  }
  append_name(source, out);
}

// The place for those who may not write next to the source. False: there is none.
bool append_home_path(std::string_view source, TextBuffer& out) {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  if (cache && *cache == '/') out.append(cache);
  else if (home && *home == '/') out.printf("%s/.cache", home);
  else return false;
  out.append("/pyvm");
  append_folder(source, out);
  append_name(source, out);
  return true;
}

// Makes the folders that lead to a file. False: errno says why.
bool make_folders(const char* file) {
  const char* slash = std::strrchr(file, '/');
  if (!slash || slash == file) return true;
  TextBuffer folder;
  folder.append({file, static_cast<size_t>(slash - file)});
  if (access(folder.c_str(), W_OK) == 0) return true;
  if (errno != ENOENT || !make_folders(folder.c_str())) return false;
  return mkdir(folder.c_str(), 0777) == 0 || errno == EEXIST;
}

bool write_all(int fd, std::string_view data) {
  while (!data.empty()) {
    ssize_t n = write(fd, data.data(), data.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    data.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

// Puts a whole file into its place.
bool write_file(const char* path, std::string_view data, mode_t mode) {
  if (!make_folders(path)) return false;
  TextBuffer other;
  other.printf("%s.%d", path, static_cast<int>(getpid()));
  int fd = open(other.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) return false;
  bool ok = write_all(fd, data);
  ok = close(fd) == 0 && ok;
  if (ok && std::rename(other.c_str(), path) == 0) return true;
  unlink(other.c_str());
  return false;
}

// The code in a compiled file whose header is accepted; null if it is absent, stale or damaged. No exception is pending
// afterwards.
template <class Accepts>
Value read_compiled(Thread& t, std::string_view file, PyStr* filename, bool* readable, Accepts accepts) {
  char* data;
  size_t size;
  PyStr* name = str_from_utf8(file);
  *readable = name && read_file(name, &data, &size);
  Value code;
  if (*readable) {
    CompiledHeader header;
    if (size > sizeof header) {
      std::memcpy(&header, data, sizeof header);
      if (header.magic == bytecode_magic() && accepts(header))
        code = marshal_read(t, {data + sizeof header, size - sizeof header});
    }
    std::free(data);
  }
  error_clear();
  if (!code || type_of(code) != type_code) return kNull;
  code_set_filename(code.as<PyCode>(), filename);
  return code;
}

// The contents of a compiled file. False: nothing shall be written; no exception is pending.
bool make_compiled(Thread& t, Value code, CompiledHeader header, TextBuffer& out) {
  Value no = sys_value("dont_write_bytecode");
  out.append({reinterpret_cast<char*>(&header), sizeof header});
  if (no && !object_is_true(t, no) && marshal_write(t, code, kMarshalVersion, out)) return true;
  error_clear();
  return false;
}

// One source file and the place of its compiled code.
class SourceFile {
 public:
  SourceFile(Thread& t, PyStr* path, PyStr* filename) : t_(t), path_(path), filename_(filename) {
    str_append_utf8(path, source_);
    append_path(source_.view(), compiled_);
    found_ = stat(source_.c_str(), &stat_) == 0;
  }
  ~SourceFile() { std::free(text_); }
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;

  Value code() {
    if (found_) {
      bool readable;
      Value code = read(compiled_, &readable);
      TextBuffer home;
      if (!code && !readable && append_home_path(source_.view(), home)) code = read(home, &readable);
      if (code) return code;
    }
    if (!read_text()) return kNull;
    Value code = compile_source(t_, {text_, size_}, filename_, "exec", 0, -1);
    if (code && found_) write(code);
    return code;
  }

 private:
  bool read_text() { return text_ || read_file(path_, &text_, &size_); }

  Value read(const TextBuffer& file, bool* readable) {
    return read_compiled(t_, file.view(), filename_, readable, [this](const CompiledHeader& h) { return is_current(h); });
  }

  bool is_current(const CompiledHeader& header) {
    if (header.flags & ~uint32_t{kByHash | kCheckHash}) return false;
    if (!(header.flags & kByHash))
      return header.time == static_cast<uint32_t>(stat_.st_mtime) && header.size == static_cast<uint32_t>(stat_.st_size);
    return !(header.flags & kCheckHash) ||
           (read_text() && bytecode_source_hash(bytecode_magic(), text_, size_) == header.hash);
  }

  // Failures do not matter.
  void write(Value code) {
    CompiledHeader header = {bytecode_magic(), 0, {}};
    header.time = static_cast<uint32_t>(stat_.st_mtime);
    header.size = static_cast<uint32_t>(stat_.st_size);
    TextBuffer out, home;
    if (!make_compiled(t_, code, header, out)) return;
    mode_t mode = (stat_.st_mode | S_IWUSR) & 0666;
    if (!write_file(compiled_.c_str(), out.view(), mode) && append_home_path(source_.view(), home))
      (void)write_file(home.c_str(), out.view(), mode);
  }

  Thread& t_;
  PyStr* path_;
  PyStr* filename_;
  TextBuffer source_, compiled_;   // paths
  struct stat stat_;
  bool found_;
  char* text_ = nullptr;           // of the source, once it is read
  size_t size_ = 0;
};

}  // namespace

PyStr* bytecode_cache_path(PyStr* source) {
  TextBuffer path, out;
  str_append_utf8(source, path);
  append_path(path.view(), out);
  return str_from_utf8(out.view());
}

Value source_file_code(Thread& t, PyStr* path, PyStr* filename) { return SourceFile(t, path, filename).code(); }

Value frozen_source_code(Thread& t, const char* name, std::string_view text, PyStr* filename) {
  TextBuffer source, file;
  source.printf("/frozen/%s.py", name);
  Value prefix = sys_value("pycache_prefix");
  bool has_place = true;
  if (prefix && is_str(prefix)) append_path(source.view(), file);
  else has_place = append_home_path(source.view(), file);
  CompiledHeader header = {bytecode_magic(), kByHash | kCheckHash, {}};
  header.hash = bytecode_source_hash(header.magic, text.data(), text.size());
  bool readable;
  Value code = has_place ? read_compiled(t, file.view(), filename, &readable, [&](const CompiledHeader& h) {
    return h.flags == header.flags && h.hash == header.hash;
  }) : kNull;
  if (code) return code;
  TextBuffer out;
  code = compile_source(t, text, filename, "exec", kCompileStringSource, -1);
  if (code && has_place && make_compiled(t, code, header, out)) (void)write_file(file.c_str(), out.view(), 0644);
  return code;
}

uint64_t bytecode_source_hash(uint64_t key, const void* source, size_t n) {
  const uint64_t keys[] = {key, 0};
  return siphash13(keys, source, n);
}

}  // namespace pyvm
