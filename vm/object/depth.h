// Bounds the nesting of native recursion that ends in RecursionError in CPython by the recursion limit.
#pragma once

#include "vm/object/error.h"
#include "vm/run/thread.h"

namespace pyvm {

inline thread_local uint32_t comparison_depth = 0;

// Held while two containers are compared. If ok() is false RecursionError is pending.
class ComparisonDepth {
 public:
  explicit ComparisonDepth(Thread& t) : ok_(comparison_depth < t.recursion_limit) {
    if (PYVM_UNLIKELY(!ok_)) (void)raise_error(exc::RecursionError, "maximum recursion depth exceeded in comparison");
    comparison_depth++;
  }
  ~ComparisonDepth() { comparison_depth--; }
  ComparisonDepth(const ComparisonDepth&) = delete;
  ComparisonDepth& operator=(const ComparisonDepth&) = delete;
  bool ok() const { return ok_; }

 private:
  bool ok_;
};

}  // namespace pyvm
