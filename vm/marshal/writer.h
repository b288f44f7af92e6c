// Writing values in the marshal format.
#pragma once

#include <unordered_map>
#include <vector>

#include "vm/base/text.h"
#include "vm/marshal/format.h"
#include "vm/object/value.h"

namespace pyvm {
struct PyCode;
struct PySet;
struct PyStr;
struct PyTuple;
struct Thread;
}

namespace pyvm::marshal {

class Writer {
 public:
  Writer(Thread& t, int version, TextBuffer& out) : t_(t), version_(version), out_(out), begin_(out.size()) {}
  // One value. False: ValueError or another exception pending.
  [[nodiscard]] bool write(Value value);

 private:
  // A value that kRef may repeat. Which ones are numbered is known at the end: those that occurred again, and those
  // that CPython has one object of.
  struct Known {
    size_t at;       // of its tag
    bool numbered;
  };
  struct Repeat {
    size_t at;       // of the index behind kRef
    uint32_t known;
  };
  struct Body {      // of a code object whose checksum is missing
    size_t begin, end;
  };

  bool value(Value v);
  bool known(Value v, bool numbered);
  void number_references();
  void add_checksums();
  void integer(Value v);
  void text_number(double d);
  void text(PyStr* s);
  bool items(const Value* items, int64_t n);
  bool set_items(PySet* set);
  bool dict_items(Value dict);
  bool heap_value(Value v);
  bool buffer(Value v);
  bool code(PyCode* code);
  bool code_body(PyCode* code);
  bool sites(PyCode* code);
  bool unmarshallable();

  void tag(Tag tag) { out_.append(static_cast<char>(tag)); }
  void raw(const void* data, size_t n) { out_.append({static_cast<const char*>(data), n}); }
  void byte(uint8_t b) { out_.append(static_cast<char>(b)); }
  void u32(uint32_t v) { raw(&v, 4); }
  void f64(double d) { raw(&d, 8); }
  void varint(uint64_t v);

  Thread& t_;
  int version_;
  TextBuffer& out_;
  size_t begin_;
  int depth_ = 0;
  bool in_code_ = false;
  // Value -> position in known_; what is being written keeps them alive.
  std::unordered_map<uint64_t, uint32_t> index_;
  std::vector<Known> known_;
  std::vector<Repeat> repeats_;
  std::vector<Body> bodies_;
};

}  // namespace pyvm::marshal
