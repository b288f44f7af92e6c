// Arrays of C strings for execve() and its like.
#pragma once

#include <vector>

#include "vm/object/value.h"

namespace pyvm {

struct Thread;

// Owns the strings; data() ends in a null pointer.
class StringArray {
 public:
  StringArray() = default;
  ~StringArray();
  StringArray(const StringArray&) = delete;
  StringArray& operator=(const StringArray&) = delete;
  // Every item (str, bytes, os.PathLike) of a list, tuple or other iterable. False: exception pending.
  [[nodiscard]] bool add_all(Thread& t, Value items);
  // NAME=VALUE of every pair of a mapping. False: exception pending.
  [[nodiscard]] bool add_environment(Thread& t, Value mapping);
  size_t size() const { return strings_.size(); }
  char** data();

 private:
  std::vector<char*> strings_;
};

}  // namespace pyvm
